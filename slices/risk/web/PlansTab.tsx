import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall } from '@zhiben/platform/web/use-call.ts';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { listRiskPlans } from '../domain/plan.contract.ts';
import type { RiskFile } from '../domain/risk.contract.ts';
import { NewPlan } from './NewPlan.tsx';
import { PlanEditor } from './PlanEditor.tsx';
import { PlanLegend, PlanSvg } from './PlanSvg.tsx';

/** The four-colour plans of an enterprise, one at a time. */
export function PlansTab({ file }: { file: RiskFile }) {
  const { enterpriseId, abilities } = file;
  const { data, error, refetch } = useCall(listRiskPlans, { params: { enterpriseId } });
  const [chosen, setChosen] = useState<string | null>(null);
  const [isNew, setNew] = useState(false);
  const [isDirty, setDirty] = useState(false);
  const confirm = useConfirm();
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const plan = data.rows.find(({ id }) => id === chosen) ?? data.rows[0];
  const onMade = (id: string) => {
    setChosen(id);
    setNew(false);
  };
  const leave = (then: () => void) => {
    if (!isDirty) return then();
    confirm({
      title: `离开“${plan?.name}”？`,
      consequence: '画好还没有保存的区域和标记不会保留。要保留的，请先点“保存图”。',
      verb: '离开，不保留',
      irreversible: true,
      run: async () => then(),
    });
  };
  if (isNew || (!plan && abilities.write)) {
    return <NewPlan enterpriseId={enterpriseId} onMade={onMade} {...(plan ? { onCancel: () => setNew(false) } : {})} />;
  }
  if (!plan) return <Empty title="企业还没有画四色分布图" />;
  return (
    <div className="zb-plans">
      <div className="zb-risk-actions">
        {data.rows.length > 1 && (
          <Select
            aria-label="选择四色图"
            value={plan.id}
            onChange={(id) => leave(() => setChosen(id))}
            options={data.rows.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        {abilities.write && <Button onClick={() => leave(() => setNew(true))}>新建一张图</Button>}
        <a className="zb-button" href={`/risks/enterprises/${enterpriseId}/plans/${plan.id}`}>
          打印 A3
        </a>
      </div>
      {abilities.write ? (
        <PlanEditor key={`${plan.id}-${plan.version}`} plan={plan} file={file} onDirty={setDirty} />
      ) : (
        <>
          <PlanSvg plan={plan} />
          <PlanLegend />
        </>
      )}
    </div>
  );
}
