import { addMonths, addWorkingDays, addYears, putOffHoliday, workingDaysBetween } from './calendar.ts';
import { addDays, daysBetween, type LocalDate } from './clock.ts';
import { defineErrors } from './errors.ts';

/**
 * A deadline is a ledger: a start, a rule, and what changed it. The day it falls on is derived and never simply
 * overwritten. This module holds the arithmetic; rows are read and written in `platform/server/calendar`.
 */

export type LimitUnit = 'day' | 'workingDay' | 'month' | 'year';

/** So long after the start. */
export interface Limit {
  readonly amount: number;
  readonly unit: LimitUnit;
  /** The last day moves past a day off (e.g.《行政复议法》第88条). Only where the law or the decision says so. */
  readonly lastDayPutOff?: boolean;
}

/** A limit and where it stands. `code` is one of `packages/standards` (`L07`) or a slice's own (`plan:task`). */
export interface LimitRule extends Limit {
  readonly code: string;
  /** Law and article, plan and clause, or the decision. */
  readonly source: string;
}

/** A deadline as it was started. `amount` is null when a decision named the day itself (`unit: 'fixed'`). */
export interface Deadline {
  readonly id: string;
  readonly purpose: string;
  readonly ruleCode: string;
  readonly source: string;
  readonly startedOn: LocalDate;
  readonly amount: number | null;
  readonly unit: LimitUnit | 'fixed';
  readonly originalDueOn: LocalDate;
  readonly metOn: LocalDate | null;
  readonly cancelledOn: LocalDate | null;
}

/** What changed a deadline, oldest first. `dueOn` is the day it then fell on; null for a pause. */
export interface DeadlineChange {
  readonly kind: 'pause' | 'resume' | 'extension';
  readonly onDate: LocalDate;
  readonly dueOn: LocalDate | null;
  readonly reason: string;
  readonly source: string;
}

export const deadlineError = defineErrors('deadline', {
  'not-open': {
    status: 409,
    when: 'a deadline that was met or cancelled, or never started, is to be changed',
    say: (_: Record<string, never>) => '该时限不存在或已经结束，不能再变更。',
  },
  'already-open': {
    status: 409,
    when: 'the subject already has an open deadline for this purpose',
    say: (_: Record<string, never>) => '同一事项的时限正在计算，不能重复起算。',
  },
  paused: {
    status: 409,
    when: 'a paused deadline is to be paused again or extended',
    say: (_: Record<string, never>) => '该时限已中止，请先恢复计算。',
  },
  'not-paused': {
    status: 409,
    when: 'a running deadline is to be resumed',
    say: (_: Record<string, never>) => '该时限没有中止，无需恢复。',
  },
  'not-later': {
    status: 422,
    when: 'an extension ends no later than the deadline already does',
    say: (d: { dueOn: LocalDate }) => `延长后的期限应晚于现期限 ${d.dueOn}。`,
  },
  'out-of-order': {
    status: 422,
    when: 'a change is dated before the start or the change before it, or a pause after the last day',
    say: (d: { from: LocalDate; to: LocalDate | null }) =>
      d.to ? `日期应在 ${d.from} 至 ${d.to} 之间。` : `日期不应早于 ${d.from}。`,
  },
});

/** The last day of a limit. The day of the start does not count (《民法典》第201条). */
export function firstDueOn(limit: Limit, startedOn: LocalDate): LocalDate {
  const plain = plainDueOn(limit.unit, limit.amount, startedOn);
  return limit.lastDayPutOff ? putOffHoliday(plain).date : plain;
}

function plainDueOn(unit: LimitUnit, amount: number, startedOn: LocalDate): LocalDate {
  if (!Number.isInteger(amount) || amount < 0) throw new RangeError(`not a length of time: ${amount}`);
  if (unit === 'workingDay') return addWorkingDays(startedOn, amount).date;
  if (unit === 'month') return addMonths(startedOn, amount);
  if (unit === 'year') return addYears(startedOn, amount);
  return addDays(startedOn, amount);
}

