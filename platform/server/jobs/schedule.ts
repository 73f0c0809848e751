import { type ParsedCronItem, parseCronItems, type TimestampDigest } from 'graphile-worker';
import type { Job } from '../slice.ts';

const DAY_MS = 86_400_000;

/**
 * The jobs that run by the clock, their crontabs read in Asia/Shanghai (graphile-worker knows only UTC). One that fell
 * due while nothing ran is made up for within a day, once.
 */
export function scheduleItems(jobs: readonly Job[], now: () => Date = () => new Date()): ParsedCronItem[] {
  const items = jobs.flatMap(({ name, schedule }) =>
    schedule === undefined
      ? []
      : [{ task: name, match: schedule, identifier: name, options: { backfillPeriod: DAY_MS, jobKey: name } }],
  );
  return parseCronItems(items).map((item) => ({ ...item, match: (utc) => item.match(inShanghai(utc, now())) }));
}

/** A minute of UTC as the clock on the wall shows it, eight hours later. */
export function inShanghai(utc: TimestampDigest, now: Date): TimestampDigest {
  // The digest has no year; that of now serves, since only February's length depends on it.
  const at = new Date(Date.UTC(now.getUTCFullYear(), utc.month - 1, utc.date, utc.hour + 8, utc.min));
  const dow = utc.hour + 8 >= 24 ? (utc.dow + 1) % 7 : utc.dow;
  return {
    min: utc.min,
    hour: at.getUTCHours(),
    date: at.getUTCDate(),
    month: at.getUTCMonth() + 1,
    dow,
  };
}
