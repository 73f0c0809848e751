import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { sql } from 'kysely';
import type { ReadCtx } from './file.queries.ts';

/**
 * Partitions of records for some months from a day on, and for whatever month lies in the default one: what came before
 * its month had a partition moves into it. Twice, or in two processes at once, is harmless.
 */
export async function makePartitions({ db }: Pick<ReadCtx, 'db'>, from: LocalDate, months: number): Promise<void> {
  await sql`select screening_partitions(${from}::date, ${months}::int)`.execute(db);
}

const MONTHS_AHEAD = 3;
/** What phones signed before the first start of an installation, or bring late, is of the month before. */
const DAYS_BEFORE = 31;

/** Rooms for the records that are to come, before anything is written there. */
export function makeRoom(ctx: Pick<ReadCtx, 'db'>, today: LocalDate): Promise<void> {
  return makePartitions(ctx, addDays(today, -DAYS_BEFORE), MONTHS_AHEAD + 1);
}
