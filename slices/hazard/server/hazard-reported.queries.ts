import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { HazardFigureFilter } from '../domain/hazard.filter.ts';
import { hazardTables } from './hazard.tables.ts';
import type { HazardFigure } from './hazard-figure.queries.ts';
import { type Condition, inScope, placedAt, type ReadCtx, standingAt } from './hazard-filter.queries.ts';

/**
 * The records behind a reported figure: by the filter that was counted, or by the ids that were kept with the report.
 * Either way only those in the actor's scope.
 */
export type Reported = { readonly filter: HazardFigureFilter } | { readonly ids: readonly string[] };

interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Hazards newest first, as far as a list of a figure's records shows them. */
export async function listReportedHazards(ctx: ReadCtx, reported: Reported, { cursor, limit }: Page) {
  let query = hazardTables(ctx.db)
    .selectFrom('hazards')
    .select([
      'hazards.id',
      'hazards.number',
      sql<string>`left(hazards.description, 200)`.as('description'),
      'hazards.place',
      'hazards.enterprise_name as enterpriseName',
      'hazards.division',
      'hazards.industry',
      'hazards.grade',
      'hazards.status',
      'hazards.funds_planned as fundsPlanned',
      'hazards.registered_at as registeredAt',
      'hazards.rectification_due_on as rectificationDueOn',
      'hazards.closed_at as closedAt',
    ])
    .where(all([...inScope(ctx), ...conditionsOf(ctx, reported, 'hazards.id')]))
    .orderBy('hazards.registered_at', 'desc')
    .orderBy('hazards.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(sql<boolean>`(hazards.registered_at, hazards.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await query.execute(), limit, (row) => [row.registeredAt.toISOString(), row.id]);
}

/** Enterprises that have such hazards, by id, each with how many. For kept ids `filter` says what is counted of them. */
export async function listReportedEnterprises(
  ctx: ReadCtx,
  { filter, ids }: { readonly filter: HazardFigureFilter; readonly ids?: readonly string[] | null },
  { cursor, limit }: Page,
) {
  const conditions = [...inScope(ctx), ...conditionsOf(ctx, { filter }, 'hazards.enterprise_id')];
  if (ids) conditions.push(...conditionsOf(ctx, { ids }, 'hazards.enterprise_id'));
  if (cursor) conditions.push(sql`hazards.enterprise_id > ${decodeCursor(cursor, ['id'])[0]}::uuid`);
  const rows = await hazardTables(ctx.db)
    .selectFrom('hazards')
    .select(({ fn }) => [
      'hazards.enterprise_id as id',
      fn.max('hazards.enterprise_name').as('name'),
      fn.max('hazards.division').as('division'),
      fn.max('hazards.industry').as('industry'),
      fn.countAll<number>().as('hazards'),
    ])
    .where(all(conditions))
    .groupBy('hazards.enterprise_id')
    .orderBy('hazards.enterprise_id')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.id]);
}

/** Ids of what a figure counts (enterprises for that measure, else hazards), in order, at most `limit` of them. */
export async function listReportedIds(
  ctx: ReadCtx,
  { measure, filter }: HazardFigure,
  limit: number,
): Promise<string[]> {
  const id = measure === 'enterprises' ? sql.ref('hazards.enterprise_id') : sql.ref('hazards.id');
  const state = measure === 'fundsPlanned' ? (filter.state ?? 'committed') : filter.state;
  const conditions = [...inScope(ctx), ...conditionsOf(ctx, { filter: { ...filter, state } }, '')];
  const { rows } = await sql<{ id: string }>`
    select ${id} as id from hazards where ${all(conditions)} group by 1 order by 1 limit ${limit}`.execute(ctx.db);
  return rows.map((row) => row.id);
}

function conditionsOf(ctx: ReadCtx, reported: Reported, idColumn: string): Condition[] {
  if ('ids' in reported) return [sql`${sql.ref(idColumn)} = any(${[...reported.ids]}::uuid[])`];
  return [...placedAt(ctx, reported.filter), ...standingAt(ctx, reported.filter)];
}

function all(conditions: readonly Condition[]) {
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}
