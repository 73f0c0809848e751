import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type Insertable, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/campaign.contract.ts';
import type { Tally } from '../domain/campaign.contract.ts';
import { type PlanTables, publicInCounty, type ReadCtx, tables } from './plan.tables.ts';
import { NO_TASKS, tallyColumns } from './task-status.sql.ts';

const row = [
  'campaigns.id',
  'campaigns.number',
  'campaigns.name',
  'campaigns.owner_body_id as ownerBodyId',
  'campaigns.starts_on as startsOn',
  'campaigns.ends_on as endsOn',
  'campaigns.adopted_at as adoptedAt',
  'campaigns.closed_at as closedAt',
] as const;

/** The day on which a campaign ended; null while it runs. */
export const closedOn = ({ closedAt }: { readonly closedAt: Date | null }): LocalDate | null =>
  closedAt && localDate(closedAt);

const visible = (ctx: ReadCtx) => tables(ctx.db).selectFrom('campaigns').where(publicInCounty(ctx, 'campaigns'));

type Filter = z.output<typeof contracts.countCampaigns.query>;

function filtered(ctx: ReadCtx, { closed }: Filter) {
  const query = visible(ctx);
  return closed ? query.where('campaigns.closed_at', closed === 'true' ? 'is not' : 'is', null) : query;
}

export async function listCampaigns(
  ctx: ReadCtx,
  { cursor, limit, ...filter }: z.output<typeof contracts.listCampaigns.query>,
  today: string,
) {
  let query = filtered(ctx, filter)
    .select(row)
    .orderBy('campaigns.adopted_at', 'desc')
    .orderBy('campaigns.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(sql<boolean>`(campaigns.adopted_at, campaigns.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  const page = await query.execute();
  const tallies = await tallyCampaigns(
    ctx,
    page.map(({ id }) => id),
    today,
  );
  const rows = page.map((campaign) => ({
    ...campaign,
    adoptedAt: campaign.adoptedAt.toISOString(),
    closedAt: campaign.closedAt?.toISOString() ?? null,
    tally: tallies.get(campaign.id) ?? NO_TASKS,
  }));
  return toPage(rows, limit, (campaign) => [campaign.adoptedAt, campaign.id]);
}

export function countCampaigns(ctx: ReadCtx, filter: Filter) {
  return countUpTo(ctx.db, filtered(ctx, filter).select('campaigns.id'));
}

async function tallyCampaigns(ctx: ReadCtx, ids: readonly string[], today: string): Promise<Map<string, Tally>> {
  if (ids.length === 0) return new Map();
  const rows = await tables(ctx.db)
    .selectFrom('tasks')
    .select(['campaign_id as id', ...tallyColumns(today)])
    .where('county', '=', ctx.actor.county)
    .where('campaign_id', 'in', ids)
    .groupBy('campaign_id')
    .execute();
  return new Map(rows.map(({ id, ...tally }) => [id, tally]));
}

export function findCampaign(ctx: ReadCtx, id: string) {
  return visible(ctx)
    .innerJoin('plan_documents', (j) =>
      j
        .onRef('plan_documents.county', '=', 'campaigns.county')
        .onRef('plan_documents.id', '=', 'campaigns.document_id'),
    )
    .select([
      ...row,
      'campaigns.adopted_by_name as adoptedByName',
      'campaigns.document_id as documentId',
      'plan_documents.title as documentTitle',
      'plan_documents.doc_number as docNumber',
    ])
    .where('campaigns.id', '=', id)
    .executeTakeFirst();
}

/** The campaign of a document, if it was adopted. */
export function findCampaignOf(ctx: ReadCtx, documentId: string) {
  return visible(ctx)
    .select(['campaigns.id', 'campaigns.name'])
    .where('campaigns.document_id', '=', documentId)
    .executeTakeFirst();
}

/** The counts of a campaign that the actor was found to see: in all, by action, by lead body. */
export async function tallyCampaign(ctx: ReadCtx, campaignId: string, today: string) {
  const ofCampaign = tables(ctx.db)
    .selectFrom('tasks')
    .where('tasks.county', '=', ctx.actor.county)
    .where('tasks.campaign_id', '=', campaignId);
  const total = await ofCampaign.select(tallyColumns(today)).executeTakeFirst();
  const byAction = await ofCampaign
    .innerJoin('campaign_units', (j) =>
      j.onRef('campaign_units.county', '=', 'tasks.county').onRef('campaign_units.id', '=', 'tasks.action_id'),
    )
    .select(['campaign_units.id as actionId', 'campaign_units.path', 'campaign_units.label', ...tallyColumns(today)])
    .groupBy(['campaign_units.id', 'campaign_units.path', 'campaign_units.label', 'campaign_units.ordinal'])
    .orderBy('campaign_units.ordinal')
    .execute();
  const byLead = await ofCampaign
    .select(['tasks.lead_body_id as bodyId', ...tallyColumns(today)])
    .where('tasks.lead_body_id', 'is not', null)
    .groupBy('tasks.lead_body_id')
    .execute();
  const supporting = await ofCampaign
    .innerJoin('task_supporters', (j) =>
      j.onRef('task_supporters.county', '=', 'tasks.county').onRef('task_supporters.task_id', '=', 'tasks.id'),
    )
    .select(['task_supporters.body_id as bodyId', ({ fn }) => fn.countAll<number>().as('count')])
    .where('tasks.done_on', 'is', null)
    .groupBy('task_supporters.body_id')
    .execute();
  const actions = byAction.map(({ actionId, path, label, ...tally }) => ({ actionId, path, label, tally }));
  const leads = new Map(byLead.flatMap(({ bodyId, ...tally }) => (bodyId ? [[bodyId, tally] as const] : [])));
  const supports = new Map(supporting.map(({ bodyId, count }) => [bodyId, count]));
  const byBody = [...new Set([...leads.keys(), ...supports.keys()])].map((bodyId) => ({
    bodyId,
    tally: leads.get(bodyId) ?? NO_TASKS,
    supporting: supports.get(bodyId) ?? 0,
  }));
  return { tally: total ?? NO_TASKS, byAction: actions, byBody };
}

/** @returns false when the document has a campaign already */
export async function insertCampaign(
  tx: TxCtx,
  campaign: Omit<Insertable<PlanTables['campaigns']>, 'county' | 'adopted_at' | 'adopted_by' | 'adopted_by_name'>,
): Promise<boolean> {
  const { county, userId, name } = tx.actor;
  const values = { ...campaign, county, adopted_at: tx.clock.now(), adopted_by: userId, adopted_by_name: name };
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx.db)
    .insertInto('campaigns')
    .values(values)
    .onConflict((c) => c.columns(['county', 'document_id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}
