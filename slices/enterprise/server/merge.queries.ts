import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import type { MovedRisks } from '@zhiben/slices/risk/server';
import type { MovedScreening } from '@zhiben/slices/screening/server';
import { sql } from 'kysely';
import { enterpriseTables, json } from './enterprise.tables.ts';
import { inScope } from './enterprise-filter.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
const MOST_PAIRS = 200;

/**
 * Pairs of files that may be one entity: the same name without its legal form and bracketed additions, where at most
 * one has a credit code, in the same township or within about 300 m. Walks those without a code, which are few.
 */
export async function listDuplicatePairs(ctx: ReadCtx) {
  const scope = inScope(ctx);
  const { rows } = await sql<{ a: string; b: string; sameName: boolean; sameTownship: boolean; near: boolean }>`
    select other.id as a, bare.id as b, other.name = bare.name as "sameName",
      other.township = bare.township as "sameTownship", place.near
    from (select * from enterprises where ${scope} and merged_into is null and credit_code is null) bare
    join (select * from enterprises where ${scope} and merged_into is null) other
      on other.county = bare.county and other.name_key = bare.name_key and other.id <> bare.id
    cross join lateral (
      select coalesce(abs(other.longitude - bare.longitude) < 0.003 and abs(other.latitude - bare.latitude) < 0.003,
        false) as near
    ) place
    where bare.name_key <> '' and (other.credit_code is not null or other.id < bare.id)
      and (other.township = bare.township or place.near)
    order by "sameName" desc, a, b limit ${MOST_PAIRS + 1}`.execute(ctx.db);
  return { pairs: rows.slice(0, MOST_PAIRS), isCut: rows.length > MOST_PAIRS };
}

interface NewMerge {
  readonly id: string;
  readonly keptId: string;
  readonly goneId: string;
  readonly reason: string;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>>;
  readonly movedRisks: MovedRisks;
  readonly movedScreening: MovedScreening;
}

export async function insertMerge(tx: TxCtx, merge: NewMerge): Promise<void> {
  await enterpriseTables(tx.db)
    .insertInto('enterprise_merges')
    .values({
      county: tx.actor.county,
      id: merge.id,
      kept_id: merge.keptId,
      gone_id: merge.goneId,
      reason: merge.reason,
      taken: json(merge.taken),
      before: json(merge.before),
      moved_risks: json(merge.movedRisks),
      moved_screening: json(merge.movedScreening),
      merged_at: tx.clock.now(),
      merged_by: tx.actor.userId,
      merged_by_name: tx.actor.name,
      undone_at: null,
      undone_by: null,
    })
    .execute();
}

const shown = [
  'm.id',
  'm.kept_id as keptId',
  'm.gone_id as goneId',
  'm.reason',
  'm.taken',
  'm.before',
  'm.moved_risks as movedRisks',
  'm.moved_screening as movedScreening',
  'm.merged_at as mergedAt',
  'm.merged_by_name as mergedByName',
  'm.undone_at as undoneAt',
] as const;

/** Merges whose kept file lies in the actor's scope. */
const joined = (ctx: ReadCtx) =>
  enterpriseTables(ctx.db)
    .selectFrom('enterprise_merges as m')
    .innerJoin('enterprises', (on) =>
      on.onRef('enterprises.county', '=', 'm.county').onRef('enterprises.id', '=', 'm.kept_id'),
    )
    .innerJoin('enterprises as gone', (on) =>
      on.onRef('gone.county', '=', 'm.county').onRef('gone.id', '=', 'm.gone_id'),
    )
    .where('m.county', '=', ctx.actor.county)
    .where(inScope(ctx))
    .select(shown)
    .select(['enterprises.name as keptName', 'gone.name as goneName']);

export async function listMerges(ctx: ReadCtx, { cursor, limit }: { cursor?: string | undefined; limit: number }) {
  let query = joined(ctx)
    .select(sql<string>`m.merged_at::text`.as('key'))
    .orderBy('m.merged_at', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(sql<boolean>`(m.merged_at, m.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await query.execute(), limit, ({ key, id }) => [key, id]);
}

export function findMerge(ctx: ReadCtx, id: string) {
  return joined(ctx).where('m.id', '=', id).executeTakeFirst();
}

export async function updateMergeUndone(tx: TxCtx, id: string): Promise<void> {
  await enterpriseTables(tx.db)
    .updateTable('enterprise_merges')
    .set({ undone_at: tx.clock.now(), undone_by: tx.actor.userId })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}
