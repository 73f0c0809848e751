import { addDays, instantOf, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { dispatchError } from './dispatch.terms.ts';

/**
 * A reporting period is a month, `2024-05`. It is due by the end of its due day (溆浦方案四(三): 每月22日前上报本月的累计情况),
 * and its figures stand as of that same moment, so that all bodies answer for one and the same instant.
 */
export type Period = string;

export interface Cycle {
  /** Day of the month by whose end (24:00 Asia/Shanghai) the form is due: 22. */
  readonly dueDay: number;
}

export function isPeriod(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text);
}

export function dueOn(period: Period, { dueDay }: Cycle): LocalDate {
  return `${period}-${String(dueDay).padStart(2, '0')}`;
}

/** The first instant after the due day: what happened at or after it belongs to the next period. */
export function cutoff(period: Period, cycle: Cycle): Date {
  return instantOf(addDays(dueOn(period, cycle), 1));
}

/** The months from `first` to `last`, both included; none when `last` is earlier. */
export function periodsBetween(first: Period, last: Period): Period[] {
  const periods: Period[] = [];
  for (let at = first; at <= last; at = shiftPeriod(at, 1)) periods.push(at);
  return periods;
}

export function shiftPeriod(period: Period, months: number): Period {
  const at = new Date(`${period}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  return at.toISOString().slice(0, 7);
}

/** The month an instant falls in. */
function periodOf(at: Date): Period {
  return localDate(at).slice(0, 7);
}

/** When a form in use is asked for: its first and, once its campaign has ended, its last period. */
export interface Span {
  readonly firstPeriod: Period;
  readonly lastPeriod: Period | null;
}

/** The periods that may be answered by now, newest first: a period opens on the first day of its month. */
export function openPeriods({ firstPeriod, lastPeriod }: Span, now: Date): Period[] {
  const current = periodOf(now);
  const last = lastPeriod !== null && lastPeriod < current ? lastPeriod : current;
  return periodsBetween(firstPeriod, last).reverse();
}

/**
 * The instant as of which figures are taken: the end of the due day, or now while that lies ahead.
 * @throws dispatch/period-not-open before the period's month, and outside the span
 */
export function asOfInstant(period: Period, span: Span, cycle: Cycle, now: Date): Date {
  if (!openPeriods(span, now).includes(period)) throw dispatchError('period-not-open', { period });
  const end = cutoff(period, cycle);
  return now < end ? now : end;
}

/** `2024年5月` */
export function periodName(period: Period): string {
  return `${period.slice(0, 4)}年${Number(period.slice(5))}月`;
}
