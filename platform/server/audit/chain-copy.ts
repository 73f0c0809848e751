import { sql } from 'kysely';
import type { PoolClient } from 'pg';
import type { Connection } from '../db/connect.ts';
import { TableCopy } from '../db/copy.ts';
import { type AuditBody, type AuditFact, aroundSeq, GENESIS, type HashAlgorithm, linkHash } from './chain.ts';

const COLUMNS = [
  'county',
  'seq',
  'id',
  'at',
  'actor_id',
  'action',
  'subject_kind',
  'subject_id',
  'body',
  'algorithm',
  'prev_hash',
  'hash',
] as const;

interface Said {
  readonly at: string;
  readonly actor: AuditBody['actor'];
}

/** A fact in its canonical text, which lacks but its number. A tuple: many of them pass between threads. */
export type Unnumbered = readonly [
  id: string,
  at: string,
  actorId: string,
  action: string,
  subjectKind: string,
  subjectId: string,
  beforeSeq: string,
  behindSeq: string,
];

export function unnumbered(county: string, fact: AuditFact, { at, actor }: Said): Unnumbered {
  const [before, behind] = aroundSeq({ ...fact, county, at, actor, requestId: 'demo' });
  return [fact.id, at, actor.id, fact.action, fact.subject.kind, fact.subject.id, before, behind];
}

/**
 * Continues a county's chain in bulk, for loaders that write nothing else at the same time: the same links as
 * `linkFacts`, streamed. The head moves when `end` is reached.
 */
export class ChainCopy {
  readonly #copy: TableCopy;
  readonly #county: string;
  readonly #algorithm: HashAlgorithm;
  #seq: number;
  #hash: Buffer;

  private constructor(
    client: PoolClient,
    county: string,
    algorithm: HashAlgorithm,
    head: { seq: number; hash: Buffer },
  ) {
    this.#copy = new TableCopy(client, 'audit_entries', COLUMNS);
    this.#county = county;
    this.#algorithm = algorithm;
    this.#seq = head.seq;
    this.#hash = head.hash;
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
    this.link(unnumbered(this.#county, fact, said));
  }

  link([id, at, actorId, action, subjectKind, subjectId, before, behind]: Unnumbered): void {
    const seq = this.#seq + 1;
    const prev = this.#hash;
    const body = `${before}${seq}${behind}`;
    this.#seq = seq;
    this.#hash = linkHash(this.#algorithm, prev, body);
    const said = [this.#county, seq, id, at, actorId, action, subjectKind, subjectId, body] as const;
    this.#copy.add([...said, this.#algorithm, prev, this.#hash]);
  }

  async flush(): Promise<void> {
    await this.#copy.flush();
  }

  async end({ db }: Connection): Promise<void> {
    await this.#copy.end();
    await sql`
      insert into audit_heads (county, seq, hash) values (${this.#county}, ${this.#seq}, ${this.#hash})
      on conflict (county) do update set seq = excluded.seq, hash = excluded.hash`.execute(db);
  }
}
