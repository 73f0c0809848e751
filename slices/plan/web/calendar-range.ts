import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';

export const CALENDAR_SCALES = ['week', 'month', 'year'] as const;
export type CalendarScale = (typeof CALENDAR_SCALES)[number];

/** The Monday on or before a day. */
function mondayOf(day: LocalDate): LocalDate {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

function monthStart(day: LocalDate, months = 0): LocalDate {
  const at = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 + months, 1));
  return at.toISOString().slice(0, 10);
}

/** First and last day that are shown: whole weeks around a month, so that every row of the grid is full. */
export function calendarRange(scale: CalendarScale, day: LocalDate): { from: LocalDate; to: LocalDate } {
  if (scale === 'week') return { from: mondayOf(day), to: addDays(mondayOf(day), 6) };
  if (scale === 'month') {
    const last = addDays(monthStart(day, 1), -1);
    return { from: mondayOf(monthStart(day)), to: addDays(mondayOf(last), 6) };
  }
  return { from: `${day.slice(0, 4)}-01-01`, to: `${day.slice(0, 4)}-12-31` };
}

/** The day from which the page before (-1) or after (1) is shown. */
export function moveCalendar(scale: CalendarScale, day: LocalDate, by: 1 | -1): LocalDate {
  if (scale === 'week') return addDays(day, 7 * by);
  return scale === 'month' ? monthStart(day, by) : `${Number(day.slice(0, 4)) + by}${day.slice(4, 8)}01`;
}

/** `2024 年 6 月`, `2024-06-03 至 2024-06-09`, `2024 年` */
export function sayCalendar(scale: CalendarScale, day: LocalDate): string {
  const year = day.slice(0, 4);
  if (scale === 'year') return `${year} 年`;
  if (scale === 'month') return `${year} 年 ${Number(day.slice(5, 7))} 月`;
  const { from, to } = calendarRange('week', day);
  return `${from} 至 ${to}`;
}

export function daysFrom(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}
