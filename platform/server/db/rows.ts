import type { Compilable } from 'kysely';
import type { TxCtx } from '../ctx.ts';
import type { Db } from './connect.ts';

/**
 * The rows of a query. In a transaction of a `TxCtx` it travels with what else is sent in the same turn of the event
 * loop, such as other queries of one `Promise.all`; kysely alone would send one after the other.
 */
export function rowsOf<Row>(
  { db, send }: { readonly db: Db; readonly send?: TxCtx['send'] },
  query: Compilable<Row>,
): Promise<Row[]> {
  return send ? send(query) : db.executeQuery(query.compile()).then(({ rows }) => rows);
}
