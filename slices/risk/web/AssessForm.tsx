import { newId } from '@zhiben/platform/domain/ids.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import {
  assess,
  type Factors,
  factorsFault,
  isAfterAbove,
  isControlTooLow,
  type Judgement,
  judgementFault,
  leastControlLevel,
  scoreOf,
} from '../domain/assessment.rules.ts';
import { SCORE_TABLE_NAMES, SCORE_TABLES, type ScoreTableName } from '../domain/assessment.tables.ts';
import { ASSESS_CAUSES, assessRiskEvent, type RiskPoint } from '../domain/risk.contract.ts';
import {
  CAUSE_NAMES,
  CONTROL_LEVEL_NAMES,
  CONTROL_LEVELS,
  type ControlLevel,
  DIRECT_RULE_SOURCE,
  DIRECT_RULES,
  type DirectRule,
  LEVEL_NAMES,
} from '../domain/risk.terms.ts';
import { Labelled } from './Labelled.tsx';
import { RiskLevel } from './RiskLevel.tsx';
import { ScoreTableHelp } from './ScoreTableHelp.tsx';

interface Props {
  readonly point: RiskPoint;
  readonly ownTable: ScoreTableName;
}

/** Scores before and after control with the formula in sight, then who answers for it. */
export function AssessForm({ point, ownTable }: Props) {
  const [table, setTable] = useState<ScoreTableName>(point.scoreTable ?? ownTable);
  const [before, setBefore] = useState<Factors>(point.before ?? {});
  const [after, setAfter] = useState<Factors>(point.after ?? {});
  const [directRule, setDirectRule] = useState<DirectRule | null>(point.directRule);
  const [chosen, setChosen] = useState<ControlLevel | null>(point.controlLevel);
  const [ownerName, setOwnerName] = useState(point.ownerName);
  const [cause, setCause] = useState<(typeof ASSESS_CAUSES)[number]>(point.level === null ? 'first' : 'yearly');
  const [note, setNote] = useState('');
  const [commandId] = useState(newId);
  const send = useCommand(assessRiskEvent);
  const notice = useNotice();
  const [problem, setProblem] = useState('');
  const hasAfter = Object.keys(after).length > 0;
  const judgement: Judgement = directRule
    ? { scoreTable: null, before: null, after: null, directRule }
    : { scoreTable: table, before, after: hasAfter ? after : null, directRule: null };
  const fault = judgementFault(judgement);
  const assessed = fault ? null : assess(judgement);
  const level = assessed?.level ?? null;
  const controlLevel = level && (!chosen || isControlTooLow(level, chosen) ? leastControlLevel(level) : chosen);
  const submit = async () => {
    const wrong = fault?.message ?? (assessed && isAfterAbove(assessed) ? '管控后的风险值高于管控前，请核对评分' : '');
    if (wrong || !controlLevel) return setProblem(wrong);
    if (ownerName.trim() === '') return setProblem('请填写管控责任人');
    setProblem('');
    try {
      const body = { commandId, version: point.version, cause, ...judgement, controlLevel, ownerName, note };
      await send.run({ params: { id: point.id }, body });
      notice(`已评价为${level ? LEVEL_NAMES[level] : ''}`);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <Section title="风险评价">
      <div className="zb-assess">
        <div className="zb-assess-direct">
          <Switch
            checked={directRule !== null}
            onChange={(on) => setDirectRule(on ? 'mandatoryClause' : null)}
            aria-label="直接判定为重大风险"
          />
          <span>有下列情形，直接判定为重大风险</span>
        </div>
        {directRule ? (
          <>
            <Select
              aria-label="直接判定的情形"
              value={directRule}
              onChange={setDirectRule}
              options={Object.entries(DIRECT_RULES).map(([value, label]) => ({ value: value as DirectRule, label }))}
            />
            <small className="zb-assess-source">依据：{DIRECT_RULE_SOURCE}</small>
          </>
        ) : (
          <>
            <Labelled label="评价方法">
              <Select
                value={table}
                onChange={(name) => {
                  setTable(name);
                  setBefore({});
                  setAfter({});
                }}
                options={SCORE_TABLE_NAMES.map((name) => ({ value: name, label: SCORE_TABLES[name].label }))}
              />
            </Labelled>
            <div>
              <ScoreTableHelp table={table} />
            </div>
            <Scores title="管控前" table={table} factors={before} onChange={setBefore} />
            <Scores title="管控后（现有措施落实时）" table={table} factors={after} onChange={setAfter} isOptional />
          </>
        )}
        <p className="zb-assess-result" role="status">
          评价结果 <RiskLevel level={level} />
        </p>
        <div className="zb-assess-row">
          <Labelled label="管控层级">
            <Select
              value={controlLevel}
              disabled={level === null}
              onChange={setChosen}
              options={CONTROL_LEVELS.map((value) => ({
                value,
                label: CONTROL_LEVEL_NAMES[value],
                disabled: level !== null && isControlTooLow(level, value),
              }))}
            />
          </Labelled>
          <Labelled label="责任人">
            <Input value={ownerName} maxLength={30} onChange={({ target }) => setOwnerName(target.value)} />
          </Labelled>
          <Labelled label="评价原因">
            <Select
              value={cause}
              onChange={setCause}
              options={ASSESS_CAUSES.map((value) => ({ value, label: CAUSE_NAMES[value] }))}
            />
          </Labelled>
        </div>
        <Labelled label="说明（选填）">
          <Input.TextArea
            value={note}
            maxLength={300}
            autoSize={{ minRows: 1, maxRows: 4 }}
            onChange={({ target }) => setNote(target.value)}
          />
        </Labelled>
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div>
          <Button type="primary" loading={send.isRunning} onClick={() => void submit()}>
            保存评价
          </Button>
        </div>
      </div>
    </Section>
  );
}

interface ScoresProps {
  readonly title: string;
  readonly table: ScoreTableName;
  readonly factors: Factors;
  readonly onChange: (factors: Factors) => void;
  readonly isOptional?: boolean;
}

function Scores({ title, table: name, factors, onChange, isOptional = false }: ScoresProps) {
  const id = useId();
  const table = SCORE_TABLES[name];
  const score = factorsFault(table, factors) === null ? scoreOf(table, factors) : null;
  return (
    <fieldset className="zb-assess-scores" data-factors={table.factors.length}>
      <legend>
        {title}
        {isOptional && Object.keys(factors).length > 0 && (
          <Button type="link" size="small" onClick={() => onChange({})}>
            清除
          </Button>
        )}
      </legend>
      {table.factors.map((factor) => (
        <label key={factor.key} htmlFor={`${id}-${factor.key}`}>
          <span>
            {factor.key}　{factor.name}
          </span>
          <Select
            id={`${id}-${factor.key}`}
            value={factors[factor.key] ?? null}
            placeholder="请选择"
            popupMatchSelectWidth={false}
            onChange={(value: number) => onChange({ ...factors, [factor.key]: value })}
            options={factor.options.map(([value, meaning]) => ({ value, label: `${value}　${meaning}` }))}
          />
        </label>
      ))}
      <p className="zb-assess-formula">
        {score ? (
          <>
            <code>{score.formula}</code>
            <span>{score.band}</span>
            <RiskLevel level={score.level} />
          </>
        ) : (
          <span className="zb-absent">选好分值后显示算式</span>
        )}
      </p>
    </fieldset>
  );
}
