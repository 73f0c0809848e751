import { sql, type Transaction } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { TxCtx } from '../ctx.ts';
import { type Db, type NoTables, plannedOnce } from '../db/connect.ts';
import { fixedStatement } from '../db/fixed.ts';
import {
  type AuditBody,
  type AuditFact,
  aroundSeq,
  canonicalBody,
  GENESIS,
  type HashAlgorithm,
  linkHash,
} from './chain.ts';

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

/**
 * Sends what links facts to the chain of the actor's county; right before the commit, which frees the head again.
 * The database computes the hashes itself, so that the head is held for one statement only; it knows no SM3.
 */
export async function linkFacts(tx: LinkingTx, facts: readonly AuditFact[], origin: Origin): Promise<void> {
  if (origin.algorithm === 'sha256') linkInDatabase(tx, facts, origin);
  else await linkHere(tx, facts, origin);
}

type LinkingTx = { readonly db: Transaction<NoTables>; readonly send: TxCtx['send'] };

function linkInDatabase({ send }: LinkingTx, facts: readonly AuditFact[], origin: Origin): void {
  const { actor, at } = origin;
  const parts = facts.map((fact) => aroundSeq(bodyOf(fact, origin)));
  const statement = linked({
    county: actor.county,
    at,
    actor: actor.userId,
    ids: facts.map(({ id }) => id),
    actions: facts.map(({ action }) => action),
    kinds: facts.map(({ subject }) => subject.kind),
    subjects: facts.map(({ subject }) => subject.id),
    before: parts.map(([before]) => before),
    behind: parts.map(([, behind]) => behind),
  });
  send(statement);
}

interface Links {
  readonly county: string;
  readonly at: Date;
  readonly actor: string;
  readonly ids: readonly string[];
  readonly actions: readonly string[];
  readonly kinds: readonly string[];
  readonly subjects: readonly string[];
  readonly before: readonly string[];
  readonly behind: readonly string[];
}
const linked = fixedStatement((db, links: Links) => {
  const { county, at, actor, ids, actions, kinds, subjects, before, behind } = links;
  const statement = sql`select link_facts(
    ${county}, ${at}, ${actor}, ${ids}, ${actions}, ${kinds}, ${subjects}, ${before}, ${behind})`;
  return { compile: () => statement.compile(db) };
});

async function linkHere({ db, send }: LinkingTx, facts: readonly AuditFact[], origin: Origin): Promise<void> {
  const { actor, algorithm, at } = origin;
  const [coming] = await send(comingNumber(db));
  let { seq, hash } = await lockHead({ db, send }, actor.county);
  const rows = facts.map((fact) => {
    seq += 1;
    const told = canonicalBody({ ...bodyOf(fact, origin), seq });
    const body = coming?.mark ? told.replaceAll(coming.mark, coming.number) : told;
    const prev = hash;
    hash = linkHash(algorithm, prev, body);
    return {
      county: actor.county,
      seq,
      id: fact.id,
      at,
      actor_id: actor.userId,
      action: fact.action,
      subject_kind: fact.subject.kind,
      subject_id: fact.subject.id,
      body,
      algorithm,
      prev_hash: prev,
      hash,
    };
  });
  send(
    db
      .withTables<AuditTables>()
      .with('appended', (q) => q.insertInto('audit_entries').values(rows).returning('seq'))
      .updateTable('audit_heads')
      .set({ seq, hash })
      .where('county', '=', actor.county),
  );
}

/** The number that was given in this transaction, and the mark that stands for it (`sendNumber`). */
function comingNumber(db: Transaction<NoTables>) {
  const statement = sql<{ mark: string | null; number: string }>`
    select current_setting('zhiben.number_mark', true) as mark, current_setting('zhiben.number', true) as number`;
  return { compile: () => statement.compile(db) };
}

function bodyOf(fact: AuditFact, { actor, at, requestId }: Origin): Omit<AuditBody, 'seq'> {
  return {
    ...fact,
    county: actor.county,
    at: at.toISOString(),
    actor: { id: actor.userId, name: actor.name, role: actor.role },
    requestId,
  };
}

