import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import {
  CompiledQuery,
  type DatabaseConnection,
  PostgresDialect,
  type PostgresDialectConfig,
  PostgresDriver,
  type TransactionSettings,
} from 'kysely';
import { Client } from 'pg';
import { DescribedQuery } from './described-query.ts';

/*
 * Between a busy process and its database, what costs is neither the work nor the wire but the number of times that
 * each waits for the other: a statement that is planned anew costs five times one that is not, and a system call more
 * than most statements (docs/performance.md). So the application's connections send without waiting for the answer to
 * the statement ahead (`pipeline` of pg), gather what one turn of the event loop sends, and have statements that find
 * rows by key prepared.
 */

/** For `Pool`: with `pipeline: true`. */
export class GatheringClient extends Client {
  #gathering = false;

  // The overloads are pg's own; only `query(text, values, callback?)` matters here.
  override query(...args: unknown[]): never {
    this.#gather();
    const query = super.query.bind(this) as (...args: unknown[]) => never;
    const [text, values, callback] = args;
    const name = typeof text === 'string' && Array.isArray(values) ? this.nameOf(text) : undefined;
    if (name === undefined) return query(...args);
    const described = new DescribedQuery(name, text as string, values as unknown[]);
    if (callback) return query(described, callback);
    return new Promise((done, fail) => {
      query(described, (error: Error | null, result: unknown) => (error ? fail(error) : done(result)));
    }).catch((error: Error) => {
      Error.captureStackTrace(error); // who asked, not where the answer was read
      throw error;
    }) as never;
  }

  /** The name under which a statement is prepared, if it is. */
  protected nameOf(text: string): string | undefined {
    return findsManyRows(text) ? undefined : digestOf(text);
  }

  #gather(): void {
    if (this.#gathering) return;
    this.#gathering = true;
    const { stream } = (this as unknown as { connection: { stream: Writable } }).connection;
    stream.cork();
    setImmediate(() => {
      this.#gathering = false;
      stream.uncork();
    });
  }
}

/** Whatever it sends is prepared: for connections that plan a statement once, for any values. */
export class PreparingClient extends GatheringClient {
  protected override nameOf(text: string): string | undefined {
    return digestOf(text);
  }
}

/** More texts than this are not statements of the program but ones that are put together as people ask. */
const MOST_NAMES = 400;
const digests = new Map<string, string>();

function digestOf(text: string): string | undefined {
  const known = digests.get(text);
  if (known !== undefined || digests.size >= MOST_NAMES) return known;
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  digests.set(text, digest);
  return digest;
}

/** Lists and sums are planned for the values at hand: a division may hold three rows or a million. */
function findsManyRows(text: string): boolean {
  return /\b(order by|group by|limit|count\(|sum\()|@@/i.test(text);
}

export class PipelinedDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new PipelinedDriver(this.#config);
  }
}

/** For reads alone: what is sent in one turn of the event loop shares a connection, and with it one system call. */
export class SharingDialect extends PipelinedDialect {
  readonly #config: PostgresDialectConfig;

  constructor(config: PostgresDialectConfig) {
    super(config);
    this.#config = config;
  }

  override createDriver(): PostgresDriver {
    return new SharingDriver(this.#config);
  }
}

/*
 * Whoever commits holds the head of the county's chain. It is handed on at once and the disk is waited for afterwards,
 * by all together: the commit itself does not wait, the statement behind it, an empty transaction that leaves a record
 * in the log, waits for all that stands before it there. So nothing is acknowledged that a crash could lose, and what
 * somebody read that was not yet on the disk is lost only together with what they wrote after it.
 */
const LATER = CompiledQuery.raw('set local synchronous_commit = off');
const NOW = CompiledQuery.raw("select pg_logical_emit_message(true, 'zhiben', '')");

class PipelinedDriver extends PostgresDriver {
  /** `begin` travels with the first statement of the transaction, which fails as well if it does. */
  override async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    super.beginTransaction(connection, settings).catch(() => {});
    connection.executeQuery(LATER).catch(() => {});
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await Promise.all([super.commitTransaction(connection), connection.executeQuery(NOW)]);
  }
}

/** A connection that is out, and how many statements are on it. */
interface Line {
  readonly connection: Promise<DatabaseConnection>;
  users: number;
}

type Returned = Parameters<PostgresDriver['releaseConnection']>[0];

/** Statements on one connection are answered one after another: more than a few pages' worth go to another. */
const MOST_ON_A_LINE = 12;

class SharingDriver extends PipelinedDriver {
  #open: Line | null = null;
  readonly #lines = new WeakMap<DatabaseConnection, Line>();

  override async acquireConnection(): Promise<DatabaseConnection> {
    const line =
      this.#open && this.#open.users < MOST_ON_A_LINE ? this.#open : this.#openLine(super.acquireConnection());
    line.users += 1;
    const connection = await line.connection;
    this.#lines.set(connection, line);
    return connection;
  }

  #openLine(connection: Promise<DatabaseConnection>): Line {
    const line = { connection, users: 0 };
    this.#open = line;
    setImmediate(() => {
      if (this.#open === line) this.#open = null;
    });
    return line;
  }

  override async releaseConnection(connection: Returned): Promise<void> {
    const line = this.#lines.get(connection);
    if (line && --line.users > 0) return;
    if (this.#open === line) this.#open = null;
    await super.releaseConnection(connection);
  }
}
