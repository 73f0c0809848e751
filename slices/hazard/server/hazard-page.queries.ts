import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { fixedPart } from '@zhiben/platform/server/db/fixed.ts';
import { type CursorValues, decodeCursor, SQL_TYPES } from '@zhiben/platform/server/http/paging.ts';
import { type RawBuilder, sql } from 'kysely';
import { type HazardFilter, type Sort, STATUSES_OF_GROUP } from '../domain/hazard.filter.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { hazardTables, NOTHING_DUE } from './hazard.tables.ts';
import { conditionsOf, type ReadCtx, townshipOf } from './hazard-filter.queries.ts';

const listed = [
  'hazards.id',
  'hazards.number',
  'hazards.status',
  'hazards.grade',
  'hazards.enterprise_id as enterpriseId',
  'hazards.enterprise_name as enterpriseName',
  'hazards.division',
  'hazards.industry',
  'hazards.place',
  'hazards.channel',
  'hazards.criterion_code as criterionCode',
  'hazards.discovered_on as discoveredOn',
  'hazards.registered_at as registeredAt',
  'hazards.rectification_due_on as rectificationDueOn',
  'hazards.due_on as dueOn',
  'hazards.closed_at as closedAt',
  'hazards.returned_count as returnedCount',
  'hazards.extended_count as extendedCount',
  'hazards.listing_level as listingLevel',
  'hazards.listed_on as listedOn',
  'hazards.delisted_on as delistedOn',
  'hazards.version',
] as const;
const summary = sql<string>`left(hazards.description, 200)`.as('description');

const COLUMN = {
  due: 'hazards.due_on',
  registered: 'hazards.registered_at',
  discovered: 'hazards.discovered_on',
  closed: 'hazards.closed_at',
} as const;
type Order = keyof typeof COLUMN;

function orderOf(sort: Sort): { order: Order; direction: 'asc' | 'desc' } {
  return { order: sort.replace('-', '') as Order, direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

/** One page of rows in order, by walks along the indexes of migrations/0004_hazard.sql. */
export function selectPage(
  ctx: ReadCtx,
  filter: HazardFilter,
  { sort, cursor, limit }: { sort: Sort; cursor: string | undefined; limit: number },
) {
  const source = isLedgerAsItOpens(filter, sort) ? plannedOnce(ctx.db) : ctx.db;
  const { order, direction } = orderOf(sort);
  const column = COLUMN[order];
  const conditions = conditionsOf(ctx, filter);
  if (cursor) {
    const { at, id } = placeOf(cursor, order);
    const after = direction === 'asc' ? sql`>` : sql`<`;
    conditions.push(sql`(${sql.ref(column)}, hazards.id) ${after} (${at}, ${id}::uuid)`);
  }
  const { statuses, industries } = walksOf(ctx, filter, order);
  const starts = [
    ...(statuses ? [sql`unnest(${statuses}::text[]) as statuses(status)`] : []),
    ...(industries ? [sql`unnest(${industries}::text[]) as industries(industry)`] : []),
  ];
  const inOrder = pages(source).orderBy(column, direction).orderBy('hazards.id', direction).limit(limit);
  if (starts.length === 0) return inOrder.where(sql<boolean>`${sql.join(conditions, sql` and `)}`).execute();
  // One ordered walk for each status and industry, cut off and merged: `= any(…)` alone would sort all that match.
  // A walk reads its index alone; whole rows are read of what is left in the end.
  if (statuses) conditions.push(sql`hazards.status = statuses.status`);
  if (industries) conditions.push(sql`hazards.industry = industries.industry`);
  const first = sql`order by ${sql.ref(column)} ${sql.raw(direction)}, hazards.id ${sql.raw(direction)} limit ${limit}`;
  const found = sql<{ county: string; id: string }>`(
    select hazards.county, hazards.id from ${sql.join(starts)}, lateral (
      select hazards.county, hazards.id, ${sql.ref(column)} from hazards
      where ${sql.join(conditions, sql` and `)} ${first}
    ) as hazards ${first}
  )`.as('found');
  return inOrder
    .innerJoin(found, (on) => on.onRef('hazards.county', '=', 'found.county').onRef('hazards.id', '=', 'found.id'))
    .execute();
}

const pages = fixedPart((db) =>
  hazardTables(db)
    .selectFrom('hazards')
    .select([...listed, summary]),
);

const OPENING_FILTERS = new Set(['group', 'grade', 'industry']);

/**
 * The lists that people open all day: their pages are walks along one index, whatever the values. With any other
 * condition or order the best way depends on how many rows it finds.
 */
function isLedgerAsItOpens(filter: HazardFilter, sort: Sort): boolean {
  const { group } = filter;
  if (!(sort === 'due' && group !== 'closed') && !(sort === '-registered' && group === 'all')) return false;
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined && !OPENING_FILTERS.has(name)) return false;
  }
  return true;
}

/**
 * What is walked separately. Nothing where the rows are few by another condition (words, a criterion, an enterprise);
 * no industries where another index has the order: that of a township, of major hazards, of days, of newest open ones.
 */
function walksOf({ actor }: ReadCtx, filter: HazardFilter, order: Order) {
  const { scope } = actor;
  const none = { statuses: null, industries: null };
  if (scope.enterpriseId !== null || filter.enterpriseId || filter.q || filter.criterionCode) return none;
  if (filter.ids || filter.importId || filter.place || isAboutListing(filter)) return none;
  const statuses = order === 'due' ? several(STATUSES_OF_GROUP[filter.group]) : null;
  const inTownship = townshipOf(scope.division) !== null || (filter.division && townshipOf(filter.division) !== null);
  const hasOwnIndex = filter.grade === 'major' && order !== 'closed';
  const isScattered = order === 'discovered' || (order === 'registered' && filter.group !== 'all');
  if (inTownship || hasOwnIndex || isScattered) return { statuses, industries: null };
  const own = scope.industries;
  const wanted = filter.industry ? filter.industry.filter((i) => own === null || own.includes(i)) : own;
  return { statuses, industries: several(wanted) };
}

function isAboutListing({ listing, listingLevel, listedFrom, listedTo }: HazardFilter): boolean {
  return [listing, listingLevel, listedFrom, listedTo].some((one) => one !== undefined);
}

/** A list of two or more; one is said by the conditions already, and an index serves it as it is. */
function several(values: readonly string[] | null): string[] | null {
  return values && values.length > 1 ? [...values] : null;
}

type ListedOrder = Pick<Hazard, 'id' | 'dueOn' | 'registeredAt' | 'discoveredOn' | 'closedAt'>;

/** The values of a cursor that points behind a row. */
export function placeInOrder(row: ListedOrder, sort: Sort): CursorValues {
  const { dueOn, registeredAt, discoveredOn, closedAt } = row;
  const values = { due: dueOn ?? NOTHING_DUE, registered: registeredAt, discovered: discoveredOn, closed: closedAt };
  return [values[orderOf(sort).order], row.id];
}

/** The sort values in a cursor. @throws app/invalid-input when they belong to no list of this order */
function placeOf(cursor: string, order: Order): { at: RawBuilder<unknown>; id: string } {
  const kind = order === 'due' || order === 'discovered' ? 'day' : 'instant';
  const [value, id] = decodeCursor(cursor, [kind, 'id']);
  return { at: sql`${value}::${SQL_TYPES[kind]}`, id };
}
