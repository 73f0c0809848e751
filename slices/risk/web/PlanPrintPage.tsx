import { useParams } from '@tanstack/react-router';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button } from 'antd';
import { listRiskPlans } from '../domain/plan.contract.ts';
import { getRiskFile } from '../domain/risk.contract.ts';
import { PlanLegend, PlanSvg } from './PlanSvg.tsx';
import './risk-print.css';

/** A four-colour plan on A3 across. */
export default function PlanPrintPage() {
  usePageTitle('四色分布图');
  const { id = '', planId = '' } = useParams({ strict: false }) as { id?: string; planId?: string };
  const params = { enterpriseId: id };
  const file = useCall(getRiskFile, { params });
  const plans = useCall(listRiskPlans, { params });
  const problem = file.error ?? plans.error;
  if (problem) return <Failure problem={problem} onRetry={() => void plans.refetch()} />;
  if (!file.data || !plans.data) return <Loading />;
  const plan = plans.data.rows.find((one) => one.id === planId);
  if (!plan) return <Empty title="没有找到这张四色图" />;
  return (
    <div className="zb-poster zb-plan-poster">
      <style>{'@page { size: A3 landscape; margin: 12mm; }'}</style>
      <p className="zb-screen-only">
        <Button type="primary" onClick={() => window.print()}>
          打印 A3
        </Button>
      </p>
      <article>
        <h1>{file.data.enterpriseName}安全风险四色分布图</h1>
        <PlanSvg plan={plan} />
        <footer>
          <PlanLegend />
          <p>
            {plan.name}　绘制：{plan.updatedByName}　{localDate(new Date(plan.updatedAt))}
          </p>
        </footer>
      </article>
    </div>
  );
}
