import chineseDays from 'chinese-days';
import { addDays, isLocalDate, type LocalDate } from './clock.ts';
import { defineErrors } from './errors.ts';

/**
 * Working days of the State Council's yearly notice on holidays (法定节假日 and 调休), from the table of
 * `chinese-days`. A notice covers one year and appears the autumn before. For a year without one nothing is passed
 * off as certain: questions that can only be answered yes or no are refused, counts take weekends as the only days
 * off and say in `unknownYears` which years were counted so.
 */

const calendarError = defineErrors('calendar', {
  'year-unknown': {
    status: 422,
    when: 'a working day is asked for in a year whose holiday notice this version does not hold',
    say: (d: { year: number }) => `${d.year} 年的节假日安排尚未收录，无法确定工作日。`,
  },
  'not-a-date': {
    status: 422,
    when: 'a text that is no date reaches the calendar',
    say: (d: { text: string }) => `“${d.text}”不是有效的日期。`,
  },
});

/** working: ordinary day; makeUp: weekend worked for a holiday 调休上班; weekend; holiday: 法定节假日 with its 调休 */
type DayKind = 'working' | 'makeUp' | 'weekend' | 'holiday';

export interface CalendarDay {
  readonly date: LocalDate;
  readonly kind: DayKind;
  readonly working: boolean;
  /** Why one is off, or works on a weekend: 国庆节, 周六 …; null for an ordinary working day. */
  readonly name: string | null;
  /** False in a year without notice: `working` then only tells weekdays from weekends. */
  readonly known: boolean;
}

/** How many and which days were passed over. */
export interface WorkingDayCount {
  readonly days: number;
  readonly unknownYears: readonly number[];
}

/** What a day is. @throws calendar/not-a-date */
export function calendarDay(date: LocalDate): CalendarDay {
  const { work, name } = lookUp(date);
  const known = isYearKnown(yearOf(date));
  const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
  const isWeekend = weekday === 0 || weekday === 6;
  // The table names holidays and make-up days `English,中文,n`, ordinary days by their English weekday.
  const holiday = name.split(',')[1] ?? null;
  if (work)
    return { date, kind: isWeekend ? 'makeUp' : 'working', working: true, name: isWeekend ? holiday : null, known };
  if (holiday) return { date, kind: 'holiday', working: false, name: holiday, known };
  return { date, kind: 'weekend', working: false, name: weekday === 6 ? '周六' : '周日', known };
}

/** Whether people work that day. @throws calendar/year-unknown rather than guess */
export function isWorkingDay(date: LocalDate): boolean {
  const day = calendarDay(date);
  if (!day.known) throw calendarError('year-unknown', { year: yearOf(date) });
  return day.working;
}

/** Whether the holiday notice of a year is in the table: every one names 国庆节 on 1 October. */
export function isYearKnown(year: number): boolean {
  let known = knownYears.get(year);
  if (known === undefined) {
    known = lookUp(`${String(year).padStart(4, '0')}-10-01`).name.includes('国庆节');
    knownYears.set(year, known);
  }
  return known;
}
const knownYears = new Map<number, boolean>();

/**
 * The `days`-th working day after `date`; `date` itself does not count (期间开始之日不计算在内,《民法典》第201条).
 * Zero gives `date` unchanged.
 */
export function addWorkingDays(date: LocalDate, days: number): { date: LocalDate; unknownYears: readonly number[] } {
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a count of working days: ${days}`);
  const unknown = new Set<number>();
  let at = date;
  for (let left = days; left > 0; ) {
    at = addDays(at, 1);
    if (tally(at, unknown)) left -= 1;
  }
  return { date: at, unknownYears: [...unknown] };
}

/** Working days in the half-open range after `from` up to and including `to`; none when `to` is not later. */
export function workingDaysBetween(from: LocalDate, to: LocalDate): WorkingDayCount {
  const unknown = new Set<number>();
  let days = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (tally(at, unknown)) days += 1;
  return { days, unknownYears: [...unknown] };
}

function tally(date: LocalDate, unknown: Set<number>): boolean {
  const day = calendarDay(date);
  if (!day.known) unknown.add(yearOf(date));
  return day.working;
}

/** The day itself if it is a working day, else the first one after the holiday. */
export function putOffHoliday(date: LocalDate): { date: LocalDate; unknownYears: readonly number[] } {
  const unknown = new Set<number>();
  let at = date;
  while (!tally(at, unknown)) at = addDays(at, 1);
  return { date: at, unknownYears: [...unknown] };
}

/**
 * The same day of the month `months` later, or the last day of that month where it has no such day
 * (《民法典》第202条): 31 January and one month is the last day of February.
 */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const [year, month, day] = parts(date);
  const target = new Date(Date.UTC(year, month - 1 + months, 1));
  const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate();
  target.setUTCDate(Math.min(day, last));
  return target.toISOString().slice(0, 10);
}

export function addYears(date: LocalDate, years: number): LocalDate {
  return addMonths(date, years * 12);
}

/** Days from `from` to `to`, both included, that nobody works or that work a weekend, with their names. */
export function specialDays(from: LocalDate, to: LocalDate): CalendarDay[] {
  const found: CalendarDay[] = [];
  for (let at = from; at <= to; at = addDays(at, 1)) {
    const day = calendarDay(at);
    if (day.kind !== 'working') found.push(day);
  }
  return found;
}

function lookUp(date: LocalDate): { work: boolean; name: string } {
  if (!isLocalDate(date)) throw calendarError('not-a-date', { text: date });
  const [year, month, day] = parts(date);
  // The package reads a date's local parts, so it is given local noon: text would shift a day west of Greenwich.
  const at = new Date(2000, month - 1, day, 12);
  at.setFullYear(year);
  return chineseDays.getDayDetail(at);
}

function parts(date: LocalDate): [year: number, month: number, day: number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}

function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}
