import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { currentMonth, monthName } from '../domain/effect-month.rules.ts';

/** Points with two decimals where they have any: 83.33, 50. */
export function sayPoints(points: number): string {
  return String(Number(points.toFixed(2)));
}

/** The last twelve months, the newest first. */
export function monthChoices(today = localDate(new Date())): { value: string; label: string }[] {
  const current = currentMonth(today);
  return Array.from({ length: 12 }, (_, n) => {
    const value = addMonths(`${current}-01`, -n).slice(0, 7);
    return { value, label: monthName(value) };
  });
}

export const listOf = (query: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/screening-effect/enterprises?${new URLSearchParams(given)}`;
};
