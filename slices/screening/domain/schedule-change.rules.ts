import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { PlannedSchedule } from './slots.rules.ts';
import type { Schedule } from './task.contract.ts';

// How the plan of a task changes or ends; what it owes on each day is in slots.rules.ts.

/**
 * The first day of a plan that is changed today: the next, since of today the present plan is owed; one that begins
 * today or later has not been owed by anybody yet and is replaced.
 */
export function changeHoldsFrom(schedules: readonly PlannedSchedule[], today: LocalDate): LocalDate {
  const present = schedules.at(-1);
  if (!present) return today;
  return present.since >= today ? present.since : addDays(today, 1);
}

/** The schedules of a task after its plan is changed on a day: what was owed until then stays as it was. */
export function rescheduled(
  schedules: readonly PlannedSchedule[],
  schedule: Schedule,
  today: LocalDate,
): PlannedSchedule[] {
  const present = schedules.at(-1);
  if (present && sameSchedule(present, schedule)) return [...schedules];
  const since = changeHoldsFrom(schedules, today);
  if (!present || present.since >= today) {
    return [...schedules.slice(0, -1), { ...scheduleOf(schedule), since, until: null }];
  }
  return [...schedules.slice(0, -1), { ...present, until: today }, { ...scheduleOf(schedule), since, until: null }];
}

/** The schedules of a task that is given up on a day: that day is no longer owed. */
export function endedSchedules(schedules: readonly PlannedSchedule[], today: LocalDate): PlannedSchedule[] {
  const last = addDays(today, -1);
  return schedules
    .filter(({ since }) => since <= last)
    .map((one) => (one.until === null || one.until > last ? { ...one, until: last } : one));
}

/** Only what says when. */
export function scheduleOf(from: Schedule): Schedule {
  const { cycleEvery, cycleUnit, startOn, endsOn, workStart, workEnd, shifts, workDayType } = from;
  return { cycleEvery, cycleUnit, startOn, endsOn, workStart, workEnd, shifts, workDayType };
}

function sameSchedule(a: Schedule, b: Schedule): boolean {
  return JSON.stringify(scheduleOf(a)) === JSON.stringify(scheduleOf(b));
}
