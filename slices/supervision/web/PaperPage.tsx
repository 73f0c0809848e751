import { useParams } from '@tanstack/react-router';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { PaperView } from './PaperView.tsx';

export default function PaperPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  return <PaperView id={id} Frame={RecordPage} />;
}
