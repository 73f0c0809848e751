import { type ControlledTransaction, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import { StartupError } from '../startup-error.ts';
import { GatheringClient, PipelinedDialect, PreparingClient, SharingDialect } from './pipelined.ts';

/** The role that the application's connections take: it may neither update nor delete the audit chain. */
export const APP_ROLE = 'zhiben_app';
const OLDEST_SUPPORTED = 150_000;

// bigint as number: sequences and counts stay far below 2^53. Dates stay text: a legal date has no time zone.
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.DATE, (text) => text);
types.setTypeParser(types.builtins.NUMERIC, Number);

/**
 * Kysely's word for a schema without tables: they are typed by the slice that owns them (`withTables`), so that no slice
 * names another's by accident.
 */
export type NoTables = Record<never, never>;

export type Db = Kysely<NoTables> | Transaction<NoTables> | ControlledTransaction<NoTables>;

export interface Connection {
  readonly db: Kysely<NoTables>;
  readonly pool: Pool;
  close(): Promise<void>;
}

interface Options {
  readonly url: string;
  readonly max?: number;
  /** Take the restricted role (the application) or stay the owner (migrations). */
  readonly as: 'application' | 'owner';
}

const planningOnce = new WeakMap<Db, Db>();

/**
 * For reads whose best plan is the same whatever their values, such as rows of one record or walks along one index:
 * they are planned once a connection and not with every request; those sent together share a connection. In a
 * transaction it is the transaction itself.
 * Never for a statement whose best way depends on how many rows a value finds.
 */
export function plannedOnce(db: Db): Db {
  return planningOnce.get(db) ?? db;
}

export function connect({ url, max = 20, as }: Options): Connection {
  const shared = { connectionString: url, max, application_name: 'zhiben' };
  // Owners copy, which a pipelined connection cannot.
  if (as === 'owner') return open(new Pool(shared), (pool) => new PostgresDialect({ pool }));
  const options = `-c role=${APP_ROLE}`;
  const app = open(
    new Pool({ ...shared, options, pipeline: true, Client: GatheringClient }),
    (pool) => new PipelinedDialect({ pool }),
  );
  const once = open(
    new Pool({
      ...shared,
      options: `${options} -c plan_cache_mode=force_generic_plan`,
      pipeline: true,
      Client: PreparingClient,
    }),
    (pool) => new SharingDialect({ pool }),
  );
  planningOnce.set(app.db, once.db);
  return { ...app, close: async () => void (await Promise.all([app.close(), once.close()])) };
}

function open(pool: Pool, toDialect: (pool: Pool) => PostgresDialect): Connection {
  pool.on('error', () => {}); // an idle connection that broke is replaced at next use; the use reports
  const db = new Kysely<NoTables>({ dialect: toDialect(pool) });
  return { db, pool, close: () => db.destroy() };
}

/** Refuses a database that cannot be reached or is too old, in one sentence. */
export async function checkServer(connection: Connection): Promise<void> {
  let version: number;
  try {
    const found = await sql<{ v: string }>`select current_setting('server_version_num') as v`.execute(connection.db);
    version = Number(found.rows[0]?.v);
  } catch (error) {
    const reason = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
    throw new StartupError(`连接不上数据库（DATABASE_URL）：${reason}`);
  }
  if (version < OLDEST_SUPPORTED) {
    throw new StartupError(`数据库版本过低：需要 PostgreSQL 15 或更高版本，现为 ${Math.floor(version / 10_000)}。`);
  }
}
