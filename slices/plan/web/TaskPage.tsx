import { useParams } from '@tanstack/react-router';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { TaskRecord } from './TaskRecord.tsx';

export default function TaskPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <TaskRecord id={id} Frame={RecordPage} />;
}
