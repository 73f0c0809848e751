import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { DayFigures } from './record.contract.ts';
import type { RecordState } from './screening.terms.ts';
import { type Pause, type PlacedSlot, type PlannedSchedule, slotState, slotsOf } from './slots.rules.ts';

/** What figures need of a task, removed ones included: they owe what was due before. */
export interface CountedTask {
  readonly id: string;
  readonly unitId: string | null;
  readonly schedules: readonly PlannedSchedule[];
}
export interface CountedSuspension extends Pause {
  /** Null: the whole enterprise. */
  readonly unitId: string | null;
}
export interface CountedRecord {
  /** Null where records of several tasks come together. */
  readonly taskId: string | null;
  readonly slotKey: string | null;
  readonly slotDay: LocalDate;
  readonly state: RecordState;
  readonly findings: number;
  /** How many records these are: those beside the plan come together by day. */
  readonly count: number;
}
/** As kept: with the checks beside the plan. */
export type KeptFigures = DayFigures & { readonly extra: number };

/** The pauses that matter to a task: the enterprise's and its unit's. */
export function pausesOf(task: Pick<CountedTask, 'unitId'>, suspensions: readonly CountedSuspension[]): Pause[] {
  return suspensions.filter(({ unitId }) => unitId === null || unitId === task.unitId);
}

/**
 * The figures of each day of a range at an instant, and when they next change by themselves: the next unanswered slot
 * is then missed for good. This is the slow recount that the kept figures equal.
 */
export function figuresOf(
  given: {
    readonly tasks: readonly CountedTask[];
    readonly suspensions: readonly CountedSuspension[];
    readonly records: readonly CountedRecord[];
  },
  range: { readonly from: LocalDate; readonly to: LocalDate },
  now: number,
  makeUpDays: number,
): { days: Map<LocalDate, KeptFigures>; nextChangeAt: number | null } {
  const days = new Map<LocalDate, { -readonly [K in keyof KeptFigures]: KeptFigures[K] }>();
  const at = (day: LocalDate) => {
    let found = days.get(day);
    if (!found) {
      found = { day, due: 0, done: 0, madeUp: 0, missed: 0, excluded: 0, extra: 0, findings: 0 };
      days.set(day, found);
    }
    return found;
  };
  const answers = new Map<string, RecordState>();
  for (const { taskId, slotKey, slotDay, state, findings, count } of given.records) {
    if (slotKey !== null) answers.set(`${taskId}/${slotKey}`, state);
    if (slotDay < range.from || slotDay > range.to) continue;
    if (state === 'extra') at(slotDay).extra += count;
    at(slotDay).findings += findings;
  }
  let nextChangeAt: number | null = null;
  for (const task of given.tasks) {
    for (const slot of slotsOf(task.schedules, pausesOf(task, given.suspensions), range, { makeUpDays })) {
      const state = slotState(slot, answered(answers.get(`${task.id}/${slot.key}`)), now);
      const figures = at(slot.day);
      if (state === 'excluded') figures.excluded += 1;
      else figures.due += 1;
      if (state === 'done') figures.done += 1;
      if (state === 'made-up') figures.madeUp += 1;
      if (state === 'missed') figures.missed += 1;
      if (isOpen(state)) nextChangeAt = Math.min(nextChangeAt ?? Number.POSITIVE_INFINITY, slot.makeUpUntil);
    }
  }
  return { days, nextChangeAt };
}

const isOpen = (state: ReturnType<typeof slotState>) => state === 'coming' || state === 'due' || state === 'overdue';

/** A record as an answer to its slot. */
function answered(state: RecordState | undefined): 'done' | 'made-up' | null {
  return state === undefined || state === 'extra' ? null : state;
}

/** What stands in a slot's place on screens. */
export function slotView(
  taskId: string,
  slot: PlacedSlot,
  record: { id: string; state: RecordState } | undefined,
  now: number,
) {
  return {
    taskId,
    slotKey: slot.key,
    day: slot.day,
    from: new Date(slot.from).toISOString(),
    to: new Date(slot.to).toISOString(),
    makeUpUntil: new Date(slot.makeUpUntil).toISOString(),
    state: slotState(slot, answered(record?.state), now),
    recordId: record?.id ?? null,
  };
}
