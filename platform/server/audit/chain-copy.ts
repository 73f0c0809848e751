import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { Connection } from '../db/connect.ts';
import { LineCopy } from '../db/copy.ts';
import { type AuditFact, GENESIS, type HashAlgorithm, linkHash } from './chain.ts';
import { FACT_COLUMNS, type FactLines, FactWriter, MARKS, type Said } from './fact-lines.ts';

/** In the order in which a line has them. */
const COLUMNS = [...FACT_COLUMNS, 'body', 'county', 'algorithm', 'seq', 'prev_hash', 'hash'] as const;

const CHUNK_BYTES = 256 * 1024;
/** What a link adds to a fact at most. */
const LINK_BYTES = 512;

/**
 * Continues a county's chain in bulk, for loaders that write nothing else at the same time: the same links as
 * `linkFacts`, streamed. The head moves when `end` is reached.
 */
export class ChainCopy {
  readonly #copy: LineCopy;
  readonly #county: string;
  readonly #algorithm: HashAlgorithm;
  #seq: number;
  #hash: Buffer;
  #hex: string;
  /** Links that are not yet sent: what is full, and the one that is being filled up to `#at`. */
  #full: Buffer[] = [];
  #chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  #at = 0;

  private constructor(
    client: PoolClient,
    county: string,
    algorithm: HashAlgorithm,
    head: { seq: number; hash: Buffer },
  ) {
    this.#copy = new LineCopy(client, 'audit_entries', COLUMNS);
    this.#county = county;
    this.#algorithm = algorithm;
    this.#seq = head.seq;
    this.#hash = head.hash;
    this.#hex = head.hash.toString('hex');
  }

  static async open(
    { db }: Connection,
    client: PoolClient,
    county: string,
    algorithm: HashAlgorithm,
  ): Promise<ChainCopy> {
    const { rows } = await sql<{ seq: number; hash: Buffer }>`
      select seq, hash from audit_heads where county = ${county}`.execute(db);
    return new ChainCopy(client, county, algorithm, rows[0] ?? { seq: 0, hash: GENESIS });
  }

  /** Buffers a link; `flush` now and then. */
  add(fact: AuditFact, said: Said): void {
    const writer = new FactWriter(this.#county);
    writer.add(fact, said);
    this.link(writer.lines([0]), 0);
  }

  /** As `add`, of the nth of some lines. */
  link({ bytes, marks }: FactLines, nth: number): void {
    const [from, body, behind, end] = marks.subarray(nth * MARKS, (nth + 1) * MARKS) as unknown as Marks;
    // Each backslash of the body is written twice.
    const chunk = this.#room((end - from) * 2 + LINK_BYTES);
    const seq = this.#seq + 1;
    chunk.set(bytes.subarray(from, behind), this.#at);
    const start = this.#at + (body - from);
    let at = this.#at + (behind - from);
    at += chunk.write(String(seq), at, 'latin1');
    chunk.set(bytes.subarray(behind, end), at);
    at += end - behind;
    const whole = chunk.subarray(start, at);
    const hash = linkHash(this.#algorithm, this.#hash, whole);
    if (whole.includes(BACKSLASH)) at = start + chunk.write(whole.toString().replaceAll('\\', '\\\\'), start);
    const hex = hash.toString('hex');
    at += chunk.write(`\t${this.#county}\t${this.#algorithm}\t${seq}\t\\\\x${this.#hex}\t\\\\x${hex}\n`, at, 'latin1');
    this.#seq = seq;
    this.#hash = hash;
    this.#hex = hex;
    this.#at = at;
  }

  async flush(): Promise<void> {
    const full = this.#full;
    this.#full = [];
    for (const chunk of full) await this.#copy.send(chunk);
  }

  async end({ db }: Connection): Promise<void> {
    await this.flush();
    await this.#copy.send(this.#chunk.subarray(0, this.#at));
    await this.#copy.end();
    await sql`
      insert into audit_heads (county, seq, hash) values (${this.#county}, ${this.#seq}, ${this.#hash})
      on conflict (county) do update set seq = excluded.seq, hash = excluded.hash`.execute(db);
  }

  #room(bytes: number): Buffer {
    if (this.#at + bytes > this.#chunk.length) {
      this.#full.push(this.#chunk.subarray(0, this.#at));
      this.#chunk = Buffer.allocUnsafe(Math.max(bytes, CHUNK_BYTES));
      this.#at = 0;
    }
    return this.#chunk;
  }
}

type Marks = readonly [from: number, body: number, behind: number, end: number];
const BACKSLASH = '\\'.charCodeAt(0);
