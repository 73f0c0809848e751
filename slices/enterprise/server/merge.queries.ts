import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import { enterpriseTables, json } from './enterprise.tables.ts';
import { inScope } from './enterprise-filter.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
const MOST_PAIRS = 200;

/**
 * Pairs of files that may be one entity: the same name without its legal form and bracketed additions, where at most
 * one has a credit code, in the same township or within about 300 m. By hash of the plain name, so that 100,000 files
 * take one pass.
 */
export async function listDuplicatePairs(ctx: ReadCtx) {
  const { rows } = await sql<{ a: string; b: string; sameName: boolean; sameTownship: boolean; near: boolean }>`
    with plain as (
      select id, name, township, credit_code, longitude, latitude, created_at,
        regexp_replace(name, '[\\s（）()]|有限责任公司|股份有限公司|有限公司|公司|厂$|店$', '', 'g') as key
      from enterprises where ${inScope(ctx)} and merged_into is null
    ), pairs as (
      select a.id as a, b.id as b, a.name = b.name as "sameName", a.township = b.township as "sameTownship",
        coalesce(abs(a.longitude - b.longitude) < 0.003 and abs(a.latitude - b.latitude) < 0.003, false) as near,
        a.credit_code is null as a_bare
      from plain a join plain b on a.key = b.key and a.id < b.id
      where a.key <> '' and (a.credit_code is null or b.credit_code is null)
    )
    select case when a_bare then b else a end as a, case when a_bare then a else b end as b,
      "sameName", "sameTownship", near
    from pairs where "sameTownship" or near
    order by "sameName" desc, a, b limit ${MOST_PAIRS}`.execute(ctx.db);
  return rows;
}

interface NewMerge {
  readonly id: string;
  readonly keptId: string;
  readonly goneId: string;
  readonly reason: string;
  readonly taken: Readonly<Record<string, unknown>>;
  readonly before: Readonly<Record<string, unknown>>;
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
    const [at, id] = decodeCursor(cursor, 2);
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
