import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { MonthDays } from '../domain/effect-month.rules.ts';
import type { SlotState } from '../domain/screening.terms.ts';
import { slotState, slotsOf } from '../domain/slots.rules.ts';
import { pausesOf } from './effect.compute.ts';
import { listAnswered, listPauses, listSourceTasks, type SourceTask } from './effect-source.queries.ts';
import { findSettings } from './file.queries.ts';

/** A slot of a task with what it came to. */
interface JudgedSlot {
  readonly task: SourceTask;
  readonly key: string;
  readonly day: string;
  readonly state: SlotState;
  readonly makeUpUntil: number;
  readonly recordId: string | null;
}

/** The slots of some enterprises that are counted on the days of a range. The caller has found them in scope. */
export async function judgeSlots(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, ids: readonly string[], days: MonthDays) {
  const [tasks, pauses, answered, { makeUpDays }] = await Promise.all([
    listSourceTasks(ctx, ids, days),
    listPauses(ctx, ids, days),
    listAnswered(ctx, ids, days),
    findSettings(ctx),
  ]);
  const answers = new Map(answered.map((one) => [`${one.taskId} ${one.slotKey}`, one]));
  const now = ctx.clock.now().getTime();
  const slots = tasks.flatMap((task) =>
    slotsOf(task.schedules, pausesOf(task, pauses), days, { makeUpDays }).map((slot): JudgedSlot => {
      const answer = answers.get(`${task.id} ${slot.key}`);
      const state = slotState(slot, answer?.state ?? null, now);
      const { key, day, makeUpUntil } = slot;
      return { task, key, day, state, makeUpUntil, recordId: answer?.id ?? null };
    }),
  );
  return { tasks, slots };
}
