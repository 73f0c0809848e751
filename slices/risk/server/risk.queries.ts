import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { sql } from 'kysely';
import type { Assessed, Judgement } from '../domain/assessment.rules.ts';
import type { MeasureInput } from '../domain/risk.contract.ts';
import type { Cause, ControlLevel } from '../domain/risk.terms.ts';
import { riskTables } from './risk.tables.ts';

export type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

const fileScope = {
  county: 'risk_files.county',
  division: 'risk_files.division',
  industry: 'risk_files.industry',
  enterprise: 'risk_files.enterprise_id',
};
export const eventScope = {
  county: 'risk_events.county',
  division: 'risk_events.division',
  industry: 'risk_events.industry',
  enterprise: 'risk_events.enterprise_id',
};

const judgementColumns = [
  'score_table as scoreTable',
  'before_factors as before',
  'after_factors as after',
  'before_value as beforeValue',
  'after_value as afterValue',
  'direct_rule as directRule',
] as const;

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

/* ---- The file of an enterprise ---- */

export function findRiskFile(ctx: ReadCtx, enterpriseId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_files')
    .where(whereInScope(ctx.actor.scope, fileScope))
    .where('risk_files.enterprise_id', '=', enterpriseId)
    .select(['name', 'division', 'industry', 'score_table as scoreTable'])
    .select(['red', 'orange', 'yellow', 'blue', 'ungraded'])
    .executeTakeFirst();
}

