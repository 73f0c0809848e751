import { useParams } from '@tanstack/react-router';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { UserRecord } from './UserRecord.tsx';

export default function UserPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <UserRecord id={id} Frame={RecordPage} />;
}
