import { today } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, SQL_TYPES, toPage, type ValueKind } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/points.contract.ts';
import type { PointFilter, PointSort } from '../domain/points.contract.ts';
import { eventScope } from './events.queries.ts';
import { fileScope } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

type ListCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;
type Condition = RawBuilder<SqlBool>;

const DUE = sql`coalesce(risk_events.review_due_on, 'infinity'::date)`;
const isTownshipOrBelow = (division: string) => division.slice(6, 9) !== '000';

/** Said again as an equality: an index then gives the rows of a township, or an industry, in the order of the list. */
function placeConditions(
  ctx: Pick<Ctx, 'actor'>,
  table: 'risk_events' | 'risk_files',
  { division, industry }: { readonly division?: string | undefined; readonly industry?: string | undefined },
): Condition[] {
  const { scope } = ctx.actor;
  const all: Condition[] = [];
  for (const place of [scope.enterpriseId === null ? scope.division : undefined, division]) {
    if (place && isTownshipOrBelow(place)) {
      all.push(sql<SqlBool>`${sql.ref(`${table}.township`)} = ${`${place.slice(0, 9)}000`}`);
    }
  }
  if (division) {
    const { from, to } = divisionRange(division);
    const column = sql.ref(`${table}.division`);
    all.push(sql<SqlBool>`${column} >= ${from} and ${column} < ${to}`);
  }
  const only = industry ?? (scope.industries?.length === 1 ? scope.industries[0] : undefined);
  if (only) all.push(sql<SqlBool>`${sql.ref(`${table}.industry`)} = ${only}`);
  return all;
}

