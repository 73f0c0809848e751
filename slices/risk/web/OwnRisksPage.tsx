import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { RiskFileView } from './RiskFileView.tsx';
import { useOwnId } from './use-own-id.ts';

/** The risk list of one's own enterprise. */
export default function OwnRisksPage() {
  const id = useOwnId();
  if (id === null) return <Loading />;
  if (id === '') return <Empty title="您的账号不属于任何企业">风险清单由企业自己建立。</Empty>;
  return <RiskFileView id={id} />;
}
