import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type DuePeriod, type Duty, type DutyRun, layOut } from './due.rules.ts';

export type PeriodState = 'done' | 'notDone' | 'running' | 'unknown';

const SHOWN = 12;

/** The periods of a duty up to today, the latest last, at most a dozen. */
export function periodsUpTo(duty: Duty, run: DutyRun, today: LocalDate): DuePeriod[] {
  return layOut(duty, run, null, today)
    .periods.filter((period) => period.startsOn <= today)
    .slice(-SHOWN);
}

/**
 * How a period of one enterprise stands. `count`: how often it was done, null where nothing in the system would know:
 * that is unknown, never “not done”.
 */
export function periodState(
  period: DuePeriod,
  asked: { count: number | null; atLeast: number; today: LocalDate },
): PeriodState {
  const { count, atLeast, today } = asked;
  if (count === null) return 'unknown';
  if (count >= atLeast) return 'done';
  return period.dueOn < today ? 'notDone' : 'running';
}