function conditionsOf(ctx: ListCtx, filter: PointFilter): Condition {
  const { q, level, controlLevel, enterpriseId, overdue, returned } = filter;
  const all: Condition[] = [
    whereInScope(ctx.actor.scope, eventScope),
    sql<SqlBool>`risk_events.removed_at is null`,
    ...placeConditions(ctx, 'risk_events', filter),
  ];
  if (q) all.push(matchesSearch('risk_events.search', q));
  if (level === 'serious') all.push(sql<SqlBool>`risk_events.rank <= 2`);
  else if (level) all.push(sql<SqlBool>`risk_events.rank = ${RANKS[level]}`);
  if (controlLevel) all.push(sql<SqlBool>`risk_events.control_level = ${controlLevel}`);
  if (enterpriseId) all.push(sql<SqlBool>`risk_events.enterprise_id = ${enterpriseId}`);
  if (overdue) all.push(sql<SqlBool>`${DUE} < ${today(ctx.clock)}::date`);
  if (returned) all.push(sql<SqlBool>`risk_events.returned_at is not null`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}
const RANKS = { red: 1, orange: 2, yellow: 3, blue: 4, ungraded: 5 } as const;

interface Sorting {
  readonly by: RawBuilder<unknown>;
  readonly kind: ValueKind;
  readonly of: (row: { rank: number; reviewDueOn: string | null; updatedKey: string }) => string | number;
}
const SORT_BY: Record<PointSort, Sorting> = {
  level: { by: sql`risk_events.rank`, kind: 'integer', of: (row) => row.rank },
  due: { by: DUE, kind: 'day', of: (row) => row.reviewDueOn ?? 'infinity' },
  updated: { by: sql`risk_events.updated_at`, kind: 'instant', of: (row) => row.updatedKey },
};

export async function listPoints(ctx: ListCtx, query: z.output<typeof contracts.listRiskPoints.query>) {
  const { cursor, limit, sort = 'level', ...filter } = query;
  const descending = sort.startsWith('-');
  const { by, kind, of } = SORT_BY[sort.replace('-', '') as PointSort];
  const direction = descending ? 'desc' : 'asc';
  let ids = riskTables(ctx.db)
    .selectFrom('risk_events')
    .where(conditionsOf(ctx, filter))
    .select('risk_events.id')
    .orderBy(by, direction)
    .orderBy('risk_events.id', direction)
    .limit(limit + 1);
  if (cursor) {
    const [value, id] = decodeCursor(cursor, [kind, 'id']);
    const beyond = descending ? sql`<` : sql`>`;
    ids = ids.where(sql<boolean>`(${by}, risk_events.id) ${beyond} (${value}::${SQL_TYPES[kind]}, ${id}::uuid)`);
  }
  // Names are looked up for the rows of the page alone.
  const rows = await riskTables(ctx.db)
    .selectFrom('risk_events')
    .innerJoin('risk_files', (j) =>
      j
        .onRef('risk_files.county', '=', 'risk_events.county')
        .onRef('risk_files.enterprise_id', '=', 'risk_events.enterprise_id'),
    )
    .innerJoin('risk_units', (j) =>
      j.onRef('risk_units.county', '=', 'risk_events.county').onRef('risk_units.id', '=', 'risk_events.unit_id'),
    )
    .where('risk_events.county', '=', ctx.actor.county)
    .where('risk_events.id', 'in', ids)
    .select([
      'risk_events.id',
      'risk_events.enterprise_id as enterpriseId',
      'risk_files.name as enterpriseName',
      'risk_units.name as unitName',
      'risk_events.name',
      'risk_events.accident_type as accidentType',
      'risk_events.division',
      'risk_events.industry',
      'risk_events.level',
      'risk_events.rank',
      'risk_events.control_level as controlLevel',
      'risk_events.owner_name as ownerName',
      'risk_events.review_due_on as reviewDueOn',
      'risk_events.assessed_at as assessedAt',
      'risk_events.returned_at as returnedAt',
      'risk_events.updated_at as updatedAt',
    ])
    // Microseconds: a Date has only thousandths, and would repeat rows at the edge of a page.
    .select(sql<string>`risk_events.updated_at::text`.as('updatedKey'))
    .orderBy(by, direction)
    .orderBy('risk_events.id', direction)
    .execute();
  return toPage(rows, limit, (row) => [of(row), row.id]);
}
export type ListedPoint = Awaited<ReturnType<typeof listPoints>>['rows'][number];

export function countPoints(ctx: ListCtx, filter: PointFilter) {
  const found = riskTables(ctx.db).selectFrom('risk_events').where(conditionsOf(ctx, filter));
  return countUpTo(ctx.db, found.select('risk_events.id'));
}

/** How many rows there are, counted no further than `most`. */
export async function countPointRows(ctx: ListCtx, filter: PointFilter, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from risk_events where ${conditionsOf(ctx, filter)} limit ${most}
    ) as counted`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

const countScope = { county: 'risk_counts.county', division: 'risk_counts.division', industry: 'risk_counts.industry' };
const sums = ['red', 'orange', 'yellow', 'blue', 'ungraded'] as const;

/** Points of each grade by township and industry within the actor's scope, from the maintained counts. */
export function sumCounts(ctx: ListCtx) {
  return riskTables(ctx.db)
    .selectFrom('risk_counts')
    .where(whereInScope(ctx.actor.scope, countScope))
    .select(['township', 'industry'])
    .select((eb) => sums.map((level) => eb.fn.sum<number>(level).as(level)))
    .groupBy(['township', 'industry'])
    .execute() as unknown as Promise<
    ({ township: string; industry: string } & Record<(typeof sums)[number], number>)[]
  >;
}

function seriousFiles(ctx: ListCtx, filter: z.output<typeof contracts.getRiskMap.query>) {
  const all = [whereInScope(ctx.actor.scope, fileScope), ...placeConditions(ctx, 'risk_files', filter)];
  return riskTables(ctx.db)
    .selectFrom('risk_files')
    .where(sql<boolean>`${sql.join(all, sql` and `)}`)
    .where(sql<boolean>`risk_files.red + risk_files.orange > 0`);
}

const MOST_SPOTS = 2_000;

/** Enterprises with red or orange points that have a place on file, gravest first. */
export function listSpots(ctx: ListCtx, filter: z.output<typeof contracts.getRiskMap.query>) {
  return seriousFiles(ctx, filter)
    .where('longitude', 'is not', null)
    .where('latitude', 'is not', null)
    .select(['enterprise_id as enterpriseId', 'name', 'division', 'industry', 'red', 'orange', 'yellow', 'blue'])
    .select(['longitude', 'latitude'])
    .orderBy('red', 'desc')
    .orderBy('orange', 'desc')
    .orderBy('enterprise_id')
    .limit(MOST_SPOTS)
    .execute();
}

export function countSpots(ctx: ListCtx, filter: z.output<typeof contracts.getRiskMap.query>, unplaced: boolean) {
  const found = seriousFiles(ctx, filter).select('enterprise_id');
  return countUpTo(ctx.db, unplaced ? found.where(sql<boolean>`longitude is null or latitude is null`) : found);
}

/** Enterprises that have begun a list. */
export function countFiles(ctx: ListCtx) {
  const found = riskTables(ctx.db)
    .selectFrom('risk_files')
    .where(whereInScope(ctx.actor.scope, fileScope))
    .where(sql<boolean>`red + orange + yellow + blue + ungraded > 0`);
  return countUpTo(ctx.db, found.select('enterprise_id'));
}
