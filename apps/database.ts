import { join } from 'node:path';
import { holderOf, lockDataFolder } from '@zhiben/platform/server/data-lock.ts';
import { type Connection, checkServer, connect } from '@zhiben/platform/server/db/connect.ts';
import { findEmbeddedPostgres, startEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { migrate } from '@zhiben/platform/server/db/migrate.ts';
import { databaseUrl } from '@zhiben/platform/server/db/url.ts';
import { sql } from 'kysely';
import type { Config } from './config.ts';

export interface Database {
  /** The application's connections, with its restricted role. */
  readonly app: Connection;
  /** Connections of the owner, for migrations, verification and bulk loading. */
  readonly owner: Connection;
  readonly url: string;
  readonly where: string;
  /** Refreshes the planner's statistics after a bulk load. */
  analyze(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the configured database: one's own, or the embedded one below the data folder; brings its schema up to date.
 * @param share for commands that may run beside the server: they use the database that it has started
 */
export async function openDatabase(config: Config, { poolSize = 20, share = false } = {}): Promise<Database> {
  if (config.databaseUrl) return open(config.databaseUrl, 'DATABASE_URL', poolSize, async () => {});
  const running = share && holderOf(config.dataDir) ? findEmbeddedPostgres(join(config.dataDir, 'postgres')) : null;
  if (running) return open(databaseUrl(running, 'zhiben'), config.dataDir, poolSize, async () => {});
  const release = lockDataFolder(config.dataDir);
  try {
    const server = await startEmbeddedPostgres({ dir: join(config.dataDir, 'postgres') });
    const url = await ownDatabase(server.url);
    return await open(url, config.dataDir, poolSize, async () => {
      await server.stop();
      release();
    });
  } catch (error) {
    release();
    throw error;
  }
}

async function ownDatabase(serverUrl: string): Promise<string> {
  const admin = connect({ url: serverUrl, max: 1, as: 'owner' });
  const { rows } = await sql`select from pg_database where datname = 'zhiben'`.execute(admin.db);
  if (rows.length === 0) await sql`create database zhiben`.execute(admin.db);
  await admin.close();
  return databaseUrl(serverUrl, 'zhiben');
}

async function open(url: string, where: string, poolSize: number, stop: () => Promise<void>): Promise<Database> {
  const owner = connect({ url, max: 6, as: 'owner' });
  try {
    await checkServer(owner);
    await migrate(owner);
  } catch (error) {
    await owner.close();
    await stop();
    throw error;
  }
  const app = connect({ url, max: poolSize, as: 'application' });
  return {
    app,
    owner,
    url,
    where,
    analyze: () => vacuumAll(owner),
    close: async () => {
      await app.close();
      await owner.close();
      await stop();
    },
  };
}

/** Side by side, the largest first: one that comes last would be waited for alone. */
async function vacuumAll({ db }: Connection): Promise<void> {
  const { rows } = await sql<{ relname: string }>`
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition
    order by relkind = 'p' desc, pg_table_size(oid) desc`.execute(db);
  const work = async () => {
    for (let table = rows.shift(); table; table = rows.shift())
      await sql`vacuum (analyze) ${sql.id(table.relname)}`.execute(db);
  };
  await Promise.all([work(), work()]);
}
