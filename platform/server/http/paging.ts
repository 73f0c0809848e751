import { type RawBuilder, sql } from 'kysely';
import { isLocalDate } from '../../domain/clock.ts';
import { appError } from '../../domain/errors.ts';
import { isId } from '../../domain/ids.ts';
import type { Db } from '../db/connect.ts';

/** A place in an ordered list: the sort values of the last row seen. Opaque to callers, checked when it comes back. */
export type CursorValues = readonly (string | number | null)[];

/** For cursors of which `toPage` knows nothing. */
export function encodeCursor(values: CursorValues): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** An instant or a day may be `infinity`, of rows that have none. An integer is one of PostgreSQL's four bytes. */
export type ValueKind = 'id' | 'instant' | 'day' | 'integer' | 'number' | 'text';
type Decoded<Kinds extends readonly ValueKind[]> = {
  readonly [I in keyof Kinds]: Kinds[I] extends 'integer' | 'number' ? number : string;
};

/**
 * The values in a cursor, each of its kind: what comes back may be made up, or belong to a list of another order, and
 * must not reach the database as a day that is none.
 * @throws app/invalid-input when the text is no cursor of such values
 */
export function decodeCursor<const Kinds extends readonly ValueKind[]>(cursor: string, kinds: Kinds): Decoded<Kinds> {
  const values = parsed(cursor);
  if (Array.isArray(values) && values.length === kinds.length && kinds.every((kind, i) => isOf[kind](values[i]))) {
    return values as unknown as Decoded<Kinds>;
  }
  throw appError('invalid-input', {}, [{ path: 'cursor', message: '翻页位置无效，请从第一页重新查看' }]);
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return null;
  }
}

const MOST_INTEGER = 2 ** 31 - 1;
/** As JSON has it or as PostgreSQL prints it: `2026-03-01T08:00:00.000Z`, `2026-03-01 08:00:00.123456+00`. */
const INSTANT = /^(\d{4}-\d{2}-\d{2})[T ](?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d{2}(?::\d{2})?)$/;
const isInfinite = (text: string) => text === 'infinity' || text === '-infinity';

const isOf: Readonly<Record<ValueKind, (value: unknown) => boolean>> = {
  id: (value) => typeof value === 'string' && isId(value),
  instant: (value) => typeof value === 'string' && (isInfinite(value) || isLocalDate(INSTANT.exec(value)?.[1] ?? '')),
  day: (value) => typeof value === 'string' && (isInfinite(value) || isLocalDate(value)),
  integer: (value) => Number.isInteger(value) && Math.abs(value as number) <= MOST_INTEGER,
  number: (value) => Number.isFinite(value),
  text: (value) => typeof value === 'string',
};

/** As what a value of a cursor is compared. */
export const SQL_TYPES: Readonly<Record<ValueKind, RawBuilder<unknown>>> = {
  id: sql`uuid`,
  instant: sql`timestamptz`,
  day: sql`date`,
  integer: sql`integer`,
  number: sql`numeric`,
  text: sql`text`,
};

/**
 * Cuts a result that was queried with `limit + 1` rows into a page.
 * @param cursorOf the sort values of a row, ending in its id
 */
export function toPage<R>(rows: readonly R[], limit: number, cursorOf: (row: R) => CursorValues) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}

/** The rows of a list of any length, page after page, each asked for when the one before has been taken. */
export async function* allRows<R>(
  listPage: (
    cursor: string | undefined,
  ) => Promise<{ readonly rows: readonly R[]; readonly nextCursor: string | null }>,
): AsyncGenerator<R> {
  let cursor: string | undefined;
  do {
    const page = await listPage(cursor);
    yield* page.rows;
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
}

const COUNT_CAP = 10_000;

/** Counts the rows of a query, but no further than `most`: beyond, `exact` is false. */
export async function countUpTo(
  db: Db,
  query: { limit(n: number): { compile(): { sql: string; parameters: readonly unknown[] } } },
  most = COUNT_CAP,
): Promise<{ count: number; exact: boolean }> {
  const inner = query.limit(most + 1) as unknown as Parameters<typeof sql>[1];
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${inner}) as counted`.execute(db);
  const count = (rows[0] as { count: number }).count;
  return count > most ? { count: most, exact: false } : { count, exact: true };
}
