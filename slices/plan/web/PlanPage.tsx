import { useParams } from '@tanstack/react-router';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { LinkButton } from '@zhiben/platform/web/kit/LinkButton.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { useState } from 'react';
import { isSure } from '../domain/correction.rules.ts';
import { getPlan, getPlanOriginal, type PlanRecord } from '../domain/index.ts';
import { AdoptDrawer } from './AdoptDrawer.tsx';
import { PlanCorrecting } from './PlanCorrecting.tsx';
import { sayPeriod } from './say-period.ts';
import { useCorrections } from './use-corrections.ts';
import './plan-document.css';

export default function PlanPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data: plan, error, refetch } = useCall(getPlan, { params: { id } });
  if (error && !plan) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!plan) return <Loading label="正在加载方案" />;
  return <PlanDocument key={plan.id} plan={plan} />;
}

function PlanDocument({ plan: fetched }: { plan: PlanRecord }) {
  usePageTitle(fetched.title);
  const [adopting, setAdopting] = useState<number | null>(null);
  const corrections = useCorrections(fetched);
  const { plan } = corrections;
  const { obligations } = corrections.reading;
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
          <LinkButton to={`/plans/${plan.id}/lineage`}>对照上级方案</LinkButton>
          {plan.campaignId && <LinkButton to={`/campaigns/${plan.campaignId}`}>查看专项行动</LinkButton>}
          {plan.abilities.adopt && (
            <Button
              type="primary"
              disabled={corrections.unsaved > 0}
              {...(corrections.unsaved > 0 ? { title: '更正还没有保存完' } : {})}
              onClick={() => setAdopting(plan.version)}
            >
              建立专项行动
            </Button>
          )}
        </div>
      </header>
      <PlanCorrecting plan={plan} corrections={corrections} />
      {plan.abilities.adopt && (
        <AdoptDrawer
          plan={plan}
          version={adopting ?? plan.version}
          obligations={obligations.length}
          unsure={obligations.filter((duty) => !isSure(duty)).length}
          open={adopting !== null}
          onClose={() => setAdopting(null)}
        />
      )}
    </div>
  );
}
