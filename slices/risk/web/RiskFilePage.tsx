import { useParams } from '@tanstack/react-router';
import { RiskFileView } from './RiskFileView.tsx';

export default function RiskFilePage() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  return <RiskFileView id={id} />;
}
