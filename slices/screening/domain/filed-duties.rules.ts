import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { MonthDays } from './effect-month.rules.ts';
import type { SlotState } from './screening.terms.ts';
import type { Pause } from './slots.rules.ts';
import { addToMonth, monthRange, statementDueOn } from './statement.rules.ts';

/*
 * Duties that are not checks: the daily safety commitment and the monthly statement. They are owed by period as slots
 * are, from the first one that was filed: of an enterprise that never began nothing is said but that it did not.
 */

export const FILED_DUTIES = ['commitment', 'statement'] as const;
export type FiledDuty = (typeof FILED_DUTIES)[number];

/** What was filed for a day `YYYY-MM-DD` or a month `YYYY-MM`. */
export interface Filed {
  readonly period: string;
  readonly isLate: boolean;
}

export interface FiledSlot {
  readonly period: string;
  /** The day on which it is counted. */
  readonly day: LocalDate;
  readonly state: SlotState;
}

/**
 * Each day of a range from the first on; a day that lies for more than half in a suspension of the whole enterprise
 * leaves the denominator, as a slot does. A commitment can be signed on its day alone.
 */
export function commitmentSlots(
  filed: readonly Filed[],
  { first, pauses, today }: { readonly first: LocalDate; readonly pauses: readonly Pause[]; readonly today: LocalDate },
  { from, to }: MonthDays,
): FiledSlot[] {
  const found = new Map(filed.map((one) => [one.period, one]));
  const slots: FiledSlot[] = [];
  for (let day = first > from ? first : from; day <= to; day = addDays(day, 1)) {
    slots.push({ period: day, day, state: commitmentState(day, found.get(day), { pauses, today }) });
  }
  return slots;
}

function commitmentState(
  day: LocalDate,
  signed: Filed | undefined,
  { pauses, today }: { readonly pauses: readonly Pause[]; readonly today: LocalDate },
): SlotState {
  if (signed) return signed.isLate ? 'made-up' : 'done';
  if (isPaused(day, pauses)) return 'excluded';
  if (day > today) return 'coming';
  return day === today ? 'due' : 'missed';
}

function isPaused(day: LocalDate, pauses: readonly Pause[]): boolean {
  const from = instantOf(day).getTime();
  const to = instantOf(addDays(day, 1)).getTime();
  return pauses.some((pause) => (Math.min(pause.to, to) - Math.max(pause.from, from)) * 2 > to - from);
}

/** Each month of a range from the first on, counted on its last day; it is owed by a day of the month that follows. */
export function statementSlots(
  filed: readonly Filed[],
  { first, dueDay, today }: { readonly first: string; readonly dueDay: number; readonly today: LocalDate },
  { from, to }: MonthDays,
): FiledSlot[] {
  const found = new Map(filed.map((one) => [one.period, one]));
  const slots: FiledSlot[] = [];
  const begin = from.slice(0, 7);
  for (let month = first > begin ? first : begin; month <= to.slice(0, 7); month = addToMonth(month, 1)) {
    const { to: day } = monthRange(month);
    const one = found.get(month);
    const open = today <= day ? 'coming' : today <= statementDueOn(month, dueDay) ? 'due' : 'missed';
    slots.push({ period: month, day, state: one ? (one.isLate ? 'made-up' : 'done') : open });
  }
  return slots;
}
