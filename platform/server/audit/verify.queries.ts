import { sql } from 'kysely';
import type { Db } from '../db/connect.ts';
import type { AuditTables } from './audit.queries.ts';
import type { HashAlgorithm } from './chain.ts';

export type ChainRow = Omit<AuditTables['audit_entries'], 'county'>;

export interface CheckpointRow {
  readonly seq: number;
  readonly fromSeq: number;
  readonly at: Date;
  readonly algorithm: HashAlgorithm;
  readonly headHash: Buffer;
  readonly merkleRoot: Buffer;
}

const entryColumns = [
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

const BATCH = 5000;
const HASH_BATCH = 20_000;

/** Every county that has a chain or the remains of one. */
export async function listCounties(db: Db): Promise<string[]> {
  // Skips from county to county in the primary keys; `select distinct` would read every entry.
  const { rows } = await sql<{ county: string }>`
    with recursive found as (
      (select county from audit_entries order by county limit 1)
      union all
      select (select e.county from audit_entries e where e.county > f.county order by e.county limit 1)
      from found f where f.county is not null
    )
    select county from found where county is not null
    union select county from audit_heads union select county from audit_checkpoints order by county`.execute(db);
  return rows.map((row) => row.county);
}

/** Head and end of the chain in one statement, so that both are of the same moment. */
export async function readEnds(db: Db, county: string) {
  const { rows } = await sql<{ headSeq: number | null; headHash: Buffer | null; lastSeq: number | null }>`
    select h.seq as "headSeq", h.hash as "headHash",
      (select max(e.seq) from audit_entries e where e.county = c.county) as "lastSeq"
    from (select ${county}::text collate "C" as county) c left join audit_heads h on h.county = c.county`.execute(db);
  return rows[0] as (typeof rows)[number];
}

/** The entries of a county up to `end`, in order of seq. What was once written does not change, so each batch is a read of its own. */
export async function* streamEntries(db: Db, county: string, end: number): AsyncGenerator<ChainRow[]> {
  let after = 0;
  for (;;) {
    const rows = await db
      .withTables<AuditTables>()
      .selectFrom('audit_entries')
      .select(entryColumns)
      .where('county', '=', county)
      .where('seq', '>', after)
      .where('seq', '<=', end)
      .orderBy('seq')
      .limit(BATCH)
      .execute();
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return;
    after = last.seq;
  }
}

/** Sequence numbers and link hashes of `from` … `to`. @throws when one is missing: no root can be made of a gap */
export async function* streamLinks(db: Db, county: string, from: number, to: number): AsyncGenerator<Buffer> {
  for (let next = from; next <= to; ) {
    const rows = await db
      .withTables<AuditTables>()
      .selectFrom('audit_entries')
      .select(['seq', 'hash'])
      .where('county', '=', county)
      .where('seq', '>=', next)
      .where('seq', '<=', Math.min(to, next + HASH_BATCH - 1))
      .orderBy('seq')
      .execute();
    for (const { seq, hash } of rows) {
      if (seq !== next) break;
      yield hash;
      next += 1;
    }
    if (next <= to && rows.at(-1)?.seq !== next - 1) throw new Error(`audit chain of ${county}: no entry ${next}`);
  }
}

/** Entries of some subjects or of some commands, in order of seq. */
export async function findEntries(
  db: Db,
  county: string,
  which: { subjectIds: readonly string[] } | { entryIds: readonly string[] },
  limit: number,
): Promise<ChainRow[]> {
  const [column, ids] =
    'subjectIds' in which ? (['subject_id', which.subjectIds] as const) : (['id', which.entryIds] as const);
  if (ids.length === 0) return [];
  return db
    .withTables<AuditTables>()
    .selectFrom('audit_entries')
    .select(entryColumns)
    .where('county', '=', county)
    .where(column, 'in', ids)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export async function listCheckpoints(
  db: Db,
  county: string,
  page: { below?: number; limit?: number } = {},
): Promise<CheckpointRow[]> {
  return db
    .withTables<AuditTables>()
    .selectFrom('audit_checkpoints')
    .select(checkpointColumns)
    .where('county', '=', county)
    .$if(page.below !== undefined, (q) => q.where('seq', '<', page.below as number))
    .orderBy('seq', 'desc')
    .$if(page.limit !== undefined, (q) => q.limit(page.limit as number))
    .execute();
}

export async function findCheckpoint(db: Db, county: string, seq: number): Promise<CheckpointRow | undefined> {
  return db
    .withTables<AuditTables>()
    .selectFrom('audit_checkpoints')
    .select(checkpointColumns)
    .where('county', '=', county)
    .where('seq', '=', seq)
    .executeTakeFirst();
}

/** @returns false when there is one at this seq already */
export async function insertCheckpoint(db: Db, county: string, row: CheckpointRow): Promise<boolean> {
  const { seq, fromSeq, at, algorithm, headHash, merkleRoot } = row;
  const inserted = await db
    .withTables<AuditTables>()
    .insertInto('audit_checkpoints')
    .values({ county, seq, from_seq: fromSeq, at, algorithm, head_hash: headHash, merkle_root: merkleRoot })
    .onConflict((c) => c.doNothing())
    .returning('seq')
    .executeTakeFirst();
  return inserted !== undefined;
}

const checkpointColumns = [
  'seq',
  'from_seq as fromSeq',
  'at',
  'algorithm',
  'head_hash as headHash',
  'merkle_root as merkleRoot',
] as const;
