import { useNavigate } from '@tanstack/react-router';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Empty, Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { Choices } from '@zhiben/platform/web/phone/Choices.tsx';
import { asProblem } from '@zhiben/platform/web/problem.ts';
import { usePageTitle } from '@zhiben/platform/web/shell/page-title.ts';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { useUrlState } from '@zhiben/platform/web/use-url-state.ts';
import { useId, useState } from 'react';
import { z } from 'zod';
import { getRiskFile, type RiskFile } from '../domain/risk.contract.ts';
import { listRiskTemplates, type RiskTemplate, useRiskTemplate } from '../domain/template.contract.ts';
import { RiskLevel } from './RiskLevel.tsx';
import { fittingFirst, levelOf } from './template-points.ts';
import { useOwnId } from './use-own-id.ts';
import './phone-risks.css';

const template = useRiskTemplate;
const view = z.object({ template: z.string().max(40).optional() });

/** A small shop without a computer begins its list here: what kind of place it is, which points it has, who answers. */
export default function PhoneStartPage() {
  usePageTitle('从行业模板建清单');
  const id = useOwnId();
  const [{ template: code }, setView] = useUrlState(view);
  const file = useCall(getRiskFile, { params: { enterpriseId: id ?? '' } }, { enabled: Boolean(id) });
  const templates = useCall(listRiskTemplates, {}, { staleTime: Number.POSITIVE_INFINITY });
  const problem = file.error ?? templates.error;
  if (id === '') return <Empty title="您的账号不属于任何企业">风险清单由企业自己建立。</Empty>;
  if (problem)
    return <Failure problem={problem} onRetry={() => void Promise.all([file.refetch(), templates.refetch()])} />;
  if (!file.data || !templates.data) return <Loading label="正在加载行业模板" />;
  const chosen = templates.data.rows.find((one) => one.code === code);
  if (chosen) return <Points key={chosen.code} chosen={chosen} file={file.data} />;
  const { industry } = file.data;
  return (
    <article className="zb-phone-risks">
      <header>
        <h2>您这里是哪一类场所？</h2>
        <p className="zb-field-hint">选好后列出这一类场所常见的风险点，去掉没有的即可。</p>
      </header>
      <Choices
        label="场所类别"
        onChange={(value) => void setView({ template: value }, { keepInHistory: true })}
        options={fittingFirst(templates.data.rows, industry).map((one) => ({
          value: one.code,
          label: one.name,
          ...(one.industries.includes(industry) ? { note: '与本单位的监管行业相符' } : {}),
        }))}
      />
    </article>
  );
}

function Points({ chosen, file }: { chosen: RiskTemplate; file: RiskFile }) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [ownerName, setOwnerName] = useState(file.principalName);
  const [commandId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(template);
  const navigate = useNavigate();
  const owner = useId();
  const points = chosen.points.filter(({ key }) => !left.has(key));
  const add = async () => {
    if (ownerName.trim() === '') return setProblem('请填写责任人');
    setProblem('');
    try {
      const body = { commandId, template: chosen.code, points: points.map(({ key }) => key), ownerName };
      await send.run({ params: { enterpriseId: file.enterpriseId }, body });
      await navigate({ to: '/m/risks', replace: true } as never);
    } catch (error) {
      setProblem(asProblem(error).message);
    }
  };
  return (
    <form
      className="zb-phone-risks"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <header>
        <h2>{chosen.name}：去掉没有的</h2>
        <p className="zb-field-hint">等级按 LS 矩阵预评，是参考值；加入清单后请按实际核对。</p>
      </header>
      <fieldset className="zb-choices">
        <legend className="zb-visually-hidden">风险点</legend>
        {chosen.points.map((point) => (
          <label key={point.key}>
            <input
              type="checkbox"
              checked={!left.has(point.key)}
              onChange={({ target }) => {
                const next = new Set(left);
                if (target.checked) next.delete(point.key);
                else next.add(point.key);
                setLeft(next);
              }}
            />
            <span>
              <RiskLevel level={levelOf(point)} /> {point.name}
              <small>
                {point.unit} · {point.measures.length} 条管控措施
              </small>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="zb-field">
        <label htmlFor={owner}>责任人</label>
        <input
          id={owner}
          className="zb-input"
          maxLength={30}
          value={ownerName}
          onChange={({ target }) => setOwnerName(target.value)}
        />
        <p className="zb-field-hint">先统一填写，之后可以逐个修改。</p>
      </div>
      {problem && (
        <p className="zb-notice" data-kind="problem" role="alert">
          {problem}
        </p>
      )}
      <button
        type="submit"
        className="zb-button zb-phone-block"
        data-kind="primary"
        disabled={points.length === 0 || send.isRunning}
      >
        {send.isRunning ? '正在添加' : `添加 ${points.length} 个风险点`}
      </button>
    </form>
  );
}
