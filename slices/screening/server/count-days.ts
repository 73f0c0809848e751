import { addDays, type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import {
  type CountedRecord,
  type CountedSuspension,
  type CountedTask,
  figuresOf,
  type KeptFigures,
} from '../domain/figures.rules.ts';
import {
  beside,
  type DayRow,
  emptyOtherDays,
  listCountedOfMany,
  listCountedOn,
  lockBehind,
  markCounted,
  writeDays,
} from './days.queries.ts';
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

/** What some records add to the kept figures of a day, beside answering its slots. */
export interface Added {
  readonly slotDay: LocalDate;
  /** How many that answer no slot. */
  readonly extra: number;
  readonly findings: number;
}

/**
 * As `countDays` after records were added and nothing else changed: checks beside the plan, of which an enterprise may
 * write any number a day, are added to what is kept and not counted again.
 */
export async function countAdded(tx: Tx, file: Place, added: readonly Added[]): Promise<void> {
  const [first] = added.map(({ slotDay }) => slotDay).sort();
  if (first === undefined) return;
  const now = tx.clock.now();
  // Where today has not been counted yet, what was kept knows nothing of weeks and months that end today.
  if (file.daysUntil === null || file.daysUntil < localDate(now)) return countDays(tx, file, first);
  const { range, ...given } = await findGiven(tx, [{ ...file, from: first }]);
  const { records, kept } = await listCountedOn(tx, file.id, range);
  for (const { slotDay, extra, findings } of added) records.push({ ...beside(slotDay), count: extra, findings });
  const { days, row } = count(file, { ...given, records }, range, now);
  const before = new Map(kept.map((one) => [one.day, one]));
  const changed = days.filter((one) => !isSame(one, before.get(one.day)));
  for (const { day } of days) before.delete(day);
  await Promise.all([
    changed.length > 0 && writeDays(tx, changed),
    before.size > 0 && emptyOtherDays(tx, [file.id], range, days),
    markCounted(tx, [row], range.to, now),
  ]);
}

function isSame(one: KeptFigures, other: KeptFigures | undefined): boolean {
  return other !== undefined && FIGURES.every((figure) => one[figure] === other[figure]);
}
const FIGURES = ['due', 'done', 'madeUp', 'missed', 'excluded', 'extra', 'findings'] as const;

async function countMany(tx: Tx, files: readonly From[]): Promise<void> {
  if (files.length === 0) return;
  const now = tx.clock.now();
  const ids = files.map(({ id }) => id);
  const { range, ...given } = await findGiven(tx, files);
  const records = await listCountedOfMany(tx, ids, range);
  const counted = files.map((file) => count(file, { ...given, records: records.get(file.id) ?? [] }, range, now));
  const days = counted.flatMap((one) => one.days);
  const rows = counted.map(({ row }) => row);
  await Promise.all([writeDays(tx, days), emptyOtherDays(tx, ids, range, days), markCounted(tx, rows, range.to, now)]);
}

type From = Place & { readonly from: LocalDate | null };

/** What figures of some enterprises are counted from, records apart, and of which days. */
async function findGiven(tx: Tx, files: readonly From[]) {
  const today = localDate(tx.clock.now());
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
  return { tasks, suspensions, makeUpDays, range: { from: first, to: today } };
}

type Given = Omit<Awaited<ReturnType<typeof findGiven>>, 'range'> & { readonly records: readonly CountedRecord[] };

function count(
  { id, division, industry }: Place,
  { tasks, suspensions, records, makeUpDays }: Given,
  range: { readonly from: LocalDate; readonly to: LocalDate },
  now: Date,
) {
  const own = { tasks: tasks.get(id) ?? NONE, suspensions: suspensions.get(id) ?? NO_PAUSE, records };
  const { days: figures, nextChangeAt } = figuresOf(own, range, now.getTime(), makeUpDays);
  const days = [...figures.values()].map((one): DayRow => ({ ...one, enterpriseId: id, division, industry }));
  return { days, row: { enterpriseId: id, nextChangeAt } };
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
