import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations as migrateJobs } from 'graphile-worker';
import { type Migration, type MigrationProvider, Migrator, sql } from 'kysely';
import { APP_ROLE, type Connection } from './connect.ts';

const FOLDER = join(import.meta.dirname, '../../../migrations');

/** Plain `.sql` files in order of name. They go forward only and are never edited once landed. */
const sqlFiles: MigrationProvider = {
  async getMigrations() {
    const names = (await readdir(FOLDER)).filter((n) => /^\d{4}_[a-z0-9_]+\.sql$/.test(n)).sort();
    const entries = await Promise.all(
      names.map(async (name): Promise<[string, Migration]> => {
        const text = await readFile(join(FOLDER, name), 'utf8');
        return [name.replace(/\.sql$/, ''), { up: async (db) => void (await sql.raw(text).execute(db)) }];
      }),
    );
    return Object.fromEntries(entries);
  },
};

/**
 * Brings the schema up to date; harmless when it is. Needs the owner's connection.
 * @returns names of the migrations that were applied
 */
export async function migrate(owner: Connection, onStep: (name: string) => void = () => {}): Promise<string[]> {
  await ensureAppRole(owner);
  await migrateJobs({ pgPool: owner.pool, logger: undefined });
  const migrator = new Migrator({
    db: owner.db,
    provider: sqlFiles,
    migrationTableName: 'schema_migrations',
    migrationLockTableName: 'schema_migrations_lock',
  });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  for (const result of results) onStep(result.migrationName);
  await grant(owner);
  return results.map((r) => r.migrationName);
}

async function ensureAppRole(owner: Connection): Promise<void> {
  // Roles are shared by all databases of a server: two fresh ones may race for this.
  await sql`
    do $$ begin
      if not exists (select from pg_roles where rolname = ${sql.lit(APP_ROLE)}) then
        create role ${sql.id(APP_ROLE)} nologin;
      end if;
    exception when duplicate_object or unique_violation then null;
    end $$`.execute(owner.db);
  await sql`grant ${sql.id(APP_ROLE)} to current_user`.execute(owner.db);
}

/** Everything but: no change to what was recorded, and no say over the schema. */
async function grant(owner: Connection): Promise<void> {
  const role = sql.id(APP_ROLE);
  await sql`grant usage on schema public, graphile_worker to ${role}`.execute(owner.db);
  await sql`grant select, insert, update, delete on all tables in schema public to ${role}`.execute(owner.db);
  await sql`grant usage, select on all sequences in schema public to ${role}`.execute(owner.db);
  await sql`grant execute on all functions in schema graphile_worker to ${role}`.execute(owner.db);
  await sql`grant select, insert, update, delete on all tables in schema graphile_worker to ${role}`.execute(owner.db);
  await sql`grant usage, select on all sequences in schema graphile_worker to ${role}`.execute(owner.db);
  // graphile-worker enables row security on its tables and leaves it to us to let roles other than the owner in.
  await sql`
    do $$ declare t record; begin
      for t in
        select c.relname from pg_class c
        where c.relnamespace = 'graphile_worker'::regnamespace and c.relrowsecurity and not exists (
          select from pg_policy p where p.polrelid = c.oid and p.polname = ${sql.lit(APP_ROLE)})
      loop
        execute format('create policy %I on graphile_worker.%I to %1$I using (true)', ${sql.lit(APP_ROLE)}, t.relname);
      end loop;
    end $$`.execute(owner.db);
  await sql`revoke update, delete, truncate on audit_entries, audit_checkpoints from ${role}`.execute(owner.db);
  await sql`revoke insert, update, delete on schema_migrations, schema_migrations_lock from ${role}`.execute(owner.db);
}
