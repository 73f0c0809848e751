import { Empty } from '@zhiben/platform/web/kit/States.tsx';
import { ScreeningOverview } from './ScreeningOverview.tsx';
import { useOwnId } from './use-own-id.ts';

/** How self-inspection stands today in one's own enterprise. */
export default function ScreeningHomePage() {
  const id = useOwnId();
  if (id === null) return null;
  if (id === '') return <Empty title="您的账号不属于任何企业">企业的自查情况在企业档案的“自查”中查看。</Empty>;
  return <ScreeningOverview />;
}
