import { sql } from 'kysely';
import type { Connection } from './connect.ts';

/**
 * Drops the secondary indexes of some tables for the time of a bulk load and builds them anew at its end, which is
 * several times quicker than keeping them in order row by row. For databases that nobody else uses meanwhile.
 */
export async function withoutIndexes<T>(
  { db }: Connection,
  tables: readonly string[],
  work: () => Promise<T>,
  onRebuild: (done: number, total: number) => void = () => {},
): Promise<T> {
  const { rows } = await sql<{ name: string; definition: string }>`
    select c.relname as name, pg_get_indexdef(c.oid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where t.relname = any(${[...tables]}) and t.relnamespace = 'public'::regnamespace and not i.indisprimary
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.id(name)}`.execute(db);
  try {
    return await work();
  } finally {
    for (const [done, { definition }] of rows.entries()) {
      onRebuild(done, rows.length);
      await sql.raw(definition).execute(db);
    }
  }
}