/** The last day before any putting-off: what pauses are added to. */
export function plainOriginalDueOn({ unit, amount, startedOn, originalDueOn }: Deadline): LocalDate {
  return unit === 'fixed' || amount === null ? originalDueOn : plainDueOn(unit, amount, startedOn);
}

/** The day a deadline falls on after its changes; null while paused. */
export function dueOnAfter(deadline: Deadline, changes: readonly DeadlineChange[]): LocalDate | null {
  if (pausedSince(changes) !== null) return null;
  return lastDueOn(deadline, changes);
}

/** As `dueOnAfter`, but while paused the day on which it fell before. */
export function lastDueOn(deadline: Deadline, changes: readonly DeadlineChange[]): LocalDate {
  return changes.findLast((change) => change.dueOn !== null)?.dueOn ?? deadline.originalDueOn;
}

/** The day since which the deadline stands still; null when it runs. */
export function pausedSince(changes: readonly DeadlineChange[]): LocalDate | null {
  const last = changes.findLast((change) => change.kind !== 'extension');
  return last?.kind === 'pause' ? last.onDate : null;
}

/** @throws deadline/paused, deadline/out-of-order */
export function checkPause(deadline: Deadline, changes: readonly DeadlineChange[], on: LocalDate): void {
  if (pausedSince(changes) !== null) throw deadlineError('paused', {});
  const from = earliestChange(deadline, changes);
  const to = lastDueOn(deadline, changes);
  if (on < from || on > to) throw deadlineError('out-of-order', { from, to });
}

/**
 * The last day after a pause that ends on `on`, the first day that counts again. What the pause took is added:
 * as many working days for a limit in working days, else as many days.
 * @param putOff whether the rule moves a last day on a holiday; taken from the first due day when not said
 * @throws deadline/not-paused, deadline/out-of-order
 */
export function dueOnResumed(
  deadline: Deadline,
  changes: readonly DeadlineChange[],
  on: LocalDate,
  putOff: boolean = plainOriginalDueOn(deadline) !== deadline.originalDueOn,
): LocalDate {
  const since = pausedSince(changes);
  if (since === null) throw deadlineError('not-paused', {});
  if (on < since) throw deadlineError('out-of-order', { from: since, to: null });
  const resumed: DeadlineChange = { kind: 'resume', onDate: on, dueOn: null, reason: '', source: '' };
  const plain = recount(deadline, [...changes, resumed]);
  return putOff ? putOffHoliday(plain).date : plain;
}

/** @throws deadline/paused, deadline/not-later, deadline/out-of-order */
export function checkExtension(
  deadline: Deadline,
  changes: readonly DeadlineChange[],
  decidedOn: LocalDate,
  dueOn: LocalDate,
): void {
  if (pausedSince(changes) !== null) throw deadlineError('paused', {});
  const from = earliestChange(deadline, changes);
  if (decidedOn < from) throw deadlineError('out-of-order', { from, to: null });
  const current = lastDueOn(deadline, changes);
  if (dueOn <= current) throw deadlineError('not-later', { dueOn: current });
}

/** Counts the rule and its pauses anew with the calendar as it is known now, before any putting-off. */
export function recount(deadline: Deadline, changes: readonly DeadlineChange[]): LocalDate {
  let due = plainOriginalDueOn(deadline);
  let since: LocalDate | null = null;
  for (const change of changes) {
    if (change.kind === 'extension' && change.dueOn !== null) due = change.dueOn;
    if (change.kind === 'pause') since = change.onDate;
    if (change.kind === 'resume' && since !== null) {
      due = addPause(deadline.unit, due, since, change.onDate);
      since = null;
    }
  }
  return due;
}

/** The days `since` … the day before `until` do not count. */
function addPause(unit: Deadline['unit'], due: LocalDate, since: LocalDate, until: LocalDate): LocalDate {
  if (unit !== 'workingDay') return addDays(due, daysBetween(since, until));
  const lost = workingDaysBetween(addDays(since, -1), addDays(until, -1)).days;
  return addWorkingDays(due, lost).date;
}

/** Changes are dated in order, so the last one bounds the next. */
function earliestChange(deadline: Deadline, changes: readonly DeadlineChange[]): LocalDate {
  return changes.at(-1)?.onDate ?? deadline.startedOn;
}
