import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { StatusTag } from '@zhiben/platform/web/kit/Tags.tsx';
import type { Tone } from '@zhiben/platform/web/tokens.ts';
import {
  frequencyText,
  OBLIGATION_KIND_NAMES,
  OCCURRENCE_STATUS_NAMES,
  type OccurrenceStatus,
  type ReadObligation,
  SURE_FROM,
  TASK_STATUS_NAMES,
  type TaskStatus,
} from '../domain/index.ts';
import './marks.css';

export const TASK_STATUS_TONES: Record<TaskStatus, Tone> = {
  unassigned: 'neutral',
  inProgress: 'blue',
  dueSoon: 'orange',
  overdue: 'red',
  awaitingVerification: 'yellow',
  done: 'green',
  repealed: 'neutral',
};

export function TaskStatusTag({ status }: { status: TaskStatus }) {
  return <StatusTag label={TASK_STATUS_NAMES[status]} tone={TASK_STATUS_TONES[status]} />;
}

export const OCCURRENCE_TONES: Record<OccurrenceStatus, Tone> = {
  ahead: 'neutral',
  owed: 'blue',
  dueSoon: 'orange',
  overdue: 'red',
  missed: 'red',
  returned: 'red',
  filed: 'yellow',
  verified: 'green',
  verifiedLate: 'green',
  waived: 'neutral',
  withdrawn: 'neutral',
};

export function OccurrenceTag({ status }: { status: OccurrenceStatus }) {
  return <StatusTag label={OCCURRENCE_STATUS_NAMES[status]} tone={OCCURRENCE_TONES[status]} />;
}

type Duty = Pick<
  ReadObligation,
  'kind' | 'deadline' | 'deadlineAlternatives' | 'inPeriod' | 'frequency' | 'count' | 'target' | 'actor' | 'confidence'
>;

/** What was read out of the words of a duty: kind, date or rate, measure, who; and whether a person should look. */
export function DutyTags({ duty }: { duty: Duty }) {
  const { kind, deadline, deadlineAlternatives, inPeriod, frequency, count, target, actor, confidence } = duty;
  return (
    <span className="plan-tags">
      <StatusTag label={OBLIGATION_KIND_NAMES[kind]} tone={kind === 'prohibition-trigger' ? 'orange' : 'neutral'} />
      {deadline && <StatusTag label={deadlineText(deadline, inPeriod, deadlineAlternatives)} tone="blue" />}
      {frequency && <StatusTag label={frequencyText(frequency)} tone="blue" />}
      {count !== null && !frequency && <StatusTag label={`${count} 次`} tone="blue" />}
      {target && <StatusTag label={target} tone="blue" />}
      {actor && <StatusTag label={actor} tone="green" />}
      {confidence < SURE_FROM && <StatusTag label="待核对" tone="yellow" />}
    </span>
  );
}

function deadlineText(deadline: LocalDate, inPeriod: boolean, alternatives: readonly LocalDate[]): string {
  const day = inPeriod ? `${deadline}（期内）` : `${deadline} 前`;
  return alternatives.length > 0 ? `${day}，或 ${alternatives.join('、')}` : day;
}
