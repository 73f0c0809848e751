import { useParams } from '@tanstack/react-router';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { EffectView } from './EffectView.tsx';

export default function EffectRecordPage() {
  usePageTitle('企业运行效果');
  const { id } = useParams({ strict: false }) as { id: string };
  return <EffectView enterpriseId={id} />;
}
