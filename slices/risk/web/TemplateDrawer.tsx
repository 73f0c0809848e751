import { newId } from '@zhiben/platform/domain/ids.ts';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Checkbox, Drawer, Input, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { RiskFile } from '../domain/risk.contract.ts';
import { listRiskTemplates, type RiskTemplate, useRiskTemplate } from '../domain/template.contract.ts';
import { Labelled } from './Labelled.tsx';
import { RiskLevel } from './RiskLevel.tsx';
import { fittingFirst, levelOf } from './template-points.ts';

const template = useRiskTemplate;

/** Begins a list from what is common in the industry: all points chosen, those that do not fit are taken out. */
export function TemplateDrawer({ file, onDone }: { file: RiskFile; onDone: () => void }) {
  const { data, error, refetch } = useCall(listRiskTemplates, {}, { staleTime: Number.POSITIVE_INFINITY });
  return (
    <Drawer open title="从行业模板添加" onClose={onDone} size={640} destroyOnHidden>
      {error && <Failure problem={error} onRetry={() => void refetch()} />}
      {!error && !data && <Loading />}
      {data && <Choose templates={data.rows} file={file} onDone={onDone} />}
    </Drawer>
  );
}

interface ChooseProps {
  readonly templates: readonly RiskTemplate[];
  readonly file: RiskFile;
  readonly onDone: () => void;
}

function Choose({ templates, file, onDone }: ChooseProps) {
  const sorted = useMemo(() => fittingFirst(templates, file.industry), [templates, file.industry]);
  const [code, setCode] = useState(sorted[0]?.code ?? '');
  const chosen = sorted.find((one) => one.code === code);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [ownerName, setOwnerName] = useState(file.principalName);
  const [commandId, setCommandId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(template);
  const notice = useNotice();
  const points = chosen?.points.filter(({ key }) => !left.has(key)) ?? [];
  const add = async () => {
    if (ownerName.trim() === '') return setProblem('请填写责任人');
    setProblem('');
    try {
      const body = { commandId, template: code, points: points.map(({ key }) => key), ownerName };
      const { events } = await send.run({ params: { enterpriseId: file.enterpriseId }, body });
      notice(events > 0 ? `已添加 ${events} 个风险点，请逐个核对` : '所选风险点都已在清单中');
      onDone();
    } catch (failure) {
      setCommandId(newId());
      setProblem((failure as Error).message);
    }
  };
  return (
    <div className="zb-assess">
      <Labelled label="行业">
        <Select
          value={code}
          onChange={(next: string) => {
            setCode(next);
            setLeft(new Set());
          }}
          options={sorted.map((one) => ({ value: one.code, label: one.name }))}
        />
      </Labelled>
      <Labelled label="责任人（先统一填写，之后逐个修改）">
        <Input value={ownerName} maxLength={30} onChange={({ target }) => setOwnerName(target.value)} />
      </Labelled>
      <p className="zb-assess-source">等级按 LS 矩阵预评，是参考值；添加后请按本单位实际核对，历史中注明来自模板。</p>
      <ul className="zb-template">
        {chosen?.points.map((point) => (
          <li key={point.key}>
            <Checkbox
              checked={!left.has(point.key)}
              onChange={({ target }) => {
                const next = new Set(left);
                if (target.checked) next.delete(point.key);
                else next.add(point.key);
                setLeft(next);
              }}
            >
              <strong>{point.unit}</strong>　{point.name} <RiskLevel level={levelOf(point)} />
            </Checkbox>
          </li>
        ))}
      </ul>
      {problem && <Alert type="error" title={problem} role="alert" />}
      <div className="zb-risk-actions zb-template-end">
        <Button type="primary" disabled={points.length === 0} loading={send.isRunning} onClick={() => void add()}>
          添加 {points.length} 个风险点
        </Button>
      </div>
    </div>
  );
}
