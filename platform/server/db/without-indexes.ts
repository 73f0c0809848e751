import { sql } from 'kysely';
import type { Connection } from './connect.ts';

interface Structure {
  readonly name: string;
  readonly table: string;
  /** Foreign keys check what unique constraints hold, so they go first and come back last. */
  readonly kind: 'foreign key' | 'unique' | 'index';
  readonly definition: string;
}

/** How many are built side by side. */
const BUILDERS = 2;
/** Each sorts in memory and alone: workers of its own would stand in the way of the builder beside it. */
const BUILDER = "set maintenance_work_mem = '512MB'; set max_parallel_maintenance_workers = 0";

/**
 * Drops the secondary indexes, unique constraints and foreign keys of some tables for the time of a bulk load and
 * makes them anew at its end, which is several times quicker than keeping them in order row by row; those of a table in
 * partitions are made for all of them. What the load wrote is checked then. For databases that nobody else uses meanwhile.
 * @param beside what else has to be made of the loaded rows, while the indexes are built
 */
export async function withoutIndexes<T>(
  { db }: Connection,
  tables: readonly string[],
  work: () => Promise<T>,
  onRebuild: (done: number, total: number) => void = () => {},
  beside: () => Promise<void> = async () => {},
): Promise<T> {
  const found = await sql<Structure>`
    select k.conname as name, t.relname as table, pg_get_constraintdef(k.oid) as definition,
      case k.contype when 'f' then 'foreign key' else 'unique' end as kind
    from pg_constraint k join pg_class t on t.oid = k.conrelid
    where t.relname = any(${[...tables]}) and t.relnamespace = 'public'::regnamespace and k.contype in ('f', 'u')
      and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = k.conindid and k.contype = 'u')
    union all
    select c.relname, t.relname, replace(pg_get_indexdef(c.oid), ' ON ONLY ', ' ON '), 'index'
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
    where t.relname = any(${[...tables]}) and t.relnamespace = 'public'::regnamespace and not i.indisprimary
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`.execute(db);
  const foreignKeys = found.rows.filter(({ kind }) => kind === 'foreign key');
  const others = found.rows.filter(({ kind }) => kind !== 'foreign key');
  for (const { kind, table, name } of [...foreignKeys, ...others]) {
    const drop = sql`alter table ${sql.id(table)} drop constraint ${sql.id(name)}`;
    await (kind === 'index' ? sql`drop index ${sql.id(name)}` : drop).execute(db);
  }
  await setAutovacuum(db, tables, 'set (autovacuum_enabled = off)');
  let done = false;
  try {
    const result = await work();
    done = true;
    return result;
  } finally {
    let built = 0;
    const build = async ({ kind, table, name, definition }: Structure, on: Connection['db'] = db) => {
      onRebuild(built, found.rows.length);
      const add = `alter table "${table}" add constraint "${name}" ${definition}`;
      await sql.raw(kind === 'index' ? definition : add).execute(on);
      built += 1;
    };
    // The long ones first: none should be left to one builder alone.
    const waiting = [...others].sort((a, b) => Number(isLong(b)) - Number(isLong(a)));
    const builder = async (_: unknown, n: number) => {
      if (done && n === 0) await beside();
      await db.connection().execute(async (own) => {
        await sql.raw(BUILDER).execute(own);
        for (let next = waiting.shift(); next; next = waiting.shift()) await build(next, own);
        await sql`reset all`.execute(own);
      });
    };
    await Promise.all(Array.from({ length: BUILDERS }, builder));
    for (const foreignKey of foreignKeys) await build(foreignKey);
    await setAutovacuum(db, tables, 'reset (autovacuum_enabled)');
  }
}

const isLong = ({ definition }: Structure) => definition.includes(' USING gin ');

/** What is tidied while it still grows has to be tidied once more. Tables in partitions have no such setting. */
async function setAutovacuum(db: Connection['db'], tables: readonly string[], how: string): Promise<void> {
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class
    where relname = any(${[...tables]}) and relnamespace = 'public'::regnamespace and relkind = 'r'`.execute(db);
  for (const { relname } of rows) await sql`alter table ${sql.id(relname)} ${sql.raw(how)}`.execute(db);
}
