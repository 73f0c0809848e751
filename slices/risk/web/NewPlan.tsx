import { newId } from '@zhiben/platform/domain/ids.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { getEnterprise } from '@zhiben/slices/enterprise/domain';
import { Alert, Button, Input, InputNumber, Radio, Select } from 'antd';
import { useState } from 'react';
import { createRiskPlan } from '../domain/plan.contract.ts';
import { Labelled } from './Labelled.tsx';
import { GROUND_WIDTHS, sayMetres } from './plan-ground.ts';
import { BLANK, readDrawing } from './read-drawing.ts';

type Base = 'drawing' | 'ground' | 'blank';

interface NewPlanProps {
  readonly enterpriseId: string;
  readonly onMade: (id: string) => void;
  readonly onCancel?: () => void;
}

/** What a plan is drawn on: a picture or PDF page, the ground around the enterprise, or an empty sheet. */
export function NewPlan({ enterpriseId, onMade, onCancel }: NewPlanProps) {
  const [name, setName] = useState('厂区四色分布图');
  const [kind, setKind] = useState<Base>('drawing');
  const [drawing, setDrawing] = useState<File | null>(null);
  const [page, setPage] = useState(1);
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [id] = useState(newId);
  const create = useCommand(createRiskPlan);
  const [metres, setMetres] = useState<number>(200);
  const { data: file } = useCall(getEnterprise, { params: { id: enterpriseId } });
  const place = file && file.longitude !== null && file.latitude !== null ? file : null;
  const isPdf = drawing !== null && /\.pdf$/i.test(drawing.name);
  const make = async () => {
    if (name.trim() === '') return setProblem('请填写图名');
    if (kind === 'drawing' && !drawing) return setProblem('请选择平面图文件，或改用空白画布');
    if (kind === 'ground' && !place) return setProblem('本企业还没有坐标，请先在企业档案的“地点”中标注位置');
    setProblem('');
    setBusy(true);
    try {
      const base = kind === 'drawing' && drawing ? await readDrawing(drawing, page) : { fileId: null, ...BLANK };
      const { longitude, latitude } = place ?? {};
      const ground =
        kind === 'ground' && longitude && latitude
          ? { longitude, latitude, metresPerUnit: metres / BLANK.width }
          : null;
      await create.run({ params: { enterpriseId }, body: { id, name, ...base, ground } });
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
        className="zb-plan-bases"
        value={kind}
        onChange={({ target }) => setKind(target.value as typeof kind)}
        options={[
          { value: 'drawing', label: '上传平面图（图片或 PDF）' },
          { value: 'ground', label: '在地图上画（按本企业坐标和比例）' },
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
      {kind === 'ground' && (
        <Labelled label="图上的实际宽度">
          <Select
            value={metres}
            onChange={setMetres}
            options={GROUND_WIDTHS.map((value) => ({ value, label: sayMetres(value) }))}
          />
        </Labelled>
      )}
      {kind === 'ground' && file && !place && (
        <Alert
          type="warning"
          title="本企业还没有坐标"
          description={<a href={`/enterprises/${enterpriseId}`}>到企业档案的“地点”中标注位置</a>}
        />
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
