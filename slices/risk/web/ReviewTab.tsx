import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { Failure, Loading } from '@zhiben/platform/web/kit/States.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { useNotice } from '@zhiben/platform/web/kit/use-confirm.tsx';
import { useCall, useCommand } from '@zhiben/platform/web/use-call.ts';
import { Alert, Button, Input, Select } from 'antd';
import { useState } from 'react';
import { quarterOf, sayQuarter } from '../domain/assessment.rules.ts';
import { confirmRiskReview, getRiskReview, type ReviewChange, type RiskReview } from '../domain/review.contract.ts';
import { CAUSE_NAMES, LEVEL_COLOURS } from '../domain/risk.terms.ts';
import { RiskLevel } from './RiskLevel.tsx';

const KIND_NAMES: Record<ReviewChange['kind'], string> = {
  new: '新辨识',
  raised: '升级',
  lowered: '降级',
  reassessed: '重新评价',
  removed: '删除',
};

/** The quarter's review: the records' draft, or what a person confirmed. */
export function ReviewTab({ enterpriseId }: { enterpriseId: string }) {
  const [quarter, setQuarter] = useState<string | undefined>(undefined);
  const query = quarter ? { quarter } : {};
  const { data, error, refetch } = useCall(getRiskReview, { params: { enterpriseId }, query }, { keepPrevious: true });
  if (error) return <Failure problem={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { review, confirmed, abilities } = data;
  const quarters = [
    ...new Set([quarterOf(new Date().toISOString()), ...confirmed.map((one) => one.quarter), review.quarter]),
  ];
  return (
    <div className="zb-review">
      <div className="zb-risk-actions">
        <Select
          aria-label="季度"
          value={review.quarter}
          onChange={setQuarter}
          options={quarters
            .sort()
            .reverse()
            .map((value) => ({ value, label: sayQuarter(value) }))}
        />
        {review.confirmedAt ? (
          <StatusTag label={`${localDate(new Date(review.confirmedAt))} ${review.confirmedByName}确认`} tone="green" />
        ) : (
          <StatusTag label="系统草稿，未确认" />
        )}
      </div>
      <Section title="重大风险" note={`${review.majors.length} 项`}>
        {review.majors.length === 0 && <p>没有重大风险。</p>}
        <ul className="zb-template">
          {review.majors.map((major) => (
            <li key={major.eventId}>
              <RiskLevel level={major.level} /> <strong>{major.unitName}</strong>　{major.name}　{major.measures} 条措施
              {major.ownerName && `　责任人 ${major.ownerName}`}
            </li>
          ))}
        </ul>
      </Section>
      <Section title="重大、较大风险的变化" note={`自 ${localDate(new Date(review.since))}`}>
        {review.changes.length === 0 && <p>没有变化。</p>}
        <ul className="zb-template">
          {review.changes.map((change) => (
            <li key={`${change.eventId}${change.at}`}>
              <StatusTag
                label={KIND_NAMES[change.kind]}
                tone={change.kind === 'raised' || change.kind === 'new' ? 'red' : 'neutral'}
              />{' '}
              <strong>{change.unitName}</strong>　{change.name}　{sayMove(change)}
              <small>
                　{localDate(new Date(change.at))} {change.byName}
              </small>
            </li>
          ))}
        </ul>
      </Section>
      <Statement
        key={review.quarter}
        review={review}
        enterpriseId={enterpriseId}
        mayConfirm={abilities.confirm ?? false}
      />
    </div>
  );
}

function sayMove({ from, to, cause }: ReviewChange): string {
  const move = from && to && from !== to ? `${LEVEL_COLOURS[from]} → ${LEVEL_COLOURS[to]}` : '';
  return [move, cause && CAUSE_NAMES[cause]].filter(Boolean).join(' ');
}

interface StatementProps {
  readonly review: RiskReview;
  readonly enterpriseId: string;
  readonly mayConfirm: boolean;
}

function Statement({ review, enterpriseId, mayConfirm }: StatementProps) {
  const [words, setWords] = useState(review.statement);
  const [commandId] = useState(newId);
  const [problem, setProblem] = useState('');
  const send = useCommand(confirmRiskReview);
  const notice = useNotice();
  const confirm = async () => {
    if (words.trim() === '') return setProblem('请写明评审意见');
    setProblem('');
    try {
      const body = { commandId, quarter: review.quarter, statement: words };
      await send.run({ params: { enterpriseId }, body });
      notice('已确认本季度评审');
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  if (!mayConfirm) return <Section title="评审意见">{review.statement}</Section>;
  return (
    <Section title="评审意见" note="按记录起草，核对、修改后确认；确认后不再改动">
      <div className="zb-assess">
        <Input.TextArea
          aria-label="评审意见"
          value={words}
          maxLength={2000}
          autoSize={{ minRows: 4, maxRows: 12 }}
          onChange={({ target }) => setWords(target.value)}
        />
        {problem && <Alert type="error" title={problem} role="alert" />}
        <div>
          <Button type="primary" loading={send.isRunning} onClick={() => void confirm()}>
            确认{sayQuarter(review.quarter)}评审
          </Button>
        </div>
      </div>
    </Section>
  );
}
