import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TaskHistory } from './task-status.rules.ts';

/** What a burn-up needs of the history of a task. */
export type CourseOfTask = Pick<TaskHistory, 'endsOn'> & {
  readonly duties: readonly Pick<TaskHistory['duties'][number], 'deadline' | 'frequency'>[];
  readonly progress: readonly Pick<
    TaskHistory['progress'][number],
    'filedOn' | 'decidedOn' | 'claimsCompletion' | 'outcome'
  >[];
};

/** How many tasks, at the end of a day: to be completed by then, reported as completed, verified as completed. */
export interface BurnUpPoint {
  readonly on: LocalDate;
  readonly planned: number;
  /** Unknown after the day as of which it is asked. */
  readonly reported: number | null;
  readonly verified: number | null;
}

/** By when a task is to be completed: its last date; the campaign's end where a duty recurs or has no date. */
export function plannedOn({ duties, endsOn }: CourseOfTask): LocalDate {
  const dates = duties.map(({ deadline, frequency }) => (frequency ? null : deadline));
  if (dates.length === 0 || dates.includes(null)) return endsOn;
  return (
    dates
      .filter((date) => date !== null)
      .sort()
      .at(-1) ?? endsOn
  );
}

/** Whether completion was reported by the end of a day, and not returned by then. */
function isReported({ progress }: CourseOfTask, on: LocalDate): boolean {
  return progress.some((p) => {
    const isReturned = p.outcome === 'returned' && p.decidedOn !== null && p.decidedOn <= on;
    return p.claimsCompletion && p.filedOn <= on && !isReturned;
  });
}

/** Whether completion was verified by the end of a day. */
export function isVerified({ progress }: CourseOfTask, on: LocalDate): boolean {
  return progress.some(
    (p) => p.claimsCompletion && p.outcome === 'verified' && p.decidedOn !== null && p.decidedOn <= on,
  );
}

const MOST_POINTS = 160;

/**
 * The course of a campaign week by week, from its first day to its last, with the day asked for among them. Longer ones
 * than three years are taken in wider steps.
 */
export function burnUp(
  tasks: readonly CourseOfTask[],
  run: { readonly from: LocalDate; readonly to: LocalDate; readonly asOf: LocalDate },
): BurnUpPoint[] {
  const planned = tasks.map(plannedOn);
  return pointsOf(run).map((on) => {
    const isKnown = on <= run.asOf;
    return {
      on,
      planned: planned.filter((date) => date <= on).length,
      reported: isKnown ? tasks.filter((task) => isReported(task, on)).length : null,
      verified: isKnown ? tasks.filter((task) => isVerified(task, on)).length : null,
    };
  });
}

function pointsOf({ from, to, asOf }: { from: LocalDate; to: LocalDate; asOf: LocalDate }): LocalDate[] {
  const last = to > asOf ? to : asOf;
  const days = (Date.parse(`${last}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
  const step = 7 * Math.max(1, Math.ceil(days / 7 / MOST_POINTS));
  const points = Array.from({ length: Math.floor(Math.max(0, days) / step) + 1 }, (_, i) => addDays(from, i * step));
  const named = [to, asOf].filter((day) => day >= from);
  return [...new Set([...points, ...named])].sort();
}
