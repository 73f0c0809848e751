import type { Frequency, ObligationKind, Period } from '@zhiben/gongwen';
import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';

/** What decides by when a duty is owed. */
export interface Duty {
  readonly kind: ObligationKind;
  readonly deadline: LocalDate | null;
  readonly frequency: Frequency | null;
}

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
  if (duty.frequency) return nextRecurrence(duty.frequency, run, metThrough);
  if (metThrough !== null) return null;
  if (duty.deadline) return duty.deadline;
  return duty.kind === 'prohibition-trigger' ? null : run.endsOn;
}

/** Through which day a duty counts as done by what was done on `happenedOn`: the end of that period, else that day. */
export function metThroughOf(duty: Duty, run: DutyRun, happenedOn: LocalDate): LocalDate {
  if (!duty.frequency) return happenedOn;
  return periodAt(duty.frequency, run.from, happenedOn).to;
}

function nextRecurrence(frequency: Frequency, run: DutyRun, metThrough: LocalDate | null): LocalDate | null {
  const start = metThrough !== null && metThrough >= run.from ? addDays(metThrough, 1) : run.from;
  let period = periodAt(frequency, run.from, start);
  let dueOn = dueDayOf(frequency, period);
  if (dueOn < start) {
    // 每月22日前, told on the 25th: this month's day has passed before anyone could owe it.
    period = periodAt(frequency, run.from, addDays(period.to, 1));
    dueOn = dueDayOf(frequency, period);
  }
  if (period.from > run.endsOn) return null;
  return earlier(dueOn, run.endsOn);
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
