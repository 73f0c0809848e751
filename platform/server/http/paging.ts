import { sql } from 'kysely';
import { appError } from '../../domain/errors.ts';
import type { Db } from '../db/connect.ts';

/** A place in an ordered list: the sort values of the last row seen. Opaque to callers, checked when it comes back. */
export type CursorValues = readonly (string | number | null)[];

/** For cursors of which `toPage` knows nothing. */
export function encodeCursor(values: CursorValues): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws app/invalid-input when the text is not a cursor of `length` values */
export function decodeCursor(cursor: string, length: number): CursorValues {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const isValue = (v: unknown) => v === null || typeof v === 'string' || typeof v === 'number';
    if (Array.isArray(values) && values.length === length && values.every(isValue)) return values;
  } catch {
    // falls through to the refusal
  }
  throw appError('invalid-input', {}, [{ path: 'cursor', message: '翻页位置无效，请从第一页重新查看' }]);
}

/**
 * Cuts a result that was queried with `limit + 1` rows into a page.
 * @param cursorOf the sort values of a row, ending in its id
 */
export function toPage<R>(rows: readonly R[], limit: number, cursorOf: (row: R) => CursorValues) {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(cursorOf(last)) : null };
}

const COUNT_CAP = 10_000;

/** Counts the rows of a query, but no further than 10,000: beyond, `exact` is false. */
export async function countUpTo(
  db: Db,
  query: { limit(n: number): { compile(): { sql: string; parameters: readonly unknown[] } } },
): Promise<{ count: number; exact: boolean }> {
  const inner = query.limit(COUNT_CAP + 1) as unknown as Parameters<typeof sql>[1];
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${inner}) as counted`.execute(db);
  const count = (rows[0] as { count: number }).count;
  return count > COUNT_CAP ? { count: COUNT_CAP, exact: false } : { count, exact: true };
}
