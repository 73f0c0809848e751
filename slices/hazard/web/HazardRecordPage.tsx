import { useParams } from '@tanstack/react-router';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { HazardRecordView } from './HazardRecord.tsx';

export default function HazardRecordPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <HazardRecordView id={id} Frame={RecordPage} />;
}