/** What of the enterprise's own file stands in its risk list as well. */
export interface FilePlace {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly industry: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Opens the list of an enterprise where there is none, and locks it: its writes come one after another. */
export async function lockRiskFile(tx: TxCtx, place: FilePlace) {
  const now = tx.clock.now();
  const { county } = tx.actor;
  const { id, name, division, industry, longitude, latitude } = place;
  await riskTables(tx.db)
    .insertInto('risk_files')
    .values({
      county,
      enterprise_id: id,
      name,
      division,
      industry,
      longitude,
      latitude,
      created_at: now,
      updated_at: now,
    })
    .onConflict((c) => c.doNothing())
    .execute();
  return riskTables(tx.db)
    .selectFrom('risk_files')
    .where('county', '=', county)
    .where('enterprise_id', '=', id)
    .select(['enterprise_id as id', 'name', 'division', 'industry', 'longitude', 'latitude'])
    .select(['score_table as scoreTable', 'red', 'orange', 'yellow', 'blue', 'ungraded'])
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateRiskFile(
  tx: TxCtx,
  enterpriseId: string,
  set: { readonly score_table?: Judgement['scoreTable'] } = {},
): Promise<void> {
  const { score_table } = set;
  await riskTables(tx.db)
    .updateTable('risk_files')
    .set({ updated_at: tx.clock.now(), ...(score_table ? { score_table } : {}) })
    .where('county', '=', tx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .execute();
}

/**
 * Keeps name and place of a risk list with the file of its enterprise, in the transaction that changes that file. What
 * is graded moves along: unlike hazards, risks have no deadline towards the township that saw them first.
 */
export async function placeRisks(tx: TxCtx, { id, ...place }: FilePlace): Promise<void> {
  const db = riskTables(tx.db);
  const { county } = tx.actor;
  const before = await db
    .selectFrom('risk_files')
    .select(['name', 'division', 'industry'])
    .where('county', '=', county)
    .where('enterprise_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return;
  await db.updateTable('risk_files').set(place).where('county', '=', county).where('enterprise_id', '=', id).execute();
  const { division, industry } = place;
  if (before.division !== division || before.industry !== industry) {
    await db
      .updateTable('risk_events')
      .set({ division, industry })
      .where('county', '=', county)
      .where('enterprise_id', '=', id)
      .execute();
  }
  if (before.name !== place.name) await searchAnew(tx, id, place.name);
}

async function searchAnew(tx: TxCtx, enterpriseId: string, enterpriseName: string, unitId?: string): Promise<void> {
  let events = riskTables(tx.db)
    .selectFrom('risk_events')
    .innerJoin('risk_units', (j) =>
      j.onRef('risk_units.county', '=', 'risk_events.county').onRef('risk_units.id', '=', 'risk_events.unit_id'),
    )
    .where('risk_events.county', '=', tx.actor.county)
    .where('risk_events.enterprise_id', '=', enterpriseId)
    .where('risk_events.removed_at', 'is', null)
    .select(['risk_events.id', 'risk_events.name', 'risk_events.accident_type', 'risk_units.name as unitName']);
  if (unitId) events = events.where('risk_events.unit_id', '=', unitId);
  for (const { id, name, unitName, accident_type } of await events.execute()) {
    const search = searchVector(name, unitName, accident_type, enterpriseName) as unknown as string;
    tx.send(
      riskTables(tx.db)
        .updateTable('risk_events')
        .set({ search })
        .where('county', '=', tx.actor.county)
        .where('id', '=', id),
    );
  }
}

/* ---- Units ---- */

const unitColumns = [
  'id',
  'enterprise_id as enterpriseId',
  'name',
  'place',
  'source_code as sourceCode',
  'department',
  'owner_name as ownerName',
  'position',
  'version',
] as const;

export function listUnits(ctx: ReadCtx, enterpriseId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_units')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('removed_at', 'is', null)
    .select(unitColumns)
    .orderBy('position')
    .orderBy('id')
    .execute();
}
export type UnitRow = Awaited<ReturnType<typeof listUnits>>[number];

/** A unit of the actor's county; whoever asks checks that the actor may see its enterprise. */
export function findUnit(ctx: ReadCtx, id: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_units')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .select(unitColumns)
    .executeTakeFirst();
}

export interface UnitFields {
  readonly name: string;
  readonly place: string;
  readonly sourceCode: string;
  readonly department: string;
  readonly ownerName: string;
}

const unitValues = ({ name, place, sourceCode, department, ownerName }: UnitFields) => ({
  name,
  place,
  source_code: sourceCode,
  department,
  owner_name: ownerName,
});

export async function insertUnit(
  tx: TxCtx,
  unit: UnitFields & { readonly id: string; readonly enterpriseId: string; readonly position: number },
): Promise<void> {
  const now = tx.clock.now();
  await riskTables(tx.db)
    .insertInto('risk_units')
    .values({
      county: tx.actor.county,
      id: unit.id,
      enterprise_id: unit.enterpriseId,
      ...unitValues(unit),
      position: unit.position,
      created_at: now,
      updated_at: now,
      updated_by_name: tx.actor.name,
      removed_at: null,
    })
    .execute();
}

export async function updateUnit(
  tx: TxCtx,
  before: UnitRow,
  fields: UnitFields | 'remove',
  enterpriseName: string,
): Promise<void> {
  const now = tx.clock.now();
  await riskTables(tx.db)
    .updateTable('risk_units')
    .set({
      ...(fields === 'remove' ? { removed_at: now } : unitValues(fields)),
      version: before.version + 1,
      updated_at: now,
      updated_by_name: tx.actor.name,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
  if (fields !== 'remove' && fields.name !== before.name) {
    await searchAnew(tx, before.enterpriseId, enterpriseName, before.id);
  }
}

/* ---- Events ---- */

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
      ? { removed_at: now }
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

/** A judgement with all that goes with it, for one event. */
export interface NewAssessment {
  readonly id: string;
  readonly cause: Cause;
  readonly judgement: Judgement;
  readonly assessed: Assessed;
  readonly controlLevel: ControlLevel;
  readonly ownerName: string;
  readonly note: string;
  readonly reviewDueOn: string;
}

/** Writes an assessment into the history and onto the event. */
export async function writeAssessment(
  tx: TxCtx,
  event: Pick<EventRow, 'id' | 'enterpriseId' | 'level' | 'version'>,
  { id, cause, judgement, assessed, controlLevel, ownerName, note, reviewDueOn }: NewAssessment,
): Promise<void> {
  const db = riskTables(tx.db);
  const now = tx.clock.now();
  const { county } = tx.actor;
  const shared = {
    score_table: judgement.scoreTable,
    before_factors: judgement.before && JSON.stringify(judgement.before),
    after_factors: judgement.after && JSON.stringify(judgement.after),
    before_value: assessed.before?.value ?? null,
    after_value: assessed.after?.value ?? null,
    direct_rule: judgement.directRule,
    level: assessed.level,
    control_level: controlLevel,
    owner_name: ownerName,
  };
  await db
    .updateTable('risk_events')
    .set({
      ...(shared as object),
      review_due_on: reviewDueOn,
      assessed_at: now,
      updated_at: now,
      version: event.version + 1,
    })
    .where('county', '=', county)
    .where('id', '=', event.id)
    .execute();
  await db
    .insertInto('risk_assessments')
    .values({
      county,
      id,
      event_id: event.id,
      enterprise_id: event.enterpriseId,
      cause,
      ...shared,
      previous_level: event.level,
      note,
      at: now,
      by_user: tx.actor.userId,
      by_name: tx.actor.name,
    } as never)
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

export function listAssessments(ctx: ReadCtx, eventId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_assessments')
    .where('county', '=', ctx.actor.county)
    .where('event_id', '=', eventId)
    .select(['id', 'cause', 'level', 'previous_level as previousLevel', 'control_level as controlLevel'])
    .select(['owner_name as ownerName', 'note', 'at', 'by_name as byName'])
    .select(judgementColumns)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
}

/* ---- Measures ---- */

export function listMeasures(ctx: ReadCtx, enterpriseId: string, eventId?: string) {
  let rows = riskTables(ctx.db)
    .selectFrom('risk_measures')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('removed_at', 'is', null)
    .select(['id', 'event_id as eventId', 'data_source as dataSource', 'class1', 'class2', 'class3', 'content'])
    .orderBy('event_id')
    .orderBy('position');
  if (eventId) rows = rows.where('event_id', '=', eventId);
  return rows.execute();
}

/** Makes the measures of an event what is given, in that order; those left out are marked as removed. */
export async function writeMeasures(
  tx: TxCtx,
  event: { readonly id: string; readonly enterpriseId: string },
  measures: readonly MeasureInput[],
): Promise<void> {
  const db = riskTables(tx.db);
  const now = tx.clock.now();
  const { county } = tx.actor;
  const kept = measures.map(({ id }) => id);
  await db
    .updateTable('risk_measures')
    .set({ removed_at: now, updated_at: now })
    .where('county', '=', county)
    .where('event_id', '=', event.id)
    .where('enterprise_id', '=', event.enterpriseId)
    .where('removed_at', 'is', null)
    .where(sql<boolean>`not id = any(${kept}::uuid[])`)
    .execute();
  if (measures.length === 0) return;
  const values = measures.map(({ id, dataSource, class1, class2, class3, content }, position) => ({
    county,
    id,
    enterprise_id: event.enterpriseId,
    event_id: event.id,
    data_source: dataSource,
    class1,
    class2,
    class3,
    content,
    position,
    updated_at: now,
    removed_at: null,
  }));
  const written = await db
    .insertInto('risk_measures')
    .values(values)
    .onConflict((c) =>
      c
        .columns(['county', 'id'])
        .doUpdateSet((eb) => ({
          data_source: eb.ref('excluded.data_source'),
          class1: eb.ref('excluded.class1'),
          class2: eb.ref('excluded.class2'),
          class3: eb.ref('excluded.class3'),
          content: eb.ref('excluded.content'),
          position: eb.ref('excluded.position'),
          updated_at: eb.ref('excluded.updated_at'),
          removed_at: null,
        }))
        // An id of another event's measure is not moved over.
        .whereRef('risk_measures.event_id', '=', 'excluded.event_id'),
    )
    .returning('id')
    .execute();
  if (written.length < measures.length) throw new MeasureIdTaken();
}

/** A client-made measure id that belongs to another event. */
export class MeasureIdTaken extends Error {}
