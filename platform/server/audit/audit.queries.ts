import { type Compilable, sql, type Transaction } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { TxCtx } from '../ctx.ts';
import { type Db, type NoTables, plannedOnce } from '../db/connect.ts';
import { type AuditBody, type AuditFact, canonicalBody, GENESIS, type HashAlgorithm, linkHash } from './chain.ts';

export type AuditTables = {
  audit_heads: { county: string; seq: number; hash: Buffer };
  audit_entries: {
    county: string;
    seq: number;
    id: string;
    at: Date;
    actor_id: string;
    action: string;
    subject_kind: string;
    subject_id: string;
    body: string;
    algorithm: HashAlgorithm;
    prev_hash: Buffer;
    hash: Buffer;
  };
  audit_checkpoints: {
    county: string;
    seq: number;
    from_seq: number;
    at: Date;
    algorithm: HashAlgorithm;
    head_hash: Buffer;
    merkle_root: Buffer;
  };
};

interface Origin {
  readonly actor: Actor;
  readonly at: Date;
  readonly requestId: string;
  readonly algorithm: HashAlgorithm;
}

export interface ChainHead {
  readonly seq: number;
  readonly hash: Buffer;
}

/** The statement that links facts to the locked head; to be sent right before the commit. */
export function linkFacts(
  tx: Transaction<NoTables>,
  head: ChainHead,
  facts: readonly AuditFact[],
  origin: Origin,
): Compilable {
  const db = tx.withTables<AuditTables>();
  const { actor, algorithm } = origin;
  let { seq, hash } = head;
  const at = origin.at.toISOString();
  const rows = facts.map((fact) => {
    seq += 1;
    const body: AuditBody = {
      ...fact,
      county: actor.county,
      seq,
      at,
      actor: { id: actor.userId, name: actor.name, role: actor.role },
      requestId: origin.requestId,
    };
    const text = canonicalBody(body);
    const prev = hash;
    hash = linkHash(algorithm, prev, text);
    return {
      county: actor.county,
      seq,
      id: fact.id,
      at: origin.at,
      actor_id: actor.userId,
      action: fact.action,
      subject_kind: fact.subject.kind,
      subject_id: fact.subject.id,
      body: text,
      algorithm,
      prev_hash: prev,
      hash,
    };
  });
  return db
    .with('appended', (q) => q.insertInto('audit_entries').values(rows).returning('seq'))
    .updateTable('audit_heads')
    .set({ seq, hash })
    .where('county', '=', actor.county);
}

/**
 * Locks the head until commit. Writers queue for an advisory lock in front of the row: waiters for a row lock overtake
 * one another, which more than doubles the slowest answers (docs/decisions/0004). Correctness rests on the row lock
 * behind it, which also gives the newest head although the statement began before its turn came.
 */
export async function lockHead({ db, send }: Pick<TxCtx, 'db' | 'send'>, county: string): Promise<ChainHead> {
  const statement = sql<ChainHead>`
    with turn as materialized (select pg_advisory_xact_lock(${CHAIN_LOCK}, hashtext(${county})))
    select h.seq, h.hash from audit_heads h, turn where h.county = ${county} for update of h`;
  const compiled = { compile: () => statement.compile(db) };
  const [head] = await send(compiled);
  if (head) return head;
  const first = { county, seq: 0, hash: GENESIS };
  const found = db.withTables<AuditTables>().insertInto('audit_heads').values(first);
  send(found.onConflict((c) => c.doNothing()));
  return (await send(compiled))[0] as ChainHead;
}

const CHAIN_LOCK = 0x61756469; // "audi": keeps these apart from other advisory locks

/** One recorded fact, as a timeline shows it. */
export interface TimelineEntry {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: AuditBody['actor'];
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything that was recorded of a subject, oldest first. The caller has checked that the actor may see it. */
export async function listTimeline(db: Db, county: string, subjectId: string): Promise<TimelineEntry[]> {
  const rows = await plannedOnce(db)
    .withTables<AuditTables>()
    .selectFrom('audit_entries')
    .select(['seq', 'body'])
    .where('county', '=', county)
    .where('subject_id', '=', subjectId)
    .orderBy('seq')
    .limit(1000)
    .execute();
  return rows.map(({ seq, body }) => {
    const { id, at, actor, action, data } = JSON.parse(body) as AuditBody;
    return { id, seq, at, actor, action, data };
  });
}

/**
 * Some kinds of facts of many subjects at once, each subject's oldest first; a subject without any is absent. The caller
 * has checked that the actor may see the subjects.
 */
export async function listFacts(
  db: Db,
  county: string,
  subjectIds: readonly string[],
  actions: readonly string[],
): Promise<Map<string, TimelineEntry[]>> {
  const found = new Map<string, TimelineEntry[]>();
  if (subjectIds.length === 0 || actions.length === 0) return found;
  const rows = await db
    .withTables<AuditTables>()
    .selectFrom('audit_entries')
    .select(['seq', 'subject_id as subjectId', 'body'])
    .where('county', '=', county)
    .where('subject_id', 'in', subjectIds)
    .where('action', 'in', actions)
    .orderBy('subject_id')
    .orderBy('seq')
    .execute();
  for (const { seq, subjectId, body } of rows) {
    const { id, at, actor, action, data } = JSON.parse(body) as AuditBody;
    found.set(subjectId, [...(found.get(subjectId) ?? []), { id, seq, at, actor, action, data }]);
  }
  return found;
}

/** Whether a client-made command id was recorded before, and for which subject: then the command is a resend. */
export async function findRecorded(
  db: Db,
  county: string,
  id: string,
): Promise<{ action: string; subjectId: string } | undefined> {
  const row = await db
    .withTables<AuditTables>()
    .selectFrom('audit_entries')
    .select(['action', 'subject_id as subjectId'])
    .where('county', '=', county)
    .where('id', '=', id)
    .executeTakeFirst();
  return row;
}
