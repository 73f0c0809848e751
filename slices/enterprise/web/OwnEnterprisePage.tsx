import { Empty, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { getSession } from '@zhiben/slices/identity/domain';
import { EnterpriseRecord } from './EnterpriseRecord.tsx';

/** The file of one's own enterprise. */
export default function OwnEnterprisePage() {
  const { data } = useCall(getSession, {}, { staleTime: Number.POSITIVE_INFINITY });
  if (!data) return <Loading label="正在加载本企业档案" />;
  const organisation = data.session?.organisation;
  if (organisation?.kind !== 'enterprise') {
    return <Empty title="您的账号不属于任何企业">辖区内企业的档案在“企业名录”中查看。</Empty>;
  }
  return <EnterpriseRecord id={organisation.id} />;
}
