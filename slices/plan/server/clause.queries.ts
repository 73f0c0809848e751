import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { type Insertable, type RawBuilder, sql } from 'kysely';
import { type PlanTables, publicInCounty, type ReadCtx, tables } from './plan.tables.ts';

/**
 * All clauses of a campaign in the order of the text, with their number of duties and the state of tasks. Past days
 * need also those that a later edition left out.
 */
export function listClauses(ctx: ReadCtx, campaignId: string, { withRepealed = false } = {}) {
  return tables(ctx.db)
    .selectFrom('campaign_units')
    .leftJoin('tasks', (j) =>
      j.onRef('tasks.county', '=', 'campaign_units.county').onRef('tasks.id', '=', 'campaign_units.id'),
    )
    .select([
      'campaign_units.id',
      'campaign_units.parent_id as parentId',
      'campaign_units.kind',
      'campaign_units.path',
      'campaign_units.label',
      'campaign_units.span_start as start',
      'campaign_units.span_end as end',
      'tasks.id as taskId',
      'tasks.action_id as actionId',
      'tasks.lead_body_id as leadBodyId',
      'tasks.due_on as dueOn',
      'tasks.pending_on as pendingOn',
      'tasks.done_on as doneOn',
      'tasks.added_on as addedOn',
      'tasks.version',
      sql<number>`(select count(*) from obligations where obligations.county = campaign_units.county
        and obligations.unit_id = campaign_units.id and obligations.repealed_on is null)`.as('obligations'),
    ])
    .where(publicInCounty(ctx, 'campaign_units'))
    .where('campaign_units.campaign_id', '=', campaignId)
    .$if(!withRepealed, (q) => q.where('campaign_units.repealed_on', 'is', null))
    .orderBy('campaign_units.ordinal')
    .execute();
}

const duty = [
  'obligations.id',
  'obligations.unit_id as unitId',
  'obligations.kind',
  'obligations.quote',
  'obligations.span_start as start',
  'obligations.span_end as end',
  'obligations.deadline',
  'obligations.in_period as inPeriod',
  'obligations.frequency',
  'obligations.count',
  'obligations.target',
  'obligations.applies_to as appliesTo',
  'obligations.condition',
  'obligations.actor',
  'obligations.actor_alternatives as actorAlternatives',
  'obligations.confidence',
  'obligations.due_on as dueOn',
  'obligations.met_through as metThrough',
] as const;

/** The duties of a campaign, or of some of its clauses, in the order of the text. */
export function listObligations(ctx: ReadCtx, of: { campaignId: string } | { unitIds: readonly string[] }) {
  return (
    tables(ctx.db)
      .selectFrom('obligations')
      .select(duty)
      // An array of dates comes as text: the driver would make instants of them.
      .select(sql<LocalDate[]>`obligations.deadline_alternatives::text[]`.as('deadlineAlternatives'))
      .where(publicInCounty(ctx, 'obligations'))
      .where('obligations.repealed_on', 'is', null)
      .$if('campaignId' in of, (q) =>
        q.where('obligations.campaign_id', '=', (of as { campaignId: string }).campaignId),
      )
      .$if('unitIds' in of, (q) =>
        q.where('obligations.unit_id', '=', sql<string>`any(${(of as { unitIds: string[] }).unitIds}::uuid[])`),
      )
      .orderBy('obligations.ordinal')
      .execute()
  );
}

const CHUNK = 500;

export async function insertUnits(
  tx: TxCtx,
  rows: readonly Omit<Insertable<PlanTables['campaign_units']>, 'county' | 'search'>[],
): Promise<void> {
  for (const part of chunks(rows)) {
    const values = part.map((row) => ({
      ...row,
      county: tx.actor.county,
      search: searchVector(row.label) as RawBuilder<string>,
    }));
    await tables(tx.db).insertInto('campaign_units').values(values).execute();
  }
}

export async function insertObligations(
  tx: TxCtx,
  rows: readonly Omit<Insertable<PlanTables['obligations']>, 'county'>[],
): Promise<void> {
  for (const part of chunks(rows)) {
    const values = part.map((row) => ({ ...row, county: tx.actor.county }));
    await tables(tx.db).insertInto('obligations').values(values).execute();
  }
}

export async function insertTasks(
  tx: TxCtx,
  rows: readonly Pick<PlanTables['tasks'], 'id' | 'campaign_id' | 'action_id' | 'due_on'>[],
): Promise<void> {
  const unassigned = { lead_body_id: null, assigned_on: null, pending_on: null, done_on: null };
  for (const part of chunks(rows)) {
    const values = part.map((row) => ({ ...row, ...unassigned, county: tx.actor.county }));
    await tables(tx.db).insertInto('tasks').values(values).execute();
  }
}

function chunks<T>(rows: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(rows.length / CHUNK) }, (_, i) => rows.slice(i * CHUNK, (i + 1) * CHUNK));
}
