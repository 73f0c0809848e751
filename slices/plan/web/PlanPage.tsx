import { useParams } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { DocumentBesideStructure } from '@zhiben/platform/web/kit/document/DocumentBesideStructure.tsx';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { z } from 'zod';
import { getPlan, getPlanOriginal, type PlanRecord, SURE_FROM } from '../domain/index.ts';
import { AdoptDrawer } from './AdoptDrawer.tsx';
import { dutyKey, PlanStructure, sectionKey } from './PlanStructure.tsx';
import { sayPeriod } from './say-period.ts';
import './plan-document.css';

export default function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: plan, error, refetch } = useCall(getPlan, { params: { id } });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!plan) return <Loading label="正在加载方案" />;
  return <PlanDocument plan={plan} />;
}

const view = z.object({ part: z.string().max(200).optional(), unsure: z.enum(['true']).optional() });

function PlanDocument({ plan }: { plan: PlanRecord }) {
  usePageTitle(plan.title);
  const [{ part, unsure }, setView] = useUrlState(view);
  const [isAdopting, setAdopting] = useState(false);
  const spans = useMemo(
    () => [
      ...plan.sections.map((section) => ({ id: sectionKey(section.id), ...section.headSpan })),
      ...plan.obligations.map((duty, position) => ({ id: dutyKey(position), ...duty.span })),
    ],
    [plan],
  );
  const unsureCount = plan.obligations.filter((duty) => duty.confidence < SURE_FROM).length;
  const facts = [plan.docNumber, plan.issuer, plan.datedOn && `成文 ${plan.datedOn}`].filter(Boolean);
  const period = plan.periodFrom || plan.periodTo;
  return (
    <div className="plan-document">
      <header className="plan-document-head">
        <div>
          <h1>{plan.title}</h1>
          <p>{[...facts, ...(period ? [`实施期限 ${sayPeriod(plan.periodFrom, plan.periodTo)}`] : [])].join('　')}</p>
        </div>
        <div className="plan-document-actions">
          <a className="zb-button" href={urlOf(getPlanOriginal, { params: { id: plan.id } })} download>
            下载原件
          </a>
          {plan.campaignId && <LinkButton to={`/campaigns/${plan.campaignId}`}>查看专项行动</LinkButton>}
          {plan.abilities.adopt && (
            <Button type="primary" onClick={() => setAdopting(true)}>
              建立专项行动
            </Button>
          )}
        </div>
      </header>
      <DocumentBesideStructure
        label={plan.title}
        text={plan.text}
        spans={spans}
        active={part}
        onActive={(id) => void setView({ part: id })}
      >
        <div className="plan-structure-head">
          <span>
            读出条目 {plan.sections.length} 条，要求 {plan.obligations.length} 项
          </span>
          {unsureCount > 0 && (
            <label>
              <input
                type="checkbox"
                checked={unsure === 'true'}
                onChange={(event) => void setView({ unsure: event.target.checked ? 'true' : undefined })}
              />{' '}
              只看待核对的 {unsureCount} 项
            </label>
          )}
        </div>
        <PlanStructure plan={plan} onlyUnsure={unsure === 'true'} onPart={(id) => void setView({ part: id })} />
      </DocumentBesideStructure>
      {plan.abilities.adopt && <AdoptDrawer plan={plan} open={isAdopting} onClose={() => setAdopting(false)} />}
    </div>
  );
}
