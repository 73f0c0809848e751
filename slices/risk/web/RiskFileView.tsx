import { urlOf } from '@zhiben/platform/web/api.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { RecordPage } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button, Dropdown, Tabs } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { getRiskFile, type RiskFile } from '../domain/risk.contract.ts';
import { exportRisks } from '../domain/template.contract.ts';
import { EventDrawer } from './EventDrawer.tsx';
import { ImportDrawer } from './ImportDrawer.tsx';
import { PlansTab } from './PlansTab.tsx';
import { ReassessDrawer } from './ReassessDrawer.tsx';
import { ReviewTab } from './ReviewTab.tsx';
import { LevelCounts } from './RiskLevel.tsx';
import { RiskTree } from './RiskTree.tsx';
import { TemplateDrawer } from './TemplateDrawer.tsx';
import './risk.css';

const view = z.object({ tab: z.enum(['list', 'plans', 'review']).optional(), event: z.string().optional() });

/** The risk list of an enterprise: its own people work on it, regulators read it and say what they think. */
export function RiskFileView({ id }: { id: string }) {
  const { data, error, refetch } = useCall(getRiskFile, { params: { enterpriseId: id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading label="正在加载风险清单" />;
  return <FileOf file={data} />;
}

function FileOf({ file }: { file: RiskFile }) {
  const [{ tab = 'list', event }, setView] = useUrlState(view);
  const [open, setOpen] = useState<'template' | 'import' | 'reassess' | null>(null);
  const { abilities, enterpriseId, units } = file;
  const close = () => setOpen(null);
  const hasEvents = units.some(({ events }) => events.length > 0);
  const template = (
    <Button type={hasEvents ? 'default' : 'primary'} onClick={() => setOpen('template')}>
      从行业模板添加
    </Button>
  );
  const more = [
    { key: 'import', label: '从表格导入', onClick: () => setOpen('import') },
    ...(hasEvents ? [{ key: 'reassess', label: '变更或事故后重评', onClick: () => setOpen('reassess') }] : []),
  ];
  return (
    <RecordPage
      title={`${file.enterpriseName}风险清单`}
      marks={<LevelCounts counts={file.counts} />}
      actions={
        <div className="zb-risk-actions">
          {abilities.write && template}
          {abilities.write && (
            <Dropdown menu={{ items: more }}>
              <Button>更多</Button>
            </Dropdown>
          )}
          {hasEvents && <LinkButton to={`/risks/enterprises/${enterpriseId}/cards`}>告知卡</LinkButton>}
          {hasEvents && <LinkButton to={`/risks/enterprises/${enterpriseId}/board`}>公告栏</LinkButton>}
          {hasEvents && abilities.export && (
            <a className="zb-button" href={urlOf(exportRisks, { params: { enterpriseId } })} download>
              导出
            </a>
          )}
        </div>
      }
    >
      <Tabs
        className="zb-risk-tabs"
        activeKey={tab}
        onChange={(key) => void setView({ tab: key as typeof tab })}
        items={[
          {
            key: 'list',
            label: '风险清单',
            destroyOnHidden: true,
            children:
              units.length === 0 && !abilities.write ? (
                <Empty title="企业还没有建立风险清单">企业辨识、评价后，清单显示在这里。</Empty>
              ) : (
                <RiskTree file={file} onOpen={(one) => void setView({ event: one })} start={template} />
              ),
          },
          // Kept while another tab is looked at: a drawing that was begun is nowhere else.
          { key: 'plans', label: '四色分布图', children: <PlansTab file={file} /> },
          {
            key: 'review',
            label: '季度评审',
            destroyOnHidden: true,
            children: <ReviewTab enterpriseId={enterpriseId} />,
          },
        ]}
      />
      {event && <EventDrawer id={event} file={file} onClose={() => void setView({ event: undefined })} />}
      {open === 'template' && <TemplateDrawer file={file} onDone={close} />}
      {open === 'import' && <ImportDrawer file={file} onDone={close} />}
      {open === 'reassess' && <ReassessDrawer file={file} onDone={close} />}
    </RecordPage>
  );
}
