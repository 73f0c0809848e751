import type { Frequency, ObligationKind, Period } from '@zhiben/gongwen';
import { putOffHoliday } from '@zhiben/platform/domain/calendar.ts';
import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';

/** What decides by when a duty is owed. */
export interface Duty {
  readonly kind: ObligationKind;
  readonly deadline: LocalDate | null;
  readonly frequency: Frequency | null;
  /** The words move a day that nobody works to the next working day (遇节假日顺延); without such words no day moves. */
  readonly putsOff?: boolean;
}

/** One time at which a duty is owed. */
export interface DuePeriod {
  readonly startsOn: LocalDate;
  /** Last day of the period; null for what is owed once. */
  readonly endsOn: LocalDate | null;
  readonly dueOn: LocalDate;
}

/** No more occurrences follow. */
export const LAID_FOR_GOOD = '9999-12-31';

/** How far ahead occurrences are laid out: daily ones would otherwise fill the table, yearly ones not be seen coming. */
const HORIZON_DAYS: Record<Period, number> = {
  day: 30,
  week: 90,
  month: 400,
  quarter: 400,
  'half-year': 400,
  year: 400,
};

/** Every duty is laid out at least this far ahead, so the nightly job may be late for as long. */
export const LAID_AHEAD_DAYS = 14;

/** Within what the duty runs: it is owed from `from` (nobody owes before they were told) to the end of the campaign. */
export interface DutyRun {
  readonly from: LocalDate;
  readonly endsOn: LocalDate;
}

/**
 * The next day on which something of a duty is owed; null when nothing (more) is.
 * - deadline, or a ban with a date: that day, even outside the campaign, since the text says so
 * - recurring: the due day of the first period not yet answered
 * - a count or a target without a date: the end of the campaign
 * - a ban without a date: never; it holds throughout
 * @param metThrough last day for which the duty was shown to be done, null when for none
 */
export function nextDueOn(duty: Duty, run: DutyRun, metThrough: LocalDate | null): LocalDate | null {
  if (duty.frequency) return nextRecurrence(duty, run, metThrough);
  if (metThrough !== null) return null;
  if (duty.deadline) return duty.putsOff ? putOffHoliday(duty.deadline).date : duty.deadline;
  return duty.kind === 'prohibition-trigger' ? null : run.endsOn;
}

/**
 * The times at which a duty is owed after those that were laid out through `laidThrough` (null for none yet), as far
 * ahead of `today` as its kind is laid out, and through which day that is.
 */
export function layOut(
  duty: Duty,
  run: DutyRun,
  laidThrough: LocalDate | null,
  today: LocalDate,
): { readonly periods: readonly DuePeriod[]; readonly laidThrough: LocalDate } {
  const { frequency } = duty;
  if (!frequency) {
    const dueOn = laidThrough === null ? nextDueOn(duty, run, null) : null;
    return {
      periods: dueOn === null ? [] : [{ startsOn: run.from, endsOn: null, dueOn }],
      laidThrough: LAID_FOR_GOOD,
    };
  }
  const horizon = addDays(today, HORIZON_DAYS[frequency.per]);
  const periods: DuePeriod[] = [];
  let through = laidThrough;
  for (;;) {
    const next = recurrenceAfter(duty, frequency, run, through);
    if (next === null) return { periods, laidThrough: LAID_FOR_GOOD };
    if (next.startsOn > horizon) return { periods, laidThrough: through ?? addDays(next.startsOn, -1) };
    periods.push(next);
    through = next.endsOn;
  }
}

/** Whether the words of a duty move days off to the next working day. */
export function putsOffHolidays(quote: string): boolean {
  return /(?:节假日|休息日|公休日|双休日|周末)[^。；;]{0,12}(?:顺延|推迟|延后)/.test(quote);
}

function nextRecurrence(duty: Duty, run: DutyRun, metThrough: LocalDate | null): LocalDate | null {
  return duty.frequency && (recurrenceAfter(duty, duty.frequency, run, metThrough)?.dueOn ?? null);
}

function recurrenceAfter(
  duty: Duty,
  frequency: Frequency,
  run: DutyRun,
  through: LocalDate | null,
): (DuePeriod & { readonly endsOn: LocalDate }) | null {
  const start = through !== null && through >= run.from ? addDays(through, 1) : run.from;
  let period = periodAt(frequency, run.from, start);
  let dueOn = dueDayOf(frequency, period);
  if (dueOn < start) {
    // 每月22日前, told on the 25th: this month's day has passed before anyone could owe it.
    period = periodAt(frequency, run.from, addDays(period.to, 1));
    dueOn = dueDayOf(frequency, period);
  }
  if (period.from > run.endsOn) return null;
  const lastDay = earlier(dueOn, run.endsOn);
  return { startsOn: period.from, endsOn: period.to, dueOn: duty.putsOff ? putOffHoliday(lastDay).date : lastDay };
}

interface DatePeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/**
 * The period around a day. Calendar periods; with `every` above one, blocks of them counted from the one around
 * `anchor` (每三年 from 2024: 2024–2026, 2027–2029).
 */
function periodAt({ per, every = 1 }: Frequency, anchor: LocalDate, day: LocalDate): DatePeriod {
  const first = periodNumber(per, anchor);
  const block = Math.floor((periodNumber(per, day) - first) / every);
  const from = periodStart(per, first + block * every);
  return { from, to: addDays(periodStart(per, first + (block + 1) * every), -1) };
}

const MONTHS: Partial<Record<Period, number>> = { month: 1, quarter: 3, 'half-year': 6, year: 12 };
const DAY_MS = 86_400_000;
/** 1970-01-05 was a Monday. */
const FIRST_MONDAY = 4;

/** Periods of a kind are numbered without gaps, so that they can be added and divided. */
function periodNumber(per: Period, date: LocalDate): number {
  const day = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  if (per === 'day') return day;
  if (per === 'week') return Math.floor((day - FIRST_MONDAY) / 7);
  const month = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
  return Math.floor(month / (MONTHS[per] ?? 1));
}

function periodStart(per: Period, number: number): LocalDate {
  if (per === 'day' || per === 'week') {
    const day = per === 'day' ? number : number * 7 + FIRST_MONDAY;
    return new Date(day * DAY_MS).toISOString().slice(0, 10);
  }
  const month = number * (MONTHS[per] ?? 1);
  return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** 每月22日前: the 22nd of the period's last month; without a stated day the period's last. */
function dueDayOf({ per, dueDay }: Frequency, period: DatePeriod): LocalDate {
  const day = Number(dueDay);
  if (per === 'day' || per === 'week' || !Number.isInteger(day) || day < 1 || day > 31) return period.to;
  const stated = `${period.to.slice(0, 8)}${String(day).padStart(2, '0')}`;
  return earlier(stated, period.to);
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a.localeCompare(b) <= 0 ? a : b;
}
