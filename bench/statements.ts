// Reads dates and large numbers from then on as the product does.
import '@zhiben/platform/server/db/connect.ts';
import { type CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import { Pool } from 'pg';

/** A pool like the product's own, and what its queries send. */
export interface Bare {
  readonly pool: Pool;
  /** The statements that a piece of work sends, with their parameters. */
  capture(work: (db: Kysely<Record<never, never>>) => Promise<unknown>): Promise<CompiledQuery[]>;
  close(): Promise<void>;
}

export function openBare(url: string): Bare {
  const pool = new Pool({ connectionString: url, max: 20, options: '-c role=zhiben_app' });
  let heard: CompiledQuery[] = [];
  const db = new Kysely<Record<never, never>>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => void heard.push(event.query),
  });
  return {
    pool,
    capture: async (work) => {
      heard = [];
      await work(db);
      return heard;
    },
    close: () => db.destroy(),
  };
}
