/** Instants are UTC; legal dates are `YYYY-MM-DD` in Asia/Shanghai. This module is the only place that converts. */

export interface Clock {
  /** The present instant. */
  now(): Date;
}

/** A date without time, `YYYY-MM-DD`, in Asia/Shanghai. */
export type LocalDate = string;

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still (tests) until `set`. */
export function fixedClock(start: string | Date): Clock & { set(at: string | Date): void } {
  let current = new Date(start);
  return {
    now: () => new Date(current),
    set: (at) => {
      current = new Date(at);
    },
  };
}

/** China has kept UTC+8 without daylight saving since 1991-09-15; every date here is later. */
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

const DAY_MS = 86_400_000;
// The same few thousand days are asked for again and again; making the text is the slow part.
const dayTexts = new Map<number, LocalDate>();

function dayText(day: number): LocalDate {
  let found = dayTexts.get(day);
  if (found === undefined) {
    found = new Date(day * DAY_MS).toISOString().slice(0, 10);
    if (dayTexts.size < 100_000) dayTexts.set(day, found);
  }
  return found;
}

/** The legal date on which an instant falls in Asia/Shanghai. */
export function localDate(at: Date): LocalDate {
  return dayText(Math.floor((at.getTime() + SHANGHAI_OFFSET_MS) / DAY_MS));
}

/** Today's legal date. */
export function today(clock: Clock): LocalDate {
  return localDate(clock.now());
}

/** The instant at which a legal date begins, or with `hour` the given hour of it. */
export function instantOf(date: LocalDate, hour = 0): Date {
  return new Date(Date.parse(`${date}T00:00:00+08:00`) + hour * 3_600_000);
}

/** `date` moved by whole days. */
export function addDays(date: LocalDate, days: number): LocalDate {
  return dayText(Date.parse(`${date}T00:00:00Z`) / DAY_MS + days);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

// Every answer is checked against its contract, and the same dates stand in many.
const knownDates = new Set<string>();

/** Whether the text is a date that exists, as `YYYY-MM-DD`. */
export function isLocalDate(text: string): boolean {
  if (knownDates.has(text)) return true;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  const exists = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
  if (exists && knownDates.size < 100_000) knownDates.add(text);
  return exists;
}
