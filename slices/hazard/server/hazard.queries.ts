import { isLocalDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { isId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/hazard.contract.ts';
import { type HazardFilter, type Sort, sortOf } from '../domain/hazard.filter.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { columnsOf, hazardOfRow, hazardTables, NOTHING_DUE, searchTexts, stateColumns } from './hazard.tables.ts';
import { conditionsOf, inScope, type ReadCtx, townshipOf } from './hazard-filter.queries.ts';

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
  'hazards.version',
] as const;
const summary = sql<string>`left(hazards.description, 200)`.as('description');

/** The part of a state that lists hold; `presentRow` makes it fit to send. */
export type ListedHazard = Pick<
  Hazard,
  | 'id'
  | 'number'
  | 'status'
  | 'grade'
  | 'enterpriseId'
  | 'enterpriseName'
  | 'division'
  | 'industry'
  | 'description'
  | 'place'
  | 'channel'
  | 'criterionCode'
  | 'discoveredOn'
  | 'registeredAt'
  | 'rectificationDueOn'
  | 'dueOn'
  | 'closedAt'
  | 'returnedCount'
  | 'version'
>;

/** A page of the ledger in the actor's scope. */
export async function listHazards(ctx: ReadCtx, query: z.output<typeof contracts.listHazards.query>) {
  const { cursor, limit, sort: asked, ...filter } = query;
  const sort = sortOf(filter.group, asked);
  const rows = await selectPage(ctx, filter, sort, cursor, limit + 1);
  const byDue = sort.endsWith('due');
  return toPage(rows.map(hazardOfRow) as ListedHazard[], limit, (row) => [
    byDue ? (row.dueOn ?? NOTHING_DUE) : row.registeredAt,
    row.id,
  ]);
}

const SORT_COLUMNS = { due: 'hazards.due_on', registered: 'hazards.registered_at' } as const;

function selectPage(ctx: ReadCtx, filter: HazardFilter, sort: Sort, cursor: string | undefined, limit: number) {
  const db = hazardTables(ctx.db);
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  const column = SORT_COLUMNS[sort.replace('-', '') as keyof typeof SORT_COLUMNS];
  const conditions = conditionsOf(ctx, filter);
  if (cursor) {
    const { at, id } = placeOf(cursor, column);
    const after = direction === 'asc' ? sql`>` : sql`<`;
    conditions.push(sql`(${sql.ref(column)}, hazards.id) ${after} (${at}, ${id}::uuid)`);
  }
  const ordered = db
    .selectFrom('hazards')
    .select([...listed, summary])
    .where(sql<boolean>`${sql.join(conditions, sql` and `)}`)
    .orderBy(column, direction)
    .orderBy('hazards.id', direction)
    .limit(limit);
  const industries = industriesToMerge(ctx, filter);
  if (!industries) return ordered.execute();
  // One ordered walk of the industry's index each, cut off and merged: `industry = any(…)` alone would sort them all.
  return db
    .selectFrom(sql<{ industry: string }>`unnest(${industries}::text[])`.as<'wanted'>(sql`wanted(industry)`))
    .innerJoinLateral(
      () => ordered.where(sql<boolean>`hazards.industry = wanted.industry`).as('hazards'),
      (join) => join.onTrue(),
    )
    .selectAll('hazards')
    .orderBy(column === SORT_COLUMNS.due ? 'hazards.dueOn' : 'hazards.registeredAt', direction)
    .orderBy('hazards.id', direction)
    .limit(limit)
    .execute();
}

/** The sort values in a cursor. @throws app/invalid-input when they belong to no list of this order */
function placeOf(cursor: string, column: (typeof SORT_COLUMNS)[keyof typeof SORT_COLUMNS]) {
  const [value, id] = decodeCursor(cursor, 2).map(String);
  const isDue = column === SORT_COLUMNS.due;
  const fits = isDue ? value === NOTHING_DUE || isLocalDate(value ?? '') : !Number.isNaN(Date.parse(value ?? ''));
  if (!fits || !isId(id ?? '')) {
    throw appError('invalid-input', {}, [{ path: 'cursor', message: '翻页位置无效，请从第一页重新查看' }]);
  }
  return { at: isDue ? sql`${value}::date` : sql`${value}::timestamptz`, id };
}

/**
 * The industries to walk separately; null where the order comes from another index (one industry, a township, an
 * enterprise) or from none (full text).
 */
function industriesToMerge({ actor }: ReadCtx, filter: HazardFilter): string[] | null {
  const { scope } = actor;
  if (scope.enterpriseId !== null || filter.enterpriseId || filter.q) return null;
  if (townshipOf(scope.division) || (filter.division && townshipOf(filter.division))) return null;
  const own = scope.industries;
  const wanted = filter.industry ? filter.industry.filter((i) => own === null || own.includes(i)) : own;
  return wanted && wanted.length > 1 ? [...wanted] : null;
}

export function countHazards(ctx: ReadCtx, filter: HazardFilter) {
  const conditions = sql<boolean>`${sql.join(conditionsOf(ctx, filter), sql` and `)}`;
  return countUpTo(ctx.db, hazardTables(ctx.db).selectFrom('hazards').select('hazards.id').where(conditions));
}

/** A hazard in the actor's scope, or undefined. */
export async function findHazard(ctx: Pick<ReadCtx, 'db' | 'actor'>, id: string): Promise<Hazard | undefined> {
  const row = await selectHazard(ctx, id).executeTakeFirst();
  return row && hazardOfRow(row);
}

/** As `findHazard`, locked against other writers until the transaction ends. */
export async function lockHazard(tx: TxCtx, id: string): Promise<Hazard | undefined> {
  const row = await selectHazard(tx, id).forUpdate().executeTakeFirst();
  return row && hazardOfRow(row);
}

function selectHazard(ctx: Pick<ReadCtx, 'db' | 'actor'>, id: string) {
  return hazardTables(ctx.db)
    .selectFrom('hazards')
    .select(stateColumns)
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.id', '=', id);
}

/** Whether an id is taken in the county, whoever may see it. */
export async function isHazardId({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>, id: string): Promise<boolean> {
  const row = await hazardTables(db)
    .selectFrom('hazards')
    .select('hazards.id')
    .where('county', '=', actor.county)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertHazard(tx: TxCtx, hazard: Hazard): Promise<void> {
  await insertHazards(tx, [hazard]);
}

/** Enters whole states, as imports and the demo county make them; their events are recorded by the caller. */
export async function insertHazards(tx: TxCtx, hazards: readonly Hazard[]): Promise<void> {
  if (hazards.length === 0) return;
  const { county } = tx.actor;
  const values = hazards.map((hazard) => ({
    ...columnsOf(hazard),
    county,
    search: searchVector(...searchTexts(hazard)),
  }));
  await hazardTables(tx.db)
    .insertInto('hazards')
    .values(values as never)
    .execute();
}

export async function updateHazard(tx: TxCtx, id: string, changes: Partial<Hazard>): Promise<void> {
  await hazardTables(tx.db)
    .updateTable('hazards')
    .set(columnsOf(changes))
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}
