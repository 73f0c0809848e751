import { type ControlledTransaction, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool, types } from 'pg';
import { StartupError } from '../startup-error.ts';
import { GatheringClient, PipelinedDialect } from './pipelined.ts';

/** The role that the application's connections take: it may neither update nor delete the audit chain. */
export const APP_ROLE = 'zhiben_app';
const OLDEST_SUPPORTED = 150_000;

// bigint as number: sequences and counts stay far below 2^53. Dates stay text: a legal date has no time zone.
types.setTypeParser(types.builtins.INT8, Number);
types.setTypeParser(types.builtins.DATE, (text) => text);
types.setTypeParser(types.builtins.NUMERIC, Number);

/**
 * Tables are typed by the slice that owns them (`withTables`), so that no slice names another's by accident.
 */
/** Kysely's word for a schema without tables. */
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

export function connect({ url, max = 20, as }: Options): Connection {
  const pool = new Pool({
    connectionString: url,
    max,
    // Owners copy, which a pipelined connection cannot.
    ...(as === 'application' ? { options: `-c role=${APP_ROLE}`, pipeline: true, Client: GatheringClient } : {}),
    application_name: 'zhiben',
  });
  pool.on('error', () => {}); // an idle connection that broke is replaced at next use; the use reports
  const dialect = as === 'application' ? new PipelinedDialect({ pool }) : new PostgresDialect({ pool });
  const db = new Kysely<NoTables>({ dialect });
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
