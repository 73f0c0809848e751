import { useParams } from '@tanstack/react-router';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { WorkRecord } from './WorkRecord.tsx';

export default function WorkPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <WorkRecord id={id} Frame={RecordPage} />;
}
