import { sql } from 'kysely';
import type { AuditBody } from '../audit/chain.ts';
import type { Db } from '../db/connect.ts';

/** A county's chain has been read up to here. */
export interface Position {
  readonly county: string;
  readonly seq: number;
}

export interface NewEntry {
  readonly county: string;
  readonly seq: number;
  readonly body: Pick<AuditBody, 'subject' | 'action' | 'placement'>;
}

/**
 * Entries after the positions, at most `limit` for each county, in order. Links of a county are committed in the
 * order of their seq, so nothing can appear later below a position that was read.
 */
export async function listNewEntries(db: Db, positions: readonly Position[], limit: number): Promise<NewEntry[]> {
  const counties = positions.map((p) => p.county);
  const seqs = positions.map((p) => p.seq);
  const { rows } = await sql<{ county: string; seq: number; body: string }>`
    select p.county, e.seq, e.body
    from unnest(${counties}::text[], ${seqs}::bigint[]) as p (county, seq)
    cross join lateral (
      select seq, body from audit_entries where county = p.county and seq > p.seq order by seq limit ${limit}
    ) e
    order by p.county, e.seq`.execute(db);
  return rows.map(({ county, seq, body }) => ({ county, seq, body: JSON.parse(body) }));
}

/** The last link of a county; 0 before the first. */
export async function readHeadSeq(db: Db, county: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`select seq from audit_heads where county = ${county}`.execute(db);
  return rows[0]?.seq ?? 0;
}
