import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { type RecordPage, RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { usePlaceNames } from '@zhiben/slices/division/web';
import { type Enterprise, getEnterprise } from '../domain/enterprise.contract.ts';
import { ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { industryName } from '../domain/industries.ts';

/** The enterprise beside a list. */
export function EnterprisePanel({ id }: { id: string }) {
  return <EnterpriseRecord id={id} Frame={RecordPanel} />;
}

export function EnterpriseRecord({ id, Frame }: { id: string; Frame: typeof RecordPage }) {
  const { data, error, refetch } = useCall(getEnterprise, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <Frame title={data.name} marks={data.highRisk ? <span>高危行业</span> : null}>
      <EnterpriseFacts enterprise={data} />
    </Frame>
  );
}

function EnterpriseFacts({ enterprise }: { enterprise: Enterprise }) {
  const names = usePlaceNames();
  const { longitude, latitude } = enterprise;
  return (
    <>
      <Section title="基本情况">
        <Facts
          items={[
            { label: '统一社会信用代码', value: enterprise.creditCode },
            { label: '状态', value: ENTERPRISE_STATUS_NAMES[enterprise.status] },
            { label: '属地', value: names.division(enterprise.division) },
            { label: '监管行业', value: industryName(enterprise.industry) },
            { label: '行业主管部门', value: names.body(enterprise.supervisingBodyId) },
            { label: '从业人员', value: enterprise.employees === null ? null : `${enterprise.employees} 人` },
            { label: '地址', value: enterprise.address, wide: true },
            { label: '经纬度', value: longitude === null || latitude === null ? null : `${longitude}, ${latitude}` },
          ]}
        />
      </Section>
      <Section title="责任人">
        <Facts
          items={[
            { label: '主要负责人', value: enterprise.principalName },
            { label: '联系电话', value: enterprise.principalPhone },
            { label: '实际控制人', value: enterprise.controllerName },
          ]}
        />
      </Section>
    </>
  );
}
