import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { DeadlineCard } from '@zhiben/platform/web/kit/DeadlineCard.tsx';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input } from 'antd';
import { useState } from 'react';
import { SCORE_TABLES } from '../domain/assessment.tables.ts';
import { type Assessment, answerRemark, type RiskPoint, remarkRiskEvent } from '../domain/risk.contract.ts';
import {
  CAUSE_NAMES,
  CONTROL_LEVEL_NAMES,
  DIRECT_RULE_SOURCE,
  DIRECT_RULES,
  LEVEL_COLOURS,
  MEASURE_CLASSES,
  REMARK_NAMES,
} from '../domain/risk.terms.ts';
import { RiskLevel } from './RiskLevel.tsx';

/** What a risk point is, for those who read it. */
export function PointFacts({ point }: { point: RiskPoint }) {
  const { beforeScore, afterScore, directRule, controlLevel, measures, deadline } = point;
  const scored = [
    ...(beforeScore ? [{ label: '管控前', value: <Formula score={beforeScore} /> }] : []),
    ...(afterScore ? [{ label: '管控后', value: <Formula score={afterScore} /> }] : []),
  ];
  return (
    <>
      <Section title="基本情况">
        <Facts
          items={[
            { label: '单位', value: point.enterpriseName, wide: true },
            { label: '风险单元', value: [point.unitName, point.unitPlace].filter(Boolean).join(' · ') },
            { label: '事故类型', value: point.accidentType },
            ...(directRule
              ? [{ label: '直接判定', value: DIRECT_RULES[directRule], wide: true, source: DIRECT_RULE_SOURCE }]
              : scored),
            { label: '评价方法', value: point.scoreTable ? SCORE_TABLES[point.scoreTable].label : '直接判定' },
            {
              label: '管控层级和责任人',
              value: controlLevel && `${CONTROL_LEVEL_NAMES[controlLevel]} ${point.ownerName}`,
            },
          ]}
        />
      </Section>
      <Section title="管控措施" note={`${measures.length} 条`}>
        <ol className="zb-measures-read">
          {measures.map((one) => (
            <li key={one.id}>
              <small>{MEASURE_CLASSES[one.class1]}</small> {one.content}
            </li>
          ))}
        </ol>
      </Section>
      {deadline && <DeadlineCard deadline={deadline} />}
    </>
  );
}

function Formula({ score }: { score: NonNullable<Assessment['beforeScore']> }) {
  return (
    <span className="zb-assess-formula">
      <code>{score.formula}</code> <span>{score.band}</span> <RiskLevel level={score.level} />
    </span>
  );
}

/** Each assessment with its formula: anybody can compute it again. */
export function PointHistory({ point }: { point: RiskPoint }) {
  if (point.assessments.length === 0) return null;
  return (
    <Section title="评价历史" note={`${point.assessments.length} 次`}>
      <ol className="zb-risk-history">
        {point.assessments.map((one) => (
          <li key={one.id}>
            <div>
              <RiskLevel level={one.level} />
              <strong>{CAUSE_NAMES[one.cause]}</strong>
              {one.previousLevel && one.previousLevel !== one.level && (
                <StatusTag label={`由${LEVEL_COLOURS[one.previousLevel]}变${LEVEL_COLOURS[one.level]}`} />
              )}
            </div>
            {one.directRule && <div>直接判定：{DIRECT_RULES[one.directRule]}</div>}
            {one.beforeScore && <div>管控前 {one.beforeScore.formula}</div>}
            {one.afterScore && <div>管控后 {one.afterScore.formula}</div>}
            {one.note && <div>{one.note}</div>}
            <small>
              {localDate(new Date(one.at))} {one.byName} · {CONTROL_LEVEL_NAMES[one.controlLevel]} {one.ownerName}
            </small>
          </li>
        ))}
      </ol>
    </Section>
  );
}

/** What regulators said, and the answers. */
export function PointRemarks({ point }: { point: RiskPoint }) {
  if (point.remarks.length === 0 && !point.abilities.remark) return null;
  return (
    <Section title="监管意见" note={point.remarks.length > 0 ? `${point.remarks.length} 条` : undefined}>
      <ol className="zb-risk-history">
        {point.remarks.map((remark) => (
          <li key={remark.id}>
            <div>
              <StatusTag
                label={REMARK_NAMES[remark.kind]}
                tone={remark.kind === 'return' && !remark.answeredAt ? 'red' : 'neutral'}
              />{' '}
              {remark.words}
            </div>
            <small>
              {localDate(new Date(remark.at))} {remark.byName}
            </small>
            {remark.answeredAt && (
              <div>
                答复：{remark.answer}
                <small>
                  　{localDate(new Date(remark.answeredAt))} {remark.answeredByName}
                </small>
              </div>
            )}
            {remark.abilities.answer && <Answer remarkId={remark.id} />}
          </li>
        ))}
      </ol>
      {point.abilities.remark && <Remark eventId={point.id} />}
    </Section>
  );
}

function Answer({ remarkId }: { remarkId: string }) {
  const [commandId] = useState(newId);
  const send = useCommand(answerRemark);
  const notice = useNotice();
  return (
    <Words
      label="答复"
      isRunning={send.isRunning}
      actions={[
        {
          label: '答复监管部门',
          run: async (answer) => {
            await send.run({ params: { id: remarkId }, body: { commandId, answer } });
            notice('已答复');
          },
        },
      ]}
    />
  );
}

function Remark({ eventId }: { eventId: string }) {
  const send = useCommand(remarkRiskEvent);
  const notice = useNotice();
  const give = (kind: 'comment' | 'return', done: string) => async (words: string) => {
    await send.run({ params: { id: eventId }, body: { commandId: newId(), kind, words } });
    notice(done);
  };
  return (
    <Words
      label="意见"
      isRunning={send.isRunning}
      actions={[
        { label: '提出意见', run: give('comment', '已提出意见') },
        { label: '退回企业', run: give('return', '已退回，等待企业答复') },
      ]}
    />
  );
}

interface WordsProps {
  readonly label: string;
  readonly isRunning: boolean;
  readonly actions: readonly { readonly label: string; readonly run: (words: string) => Promise<void> }[];
}

function Words({ label, isRunning, actions }: WordsProps) {
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState('');
  const submit = async (run: (words: string) => Promise<void>) => {
    if (words.trim() === '') return setProblem(`请先填写${label}`);
    setProblem('');
    try {
      await run(words);
      setWords('');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  return (
    <div className="zb-assess">
      <Input.TextArea
        aria-label={label}
        placeholder={label}
        value={words}
        maxLength={500}
        autoSize={{ minRows: 2, maxRows: 6 }}
        onChange={({ target }) => setWords(target.value)}
      />
      {problem && <Alert type="error" title={problem} role="alert" />}
      <div className="zb-risk-actions">
        {actions.map((action) => (
          <Button key={action.label} disabled={isRunning} onClick={() => void submit(action.run)}>
            {action.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
