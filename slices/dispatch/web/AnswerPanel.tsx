import { useNavigate } from '@tanstack/react-router';
import { sayInstant } from '@zhiben/platform/web/kit/dates.ts';
import { Facts } from '@zhiben/platform/web/kit/Facts.tsx';
import { type NextStep, NextStepCard } from '@zhiben/platform/web/kit/NextStepCard.tsx';
import { RecordPanel } from '@zhiben/platform/web/kit/RecordPage.tsx';
import { Section } from '@zhiben/platform/web/kit/Section.tsx';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import { Timeline, type TimelineEntry } from '@zhiben/platform/web/kit/Timeline.tsx';
import { useState } from 'react';
import type { Answer, Report } from '../domain/dispatch.contract.ts';
import { SUBMISSION_KIND_NAMES } from '../domain/dispatch.terms.ts';
import { periodName } from '../domain/period.rules.ts';
import { answerTag } from './answer-tags.ts';
import { ReturnDrawer } from './ReturnDrawer.tsx';

interface AnswerPanelProps {
  readonly answer: Answer;
  readonly formId: string;
  readonly period: string;
}

/** A body's reports of a period, with every revision and return. */
export function AnswerPanel({ answer, formId, period }: AnswerPanelProps) {
  const navigate = useNavigate();
  const [isReturning, setReturning] = useState(false);
  const { body, state, reports, abilities } = answer;
  const [latest] = reports;
  const standing = latest?.status === 'submitted' ? latest : undefined;
  const steps: NextStep[] = [];
  if (abilities.submit) {
    steps.push({
      label: standing ? '更正或重新上报' : `核对并上报${periodName(period)}的数字`,
      ...(standing ? {} : { why: '数字由系统从台账算出，核对无误后签名上报；0 项须逐项确认。' }),
      onStart: () => void navigate({ to: `/dispatch/${formId}/${period}`, search: { submit: body.id } } as never),
    });
  }
  if (abilities.return) steps.push({ label: '退回重报', onStart: () => setReturning(true) });
  return (
    <RecordPanel
      title={body.name}
      marks={<StatusTag {...answerTag(state)} />}
      side={<NextStepCard steps={steps} otherwise={latest ? '已经上报，没有需要您办理的事项。' : '等待该单位上报。'} />}
    >
      {latest && (
        <Section title="最近一次上报">
          <Facts
            items={[
              { label: '填表人', value: latest.submittedByName },
              { label: '单位负责人', value: latest.responsibleName },
              { label: '联系电话', value: latest.phone },
              { label: '数据截至', value: sayInstant(latest.asOf) },
              { label: '说明', value: latest.note || '无', wide: true },
              { label: '内容校验值（SHA-256）', value: latest.digest, wide: true },
            ]}
          />
        </Section>
      )}
      {reports.length > 0 && (
        <Section title="经过">
          <Timeline entries={reports.flatMap(entriesOf)} />
        </Section>
      )}
      {latest && (
        <ReturnDrawer report={latest} body={body.name} open={isReturning} onClose={() => setReturning(false)} />
      )}
    </RecordPanel>
  );
}

function entriesOf(report: Report): TimelineEntry[] {
  const submitted: TimelineEntry = {
    id: report.id,
    at: report.submittedAt,
    what: `第 ${report.revision} 版，${SUBMISSION_KIND_NAMES[report.kind]}`,
    who: report.submittedByName,
    detail: report.note,
    tone: 'blue',
  };
  if (!report.returnedAt) return [submitted];
  const returned: TimelineEntry = {
    id: `${report.id}-returned`,
    at: report.returnedAt,
    what: '县安委办退回',
    who: report.returnedByName ?? '',
    detail: report.returnReason,
    tone: 'orange',
  };
  return [returned, submitted];
}
