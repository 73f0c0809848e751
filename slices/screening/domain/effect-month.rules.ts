import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';

/** First and last day of a month, both included. */
export interface MonthDays {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** The days of a month that are over: of the present one those until yesterday; none where it has just begun. */
export function daysOver(month: string, today: LocalDate): MonthDays | null {
  const from = `${month}-01`;
  const last = addDays(addMonths(from, 1), -1);
  const to = last < today ? last : addDays(today, -1);
  return to < from ? null : { from, to };
}

/** The month that is shown first: the present one, or the last while the present one has no day behind it. */
export function currentMonth(today: LocalDate): string {
  return addDays(today, -1).slice(0, 7);
}

/** Make-ups and late uploads change a month for some days after its end; then it stands. */
const SETTLING_DAYS = 10;

/** The months that may still change. */
export function monthsInMotion(today: LocalDate): string[] {
  const current = currentMonth(today);
  const before = addDays(`${current}-01`, -1).slice(0, 7);
  return Number(addDays(today, -1).slice(8)) <= SETTLING_DAYS ? [before, current] : [current];
}

export function monthName(month: string): string {
  return `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`;
}
