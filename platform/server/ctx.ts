import type { Compilable, Transaction } from 'kysely';
import type { Actor } from '../domain/actor.ts';
import { type Clock, fixedClock } from '../domain/clock.ts';
import { linkFacts } from './audit/audit.queries.ts';
import type { AuditFact, HashAlgorithm } from './audit/chain.ts';
import type { Secrets } from './auth/secret-files.ts';
import type { Connection, Db, NoTables } from './db/connect.ts';
import type { FileStore } from './files/file-store.ts';
import type { Log } from './log.ts';
import type { Channels } from './notify/channel.ts';

/** What a query, an action or a job is given: who, when, where to read and write. */
export interface Ctx {
  readonly db: Db;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestId: string;
  /** Settings and services of this process that slices may use. */
  readonly services: Services;
  /**
   * Runs a write in one transaction. Facts given to `record` are chained at its end, just before commit; a write
   * that records nothing is refused, since every change leaves a trace. Do not nest.
   */
  transaction<T>(work: (tx: TxCtx) => Promise<T>): Promise<T>;
  /** The same context for another actor: only signing in and job runners have reason to ask. */
  as(actor: Actor): Ctx;
}

export interface TxCtx extends Omit<Ctx, 'transaction' | 'as'> {
  readonly db: Transaction<NoTables>;
  record(fact: AuditFact): void;
  /**
   * Sends a statement at once; those sent next travel with it. A write whose answer nobody needs is not waited for:
   * if it fails, the transaction does, with its error.
   */
  send<Row>(query: Compilable<Row>): Promise<Row[]>;
}

export interface Services {
  readonly hashAlgorithm: HashAlgorithm;
  /** 32 bytes under which secrets in the database are sealed. */
  readonly secretKey: Buffer;
  readonly permissionsOfRole: (role: string) => ReadonlySet<string>;
  /** Sign-in through another system, when one is configured. */
  readonly oidc: OidcSettings | null;
  readonly files: FileStore;
  /** Keys and tokens by name, from the environment or beside the data. */
  readonly secrets: Secrets;
  /** Ways out of the house for notifications. */
  readonly channels: Channels;
  readonly version: string;
}

export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people's browsers reach this server, for the way back. */
  readonly publicUrl: string;
}

interface CtxParts {
  readonly connection: Connection;
  readonly actor: Actor;
  readonly clock: Clock;
  readonly log: Log;
  readonly requestId: string;
  readonly services: Services;
}

export function createCtx(parts: CtxParts): Ctx {
  const { connection, ...shared } = parts;
  return {
    ...shared,
    db: connection.db,
    as: (actor) => createCtx({ ...parts, actor }),
    transaction: (work) => transact(parts, work),
  };
}

async function transact<T>(parts: CtxParts, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  const { connection, ...given } = parts;
  // One instant for rows and facts: what the facts fold to is the row.
  const clock = fixedClock(given.clock.now());
  const shared = { ...given, clock };
  const { actor, requestId, services } = shared;
  const answers: Promise<unknown>[] = [];
  try {
    const result = await connection.db.transaction().execute(async (db) => {
      const line = await db.getExecutor().provideConnection(async (own) => own);
      const send = <Row>(query: Compilable<Row>): Promise<Row[]> => {
        const answer = line.executeQuery<Row>(query.compile()).then(({ rows }) => rows);
        answer.catch(() => {}); // heard below
        answers.push(answer);
        return answer;
      };
      const facts: AuditFact[] = [];
      const done = await work({ ...shared, db, send, record: (fact) => facts.push(fact) });
      if (facts.length === 0) throw new Error('a write recorded no audit fact');
      const origin = { actor, at: clock.now(), requestId, algorithm: services.hashAlgorithm };
      await linkFacts({ db, send }, facts, origin);
      return done;
    });
    await Promise.all(answers); // where one failed, the commit behind it rolled back
    return result;
  } catch (error) {
    // What was sent and failed is why later statements did.
    const failed = (await Promise.allSettled(answers)).find((answer) => answer.status === 'rejected');
    throw failed ? failed.reason : error;
  }
}
