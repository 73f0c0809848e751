import { useParams } from '@tanstack/react-router';
import { EnterpriseRecord } from './EnterpriseRecord.tsx';

export default function EnterpriseRecordPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <EnterpriseRecord id={id} />;
}
