import { Link } from '@tanstack/react-router';
import { RecordPage, RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useMay, useSession } from '@zhiben/platform/web/session.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Dropdown, Tabs } from 'antd';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { type Enterprise, getEnterprise } from '../domain/enterprise.contract.ts';
import type { Section as FieldSection } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { ChangesTab } from './ChangesTab.tsx';
import { EditDrawer } from './EditDrawer.tsx';
import { EnterpriseFacts, PeopleFacts } from './EnterpriseFacts.tsx';
import { type EnterprisePanelPart, enterprisePanels } from './enterprise-panels.ts';
import { GradeTab } from './GradeTab.tsx';
import { SupervisionGradeTag } from './grade-marks.tsx';
import { HazardsTab } from './HazardsTab.tsx';
import { PapersTab } from './PapersTab.tsx';
import { ProposalCard } from './ProposalCard.tsx';
import { TransferDrawer } from './TransferDrawer.tsx';
import { fileView, OriginsToggle } from './use-origins.tsx';
import './enterprise.css';

/** The enterprise beside a list. */
export function EnterprisePanel({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getEnterprise, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  return (
    <RecordPanel title={data.name} marks={<Marks enterprise={data} />}>
      <EnterpriseFacts enterprise={data} />
      <PeopleFacts enterprise={data} />
    </RecordPanel>
  );
}

export function EnterpriseRecord({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getEnterprise, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载企业档案" />;
  return <FileOf enterprise={data} />;
}

function FileOf({ enterprise }: { enterprise: Enterprise }) {
  const [{ tab = 'facts' }, setView] = useUrlState(fileView);
  const [section, setSection] = useState<FieldSection | null>(null);
  const [isMoving, setMoving] = useState(false);
  const mayReadRisks = useMay('risk:read');
  const { permissions } = useSession();
  const { abilities, localNumber, creditCode, proposal } = enterprise;
  const onEdit = abilities.edit ? setSection : undefined;
  const withOrigins = (facts: ReactNode) => (
    <>
      <OriginsToggle />
      {facts}
    </>
  );
  const tabs = [
    { key: 'facts', label: '概况', children: withOrigins(<EnterpriseFacts enterprise={enterprise} onEdit={onEdit} />) },
    {
      key: 'papers',
      label: `许可证照（${enterprise.papers.length}）`,
      children: <PapersTab enterprise={enterprise} />,
    },
    { key: 'people', label: '人员', children: withOrigins(<PeopleFacts enterprise={enterprise} onEdit={onEdit} />) },
    { key: 'hazards', label: '隐患', children: <HazardsTab enterprise={enterprise} /> },
    ...enterprisePanels()
      .filter(({ permission }) => permission === null || permissions.has(permission))
      .map((part) => ({
        key: part.key,
        label: part.title,
        children: <PanelPart load={part.load} enterpriseId={enterprise.id} />,
      })),
    { key: 'grade', label: '分级', children: <GradeTab enterprise={enterprise} /> },
    { key: 'changes', label: '变更历史', children: <ChangesTab enterprise={enterprise} /> },
  ];
  return (
    <RecordPage
      number={creditCode ?? localNumber ?? ''}
      title={enterprise.name}
      marks={<Marks enterprise={enterprise} />}
      actions={
        <>
          {mayReadRisks && <Link to={`/risks/enterprises/${enterprise.id}` as never}>风险清单</Link>}
          {abilities.transfer && (
            <Dropdown menu={{ items: [{ key: 'transfer', label: '变更属地', onClick: () => setMoving(true) }] }}>
              <Button>更多</Button>
            </Dropdown>
          )}
        </>
      }
      side={proposal ? <ProposalCard enterprise={enterprise} proposal={proposal} /> : null}
    >
      {enterprise.redirectedFrom && (
        <p className="zb-notice" role="status">
          您打开的档案已并入本档案。
        </p>
      )}
      <BansOnPrincipal enterprise={enterprise} />
      <Tabs
        className="zb-file-tabs"
        activeKey={tabs.some(({ key }) => key === tab) ? tab : 'facts'}
        items={tabs}
        destroyOnHidden
        onChange={(key) => void setView({ tab: key, field: undefined })}
      />
      {section && <EditDrawer enterprise={enterprise} section={section} onDone={() => setSection(null)} />}
      {isMoving && <TransferDrawer enterprise={enterprise} onDone={() => setMoving(false)} />}
    </RecordPage>
  );
}

/** The same name need not be the same person: who reads it compares with the document. */
function BansOnPrincipal({ enterprise: { bansOnPrincipal, principalName } }: { enterprise: Enterprise }) {
  if (bansOnPrincipal.length === 0) return null;
  return (
    <div className="zb-notice" role="status">
      <p>主要负责人“{principalName}”与下列任职禁止人员同名，请核对是否同一人（《安全生产法》第九十四条）：</p>
      <ul>
        {bansOnPrincipal.map(({ id, title, number, issuer, startsOn, endsOn }) => (
          <li key={id}>
            {title}（{issuer} {number}，{endsOn ? `${startsOn} 至 ${endsOn}` : `${startsOn} 起，终身`}）
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What another slice adds to the file. */
function PanelPart({ load, enterpriseId }: { load: EnterprisePanelPart['load']; enterpriseId: string }) {
  const Part = useMemo(() => lazy(load), [load]);
  return (
    <Suspense fallback={<Loading />}>
      <Part enterpriseId={enterpriseId} />
    </Suspense>
  );
}

function Marks({ enterprise }: { enterprise: Enterprise }) {
  const { supervisionGrade, highRisk, status, listedUntil, supervisingBodyId } = enterprise;
  return (
    <>
      <SupervisionGradeTag grade={supervisionGrade} />
      {highRisk && <StatusTag label="高危行业" tone="orange" />}
      {status !== 'operating' && <StatusTag label={ENTERPRISE_STATUS_NAMES[status]} />}
      {listedUntil && <StatusTag label="严重失信" tone="red" />}
      {supervisingBodyId === null && <StatusTag label="监管盲区" tone="red" />}
    </>
  );
}
