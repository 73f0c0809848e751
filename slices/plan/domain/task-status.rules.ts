import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type Duty, metThroughOf, nextDueOn } from './due.rules.ts';

/** 未分派, 进行中, 临近期限, 逾期, 待核查, 已完成: computed from what happened and the day, never typed. */
export const TASK_STATUSES = [
  'unassigned',
  'inProgress',
  'dueSoon',
  'overdue',
  'awaitingVerification',
  'done',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

/** From how many days before its due day a task counts as 临近期限. */
export const DUE_SOON_DAYS = 7;

/** What the status follows from. */
export interface TaskState {
  readonly assigned: boolean;
  readonly dueOn: LocalDate;
  /** Day of the oldest report that nobody has looked at. */
  readonly pendingOn: LocalDate | null;
  /** Day on which completion was verified. */
  readonly doneOn: LocalDate | null;
}

/**
 * The status on a day. A report that waits for verification comes before the due day: it is the office's turn then.
 * `whereStatus` in task.queries.ts says the same as SQL; a test holds the two together.
 */
export function taskStatus({ assigned, dueOn, pendingOn, doneOn }: TaskState, today: LocalDate): TaskStatus {
  if (doneOn !== null) return 'done';
  if (!assigned) return 'unassigned';
  if (pendingOn !== null) return 'awaitingVerification';
  if (dueOn < today) return 'overdue';
  return dueOn <= addDays(today, DUE_SOON_DAYS) ? 'dueSoon' : 'inProgress';
}

/** All that ever happened to a task, as far as its state rests on it. */
export interface TaskHistory {
  /** The later of adoption and start of the campaign; duties of an unassigned task are reckoned from here. */
  readonly startsOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly assignedOn: LocalDate | null;
  readonly duties: readonly (Duty & { readonly id: string })[];
  readonly progress: readonly ProgressFact[];
}

export interface ProgressFact {
  readonly filedOn: LocalDate;
  readonly happenedOn: LocalDate;
  readonly claimsCompletion: boolean;
  /** Duties it shows to be done. */
  readonly dutyIds: readonly string[];
  readonly outcome: 'verified' | 'returned' | null;
  readonly decidedOn: LocalDate | null;
}

export interface DutyState {
  readonly dueOn: LocalDate | null;
  readonly metThrough: LocalDate | null;
}

/**
 * The state of a task at the end of a day, from its history up to then: what was assigned, filed or decided later does
 * not count. Today's result is what the tables hold; a past day's serves figures “as of”.
 */
export function taskStateAsOf(
  history: TaskHistory,
  asOf: LocalDate,
): TaskState & { readonly duties: ReadonlyMap<string, DutyState> } {
  const assignedOn = history.assignedOn !== null && history.assignedOn <= asOf ? history.assignedOn : null;
  const from = assignedOn !== null && assignedOn > history.startsOn ? assignedOn : history.startsOn;
  const run = { from, endsOn: history.endsOn };
  const filed = history.progress.filter((p) => p.filedOn <= asOf);
  const isOpen = (p: ProgressFact) => p.decidedOn === null || p.decidedOn > asOf;
  const verified = filed.filter((p) => p.outcome === 'verified' && !isOpen(p));

  const duties = new Map<string, DutyState>();
  for (const duty of history.duties) {
    const answers = verified.filter((p) => p.dutyIds.includes(duty.id));
    const metThrough = last(answers.map((p) => metThroughOf(duty, run, p.happenedOn)));
    duties.set(duty.id, { dueOn: nextDueOn(duty, run, metThrough), metThrough });
  }
  return {
    assigned: assignedOn !== null,
    dueOn: first([...duties.values()].map((duty) => duty.dueOn)) ?? history.endsOn,
    pendingOn: first(filed.filter(isOpen).map((p) => p.filedOn)),
    doneOn: first(verified.filter((p) => p.claimsCompletion).map((p) => p.decidedOn)),
    duties,
  };
}

function first(dates: readonly (LocalDate | null)[]): LocalDate | null {
  return dates.filter((date) => date !== null).sort()[0] ?? null;
}

function last(dates: readonly LocalDate[]): LocalDate | null {
  return [...dates].sort().at(-1) ?? null;
}