/**
 * Locks the head until commit. Writers queue for an advisory lock in front of the row: waiters for a row lock overtake
 * one another, which more than doubles the slowest answers (docs/decisions/0004). Correctness rests on the row lock
 * behind it, which also gives the newest head although the statement began before its turn came.
 */
async function lockHead({ db, send }: LinkingTx, county: string): Promise<{ seq: number; hash: Buffer }> {
  const statement = sql<{ seq: number; hash: Buffer }>`
    with turn as materialized (select pg_advisory_xact_lock(${CHAIN_LOCK}, hashtext(${county})))
    select h.seq, h.hash from audit_heads h, turn where h.county = ${county} for update of h`;
  const compiled = { compile: () => statement.compile(db) };
  const [head] = await send(compiled);
  if (head) return head;
  const first = { county, seq: 0, hash: GENESIS };
  const found = db.withTables<AuditTables>().insertInto('audit_heads').values(first);
  send(found.onConflict((c) => c.doNothing()));
  return (await send(compiled))[0] as { seq: number; hash: Buffer };
}

/** "audi": keeps these apart from other advisory locks; the same in the function `link_facts`. */
const CHAIN_LOCK = 0x61756469;

/** One recorded fact, as a timeline shows it. */
export interface TimelineEntry {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: AuditBody['actor'];
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * What was recorded of a subject, oldest first; of more than a thousand facts the latest thousand. The caller has checked
 * that the actor may see it.
 */
export async function listTimeline(db: Db, county: string, subjectId: string): Promise<TimelineEntry[]> {
  const rows = await plannedOnce(db)
    .withTables<AuditTables>()
    .selectFrom('audit_entries')
    .select(['seq', 'body'])
    .where('county', '=', county)
    .where('subject_id', '=', subjectId)
    .orderBy('seq', 'desc')
    .limit(1000)
    .execute();
  return rows.reverse().map(({ seq, body }) => {
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

/**
 * The end of the chain behind which a reader in the order of links may not go yet: of what is linked from an instant on,
 * earlier facts may still follow. Links stand in the order of their commits, facts carry the time of their beginning.
 */
export async function chainEndBefore(db: Db, county: string, until: Date): Promise<number> {
  let end = Number.MAX_SAFE_INTEGER;
  for (;;) {
    const rows = await db
      .withTables<AuditTables>()
      .selectFrom('audit_entries')
      .select(['seq', 'at'])
      .where('county', '=', county)
      .where('seq', '<=', end)
      .orderBy('seq', 'desc')
      .limit(TAIL)
      .execute();
    const first = rows.findLast(({ at }) => at >= until);
    if (!first) return end === Number.MAX_SAFE_INTEGER ? (rows[0]?.seq ?? 0) : end;
    end = first.seq - 1;
    // An earlier fact may stand among later ones: only where a whole piece of the tail is earlier has it come to its end.
    if (rows.length < TAIL) return end;
  }
}
const TAIL = 2_000;

/** Subjects of a kind in the order of their last fact between two links, each once. */
export async function listChangedSubjects(
  db: Db,
  county: string,
  kind: string,
  { after, until, limit }: { readonly after: number; readonly until: number; readonly limit: number },
): Promise<{ seq: number; id: string }[]> {
  const { rows } = await sql<{ seq: number; id: string }>`
    select e.seq, e.subject_id as id from audit_entries e
    where e.county = ${county} and e.seq > ${after} and e.seq <= ${until} and e.subject_kind = ${kind}
      and not exists (select from audit_entries later
        where later.county = e.county and later.subject_id = e.subject_id and later.seq > e.seq and later.seq <= ${until})
    order by e.seq limit ${limit}`.execute(db);
  return rows;
}

/** The last fact of each subject: when, and by whom. */
export async function findLastFacts(
  db: Db,
  county: string,
  subjectIds: readonly string[],
): Promise<Map<string, { readonly at: Date; readonly by: string }>> {
  if (subjectIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; at: Date; by: string }>`
    select s.id, last.at, last.body::jsonb->'actor'->>'name' as by
    from unnest(${[...subjectIds]}::uuid[]) as s(id)
    cross join lateral (select at, body from audit_entries e
      where e.county = ${county} and e.subject_id = s.id order by e.seq desc limit 1) as last`.execute(db);
  return new Map(rows.map(({ id, at, by }) => [id, { at, by }]));
}
