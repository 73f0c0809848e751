import { newId } from '@zhiben/platform/domain/ids.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useConfirm } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { createRiskPlan, listRiskPlans } from '../domain/plan.contract.ts';
import type { RiskFile } from '../domain/risk.contract.ts';
import { Labelled } from './Labelled.tsx';
import { PlanEditor } from './PlanEditor.tsx';
import { PlanLegend, PlanSvg } from './PlanSvg.tsx';
import { BLANK, readDrawing } from './read-drawing.ts';

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

interface NewPlanProps {
  readonly enterpriseId: string;
  readonly onMade: (id: string) => void;
  readonly onCancel?: () => void;
}

function NewPlan({ enterpriseId, onMade, onCancel }: NewPlanProps) {
  const [name, setName] = useState('厂区四色分布图');
  const [kind, setKind] = useState<'drawing' | 'blank'>('drawing');
  const [drawing, setDrawing] = useState<File | null>(null);
  const [page, setPage] = useState(1);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [id] = useState(newId);
  const create = useCommand(createRiskPlan);
  const isPdf = drawing !== null && /\.pdf$/i.test(drawing.name);
  const make = async () => {
    if (name.trim() === '') return setProblem('请填写图名');
    if (kind === 'drawing' && !drawing) return setProblem('请选择平面图文件，或改用空白画布');
    setProblem('');
    setBusy(true);
    try {
      const base = kind === 'drawing' && drawing ? await readDrawing(drawing, page) : { fileId: null, ...BLANK };
      await create.run({ params: { enterpriseId }, body: { id, name, ...base } });
      onMade(id);
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="zb-assess zb-plan-new">
      <Labelled label="图名">
        <Input value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      </Labelled>
      <Radio.Group
        value={kind}
        onChange={({ target }) => setKind(target.value as typeof kind)}
        options={[
          { value: 'drawing', label: '上传平面图（图片或 PDF）' },
          { value: 'blank', label: '空白画布' },
        ]}
      />
      {kind === 'drawing' && (
        <Labelled label="平面图文件">
          <input
            type="file"
            accept="image/png,image/jpeg,image/webp,.pdf"
            onChange={({ target }) => setDrawing(target.files?.[0] ?? null)}
          />
        </Labelled>
      )}
      {kind === 'drawing' && isPdf && (
        <Labelled label="用第几页">
          <InputNumber min={1} max={999} value={page} onChange={(value) => setPage(value ?? 1)} />
        </Labelled>
      )}
      {problem && <Alert type="error" title={problem} role="alert" />}
      <div className="zb-risk-actions">
        <Button type="primary" loading={isBusy} onClick={() => void make()}>
          开始画图
        </Button>
        {onCancel && <Button onClick={onCancel}>不新建</Button>}
      </div>
    </div>
  );
}
