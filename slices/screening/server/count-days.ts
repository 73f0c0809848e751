import { addDays, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type CountedSuspension, type CountedTask, figuresOf } from '../domain/figures.rules.ts';
import { type DayRow, listCountedOfMany, lockBehind, markCounted, writeDays } from './days.queries.ts';
import { findSettings } from './file.queries.ts';
import { listCountedSuspensions } from './suspensions.queries.ts';
import { listCountedTasks } from './tasks.queries.ts';

type Tx = Pick<TxCtx, 'db' | 'actor' | 'clock'> & Partial<Pick<TxCtx, 'send'>>;
interface Place {
  readonly id: string;
  readonly division: string;
  readonly industry: string;
  /** How far it was counted; what could still change then is counted again. */
  readonly daysUntil: LocalDate | null;
}

/**
 * Counts days of an enterprise anew, in the transaction that changed something of it and holds its lock: from the first
 * day that may have changed to today, and always the days that may still change by themselves.
 * @param from null: nothing further back than what may still change
 */
export async function countDays(tx: Tx, file: Place, from: LocalDate | null): Promise<void> {
  await countMany(tx, [{ ...file, from }]);
}

async function countMany(tx: Tx, files: readonly (Place & { readonly from: LocalDate | null })[]): Promise<void> {
  if (files.length === 0) return;
  const now = tx.clock.now();
  const today = localDate(now);
  const ids = files.map(({ id }) => id);
  const [{ makeUpDays }, tasks, suspensions] = await Promise.all([
    findSettings(tx),
    listCountedTasks(tx, ids),
    listCountedSuspensions(tx, ids),
  ]);
  // A slot of a day ends a day later at most and may be made up for so long; before that nothing lapses any more.
  const openBefore = (day: LocalDate) => addDays(day, -makeUpDays - 2);
  const starts = files.flatMap(({ from, daysUntil }) => [from ?? today, openBefore(daysUntil ?? today)]);
  const first = starts.reduce((least, day) => (day < least ? day : least), openBefore(today));
  const range = { from: first, to: today };
  const records = await listCountedOfMany(tx, ids, range);
  const days: DayRow[] = [];
  const counted = files.map(({ id, division, industry }) => {
    const own = {
      tasks: tasks.get(id) ?? NONE,
      suspensions: suspensions.get(id) ?? NO_PAUSE,
      records: records.get(id) ?? [],
    };
    const { days: figures, nextChangeAt } = figuresOf(own, range, now.getTime(), makeUpDays);
    for (const one of figures.values()) days.push({ ...one, enterpriseId: id, division, industry });
    return { enterpriseId: id, nextChangeAt };
  });
  await Promise.all([writeDays(tx, ids, range, days), markCounted(tx, counted, today, now)]);
}
const NONE: readonly CountedTask[] = [];
const NO_PAUSE: readonly CountedSuspension[] = [];

const BATCH = 200;

/**
 * Counts on what time alone has changed: a new day, slots that can no longer be made up. What a write holds meanwhile
 * counts itself.
 * @returns how many enterprises were counted
 */
export async function countBehind(ctx: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const now = ctx.clock.now();
    const count = await ctx.db.transaction().execute(async (db) => {
      const tx = { ...ctx, db };
      const behind = await lockBehind(tx, localDate(now), now, BATCH);
      await countMany(
        tx,
        behind.map((place) => ({ ...place, from: null })),
      );
      return behind.length;
    });
    total += count;
    if (count < BATCH) return total;
  }
}

/** Counts enterprises from a day on, whatever was kept: for loaders. They must not be written to meanwhile. */
export async function recountFrom(ctx: Ctx, places: readonly Place[], from: LocalDate): Promise<void> {
  for (let n = 0; n < places.length; n += BATCH) {
    const some = places.slice(n, n + BATCH).map((place) => ({ ...place, from }));
    await ctx.db.transaction().execute((db) => countMany({ ...ctx, db }, some));
  }
}
