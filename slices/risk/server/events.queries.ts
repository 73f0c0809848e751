import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import type { FilePlace, ReadCtx } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

export const eventScope = {
  county: 'risk_events.county',
  division: 'risk_events.division',
  industry: 'risk_events.industry',
  enterprise: 'risk_events.enterprise_id',
};

const eventColumns = [
  'risk_events.id',
  'risk_events.unit_id as unitId',
  'risk_events.enterprise_id as enterpriseId',
  'risk_events.division',
  'risk_events.industry',
  'risk_events.name',
  'risk_events.accident_type as accidentType',
  'risk_events.score_table as scoreTable',
  'risk_events.before_factors as before',
  'risk_events.after_factors as after',
  'risk_events.direct_rule as directRule',
  'risk_events.level',
  'risk_events.control_level as controlLevel',
  'risk_events.owner_name as ownerName',
  'risk_events.review_due_on as reviewDueOn',
  'risk_events.assessed_at as assessedAt',
  'risk_events.returned_at as returnedAt',
  'risk_events.position',
  'risk_events.version',
] as const;

export function listEvents(ctx: ReadCtx, enterpriseId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_events')
    .where(whereInScope(ctx.actor.scope, eventScope))
    .where('risk_events.enterprise_id', '=', enterpriseId)
    .where('risk_events.removed_at', 'is', null)
    .select(eventColumns)
    .orderBy('position')
    .orderBy('id')
    .execute();
}
export type EventRow = Awaited<ReturnType<typeof listEvents>>[number];

/** The enterprise of an event in the actor's scope, also of one that was removed: its commands may be sent again. */
export async function findEventOwner(ctx: ReadCtx, id: string): Promise<string | undefined> {
  const row = await riskTables(ctx.db)
    .selectFrom('risk_events')
    .where(whereInScope(ctx.actor.scope, eventScope))
    .where('risk_events.id', '=', id)
    .select('risk_events.enterprise_id as enterpriseId')
    .executeTakeFirst();
  return row?.enterpriseId;
}

/** A risk event in the actor's scope. */
export function findEvent(ctx: ReadCtx, id: string): Promise<EventRow | undefined> {
  return riskTables(ctx.db)
    .selectFrom('risk_events')
    .where(whereInScope(ctx.actor.scope, eventScope))
    .where('risk_events.id', '=', id)
    .where('risk_events.removed_at', 'is', null)
    .select(eventColumns)
    .executeTakeFirst();
}

export interface NewEvent {
  readonly id: string;
  readonly unitId: string;
  readonly unitName: string;
  readonly name: string;
  readonly accidentType: string;
  readonly position: number;
}

export async function insertEvents(tx: TxCtx, place: FilePlace, events: readonly NewEvent[]): Promise<void> {
  const now = tx.clock.now();
  const values = events.map((event) => ({
    county: tx.actor.county,
    id: event.id,
    enterprise_id: place.id,
    unit_id: event.unitId,
    division: place.division,
    industry: place.industry,
    name: event.name,
    accident_type: event.accidentType,
    position: event.position,
    search: searchVector(event.name, event.unitName, event.accidentType, place.name) as unknown as string,
    created_at: now,
    updated_at: now,
  }));
  await riskTables(tx.db)
    .insertInto('risk_events')
    .values(values as never)
    .execute();
}

export async function updateEvent(
  tx: TxCtx,
  before: EventRow,
  set: { readonly name: string; readonly accidentType: string; readonly search: string } | 'remove',
): Promise<void> {
  const now = tx.clock.now();
  const columns =
    set === 'remove'
      ? { removed_at: now, removed_by_name: tx.actor.name }
      : {
          name: set.name,
          accident_type: set.accidentType,
          search: searchVector(set.name, set.accidentType, set.search) as unknown as string,
        };
  await riskTables(tx.db)
    .updateTable('risk_events')
    .set({ ...columns, version: before.version + 1, updated_at: now })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
}

export async function setReviewDue(tx: TxCtx, eventId: string, dueOn: string): Promise<void> {
  await riskTables(tx.db)
    .updateTable('risk_events')
    .set({ review_due_on: dueOn, updated_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', eventId)
    .execute();
}
