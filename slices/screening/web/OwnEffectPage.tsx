import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getSession } from '@zhiben/slices/identity/domain';
import { EffectView } from './EffectView.tsx';

/** What the county sees of one's own enterprise: the same figures, the same tests, and what to do next. */
export default function OwnEffectPage() {
  usePageTitle('本企业运行效果');
  const { data } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  if (!data) return <Loading />;
  const organisation = data.session?.organisation;
  if (organisation?.kind !== 'enterprise') {
    return <Empty title="您的账号不属于任何企业">各企业的运行效果在“双重预防运行效果”中查看。</Empty>;
  }
  return <EffectView enterpriseId={organisation.id} />;
}
