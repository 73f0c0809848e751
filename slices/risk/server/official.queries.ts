import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { riskTables } from './risk.tables.ts';

/*
 * Units, events and measures as they are exchanged with other platforms: by id or by what changed since, removed ones
 * among them. Only the exchange slice asks, for the county as a whole or for one enterprise.
 */

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** A place in the order of change: `updatedKey` in microseconds, then the id. */
export interface ChangeCursor {
  readonly at: string;
  readonly id: string;
}

export interface ChangeFilter {
  readonly after: ChangeCursor | null;
  /** Changes from this instant on may still be followed by earlier ones; they wait. */
  readonly until: Date;
  /** Only of one enterprise. */
  readonly enterpriseId: string | null;
}

const columnsOf = {
  risk_units: ['name', 'source_code as sourceCode', 'department', 'owner_name as ownerName'],
  risk_events: ['unit_id as unitId', 'name'],
  risk_measures: ['event_id as eventId', 'data_source as dataSource', 'class1', 'class2', 'class3', 'content'],
} as const;
type Table = keyof typeof columnsOf;

function select(ctx: ReadCtx, table: Table) {
  return riskTables(ctx.db)
    .selectFrom(table as 'risk_units')
    .where('county', '=', ctx.actor.county)
    .select(['id', 'enterprise_id as enterpriseId', 'updated_at as updatedAt', 'removed_at as removedAt'])
    .select(sql<string>`updated_at::text`.as('updatedKey'))
    .select(columnsOf[table] as unknown as 'name'[])
    .$if(table !== 'risk_measures', (q) => q.select('created_at as createdAt'))
    .$if(table === 'risk_units', (q) => q.select('updated_by_name as byName'));
}

interface Standing {
  readonly id: string;
  readonly enterpriseId: string;
  readonly updatedAt: Date;
  readonly updatedKey: string;
  readonly removedAt: Date | null;
  /** Measures have none. */
  readonly createdAt?: Date;
  /** Who wrote it last, where that is kept. */
  readonly byName?: string;
}
interface StandingUnit extends Standing {
  readonly name: string;
  readonly sourceCode: string;
  readonly department: string;
  readonly ownerName: string;
}
interface StandingEvent extends Standing {
  readonly unitId: string;
  readonly name: string;
}
interface StandingMeasure extends Standing {
  readonly eventId: string;
  readonly dataSource: 1 | 2;
  readonly class1: 1 | 2 | 3 | 4;
  readonly class2: string | null;
  readonly class3: string;
  readonly content: string;
}
export interface StandingRisks {
  readonly riskUnit: StandingUnit;
  readonly riskEvent: StandingEvent;
  readonly riskMeasure: StandingMeasure;
}
const TABLES = { riskUnit: 'risk_units', riskEvent: 'risk_events', riskMeasure: 'risk_measures' } as const;

export async function findOfficialRisks<T extends keyof StandingRisks>(
  ctx: ReadCtx,
  type: T,
  ids: readonly string[],
): Promise<StandingRisks[T][]> {
  if (ids.length === 0) return [];
  const rows = await select(ctx, TABLES[type]).where('id', 'in', ids).execute();
  return rows as unknown as StandingRisks[T][];
}

/** In the order of change. */
export async function listChangedRisks<T extends keyof StandingRisks>(
  ctx: ReadCtx,
  type: T,
  { after, until, enterpriseId }: ChangeFilter,
  limit: number,
): Promise<StandingRisks[T][]> {
  let rows = select(ctx, TABLES[type]).where('updated_at', '<', until).orderBy('updated_at').orderBy('id').limit(limit);
  if (after) rows = rows.where(sql<boolean>`(updated_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  if (enterpriseId) rows = rows.where('enterprise_id', '=', enterpriseId);
  return (await rows.execute()) as unknown as StandingRisks[T][];
}

/** Events of units that still stand. */
export async function countEventsOfUnits(tx: TxCtx, enterpriseId: string, unitIds: readonly string[]) {
  const counts = new Map<string, number>();
  if (unitIds.length === 0) return counts;
  const rows = await riskTables(tx.db)
    .selectFrom('risk_events')
    .where('county', '=', tx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('unit_id', 'in', unitIds)
    .where('removed_at', 'is', null)
    .select(['unit_id as unitId', sql<number>`count(*)`.as('count')])
    .groupBy('unit_id')
    .execute();
  for (const { unitId, count } of rows) counts.set(unitId, count);
  return counts;
}

/** What was removed stands again. */
export async function restoreRisk(tx: TxCtx, type: 'riskUnit' | 'riskEvent', ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await riskTables(tx.db)
    .updateTable(TABLES[type] as 'risk_units')
    .set({ removed_at: null, updated_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', 'in', ids)
    .execute();
}

/** An event under another unit of the same enterprise. */
export async function moveEvent(tx: TxCtx, id: string, unitId: string): Promise<void> {
  await riskTables(tx.db)
    .updateTable('risk_events')
    .set({ unit_id: unitId })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

export interface OfficialMeasure {
  readonly id: string;
  readonly eventId: string;
  readonly dataSource: 1 | 2;
  readonly class1: 1 | 2 | 3 | 4;
  readonly class2: string | null;
  readonly class3: string;
  readonly content: string;
}

/** Writes measures one by one and not the whole list of an event; new ones stand behind those that it has. */
export async function putMeasures(
  tx: TxCtx,
  enterpriseId: string,
  measures: readonly OfficialMeasure[],
): Promise<void> {
  if (measures.length === 0) return;
  const now = tx.clock.now();
  const values = measures.map(({ id, eventId, dataSource, class1, class2, class3, content }, n) => ({
    county: tx.actor.county,
    id,
    enterprise_id: enterpriseId,
    event_id: eventId,
    data_source: dataSource,
    class1,
    class2,
    class3,
    content,
    position: 1_000 + n,
    updated_at: now,
    removed_at: null,
  }));
  await riskTables(tx.db)
    .insertInto('risk_measures')
    .values(values)
    .onConflict((c) =>
      c.columns(['county', 'id']).doUpdateSet((eb) => ({
        event_id: eb.ref('excluded.event_id'),
        data_source: eb.ref('excluded.data_source'),
        class1: eb.ref('excluded.class1'),
        class2: eb.ref('excluded.class2'),
        class3: eb.ref('excluded.class3'),
        content: eb.ref('excluded.content'),
        updated_at: eb.ref('excluded.updated_at'),
        removed_at: null,
      })),
    )
    .execute();
}

export async function removeMeasures(tx: TxCtx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const now = tx.clock.now();
  await riskTables(tx.db)
    .updateTable('risk_measures')
    .set({ removed_at: now, updated_at: now })
    .where('county', '=', tx.actor.county)
    .where('id', 'in', ids)
    .execute();
}
