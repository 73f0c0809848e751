import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { sql } from 'kysely';
import type { ReadCtx } from './file.queries.ts';

/** Partitions of records for some months from a day on, where there are none and nothing is in the way. */
export async function makePartitions({ db }: Pick<ReadCtx, 'db'>, from: LocalDate, months: number): Promise<void> {
  await sql`select screening_partitions(${from}::date, ${months}::int)`.execute(db);
}
