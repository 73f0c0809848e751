import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { fixedPart, fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { countUpTo, toPage } from '@zhiben/platform/server/http/paging.ts';
import { givenNumber } from '@zhiben/platform/server/numbers.ts';
import { searchLexemes, searchVector, vectorOf } from '@zhiben/platform/server/search.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/hazard.contract.ts';
import { type HazardFilter, sortOf } from '../domain/hazard.filter.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { columnsOf, hazardOfRow, hazardTables, searchTexts, stateColumns } from './hazard.tables.ts';
import { conditionsOf, inScope, type ReadCtx } from './hazard-filter.queries.ts';
import { placeInOrder, selectPage } from './hazard-page.queries.ts';

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
  | 'extendedCount'
  | 'listingLevel'
  | 'listedOn'
  | 'delistedOn'
  | 'version'
>;

/** A page of the ledger in the actor's scope. */
export async function listHazards(ctx: ReadCtx, query: z.output<typeof contracts.listHazards.query>) {
  const { cursor, limit, sort: asked, ...filter } = query;
  const sort = sortOf(filter, asked);
  const rows = await selectPage(ctx, filter, { sort, cursor, limit: limit + 1 });
  return toPage(rows.map(hazardOfRow) as ListedHazard[], limit, (row) => placeInOrder(row, sort));
}

export function countHazards(ctx: ReadCtx, filter: HazardFilter) {
  const conditions = sql<boolean>`${sql.join(conditionsOf(ctx, filter), sql` and `)}`;
  return countUpTo(ctx.db, hazardTables(ctx.db).selectFrom('hazards').select('hazards.id').where(conditions));
}

/** How many rows there are, counted no further than `most`. */
export async function countRows(ctx: ReadCtx, filter: HazardFilter, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from hazards where ${sql.join(conditionsOf(ctx, filter), sql` and `)} limit ${most}
    ) as counted`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** The whole states of some hazards in the actor's scope, in no order. */
export async function listStates(ctx: ReadCtx, ids: readonly string[]): Promise<Hazard[]> {
  if (ids.length === 0) return [];
  const rows = await hazardTables(ctx.db)
    .selectFrom('hazards')
    .select(stateColumns)
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.id', 'in', ids)
    .execute();
  return rows.map(hazardOfRow);
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

/** Several at once; by id, so that two who lock some of the same wait for each other and do not stand in each other's way. */
export async function lockHazards(tx: TxCtx, ids: readonly string[]): Promise<Hazard[]> {
  if (ids.length === 0) return [];
  const rows = await states(tx.db)
    .where(sql<boolean>`${sql.join(inScope(tx), sql` and `)}`)
    .where('hazards.id', 'in', ids)
    .orderBy('hazards.id')
    .forUpdate()
    .execute();
  return rows.map(hazardOfRow);
}

function selectHazard(ctx: Pick<ReadCtx, 'db' | 'actor'>, id: string) {
  return states(plannedOnce(ctx.db))
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.id', '=', id);
}
const states = fixedPart((db) => hazardTables(db).selectFrom('hazards').select(stateColumns));

/**
 * One new row, under the number that `sendNumber` asked for: what is null there is so by default, and a statement of
 * half the length is sooner sent.
 */
export function insertHazard(tx: TxCtx, hazard: Hazard): void {
  const values: NewRow = { county: tx.actor.county, lexemes: searchLexemes(...searchTexts({ ...hazard, number: '' })) };
  for (const [column, value] of Object.entries(columnsOf(hazard))) if (value !== null) values[column] = value;
  const given = Object.keys(values).join();
  const insertion = insertions.get(given) ?? insertionOf(Object.keys(values));
  insertions.set(given, insertion);
  tx.send(insertion(values));
}

type NewRow = Record<string, unknown>;
/** By the columns that are given. */
const insertions = new Map<string, ReturnType<typeof insertionOf>>();

function insertionOf(columns: readonly string[]) {
  return fixedStatement((db, row: NewRow) => {
    const { lexemes, ...values } = Object.fromEntries(columns.map((column) => [column, row[column]]));
    return hazardTables(db)
      .insertInto('hazards')
      .values({ ...values, number: givenNumber, search: vectorOf(withSerial(lexemes)) } as never);
  });
}

/** The serial of the given number is a word that the row is found by. */
function withSerial(lexemes: unknown) {
  return sql`array_append(${lexemes}::text[], substring(${givenNumber} from '[^-]+$'))`;
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

export function updateHazard(tx: TxCtx, id: string, changes: Partial<Hazard>): Promise<void> {
  return updateHazards(tx, [id], changes);
}

/** The same change of several. */
export async function updateHazards(tx: TxCtx, ids: readonly string[], changes: Partial<Hazard>): Promise<void> {
  await hazardTables(tx.db)
    .updateTable('hazards')
    .set(columnsOf(changes))
    .where('county', '=', tx.actor.county)
    .where('id', 'in', ids)
    .execute();
}
