import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { type PlanTables, publicInCounty, type ReadCtx } from './plan.tables.ts';

type LeadTables = PlanTables & {
  task_leads: { county: string; task_id: string; since_on: LocalDate; lead_body_id: string };
};

/** Keeps who leads from a day on. A task that is given twice on a day is led by the body that got it last. */
export async function recordLeads(
  tx: TxCtx,
  given: readonly { readonly taskId: string; readonly leadBodyId: string }[],
  sinceOn: LocalDate,
): Promise<void> {
  await sql`
    insert into task_leads (county, task_id, since_on, lead_body_id)
    select ${tx.actor.county}, given.task, ${sinceOn}::date, given.lead
    from unnest(${given.map((g) => g.taskId)}::uuid[], ${given.map((g) => g.leadBodyId)}::uuid[]) as given (task, lead)
    on conflict (county, task_id, since_on) do update set lead_body_id = excluded.lead_body_id`.execute(tx.db);
}

/** The body that led each task of a campaign at the end of a day; tasks that nobody led are not in it. */
export async function listLeadsAsOf(
  ctx: ReadCtx,
  campaignId: string,
  asOf: LocalDate,
): Promise<ReadonlyMap<string, string>> {
  const rows = await ctx.db
    .withTables<LeadTables>()
    .selectFrom('task_leads')
    .innerJoin('tasks', (j) =>
      j.onRef('tasks.county', '=', 'task_leads.county').onRef('tasks.id', '=', 'task_leads.task_id'),
    )
    .distinctOn('task_leads.task_id')
    .select(['task_leads.task_id as taskId', 'task_leads.lead_body_id as leadBodyId'])
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.campaign_id', '=', campaignId)
    .where('task_leads.since_on', '<=', asOf)
    .orderBy('task_leads.task_id')
    .orderBy('task_leads.since_on', 'desc')
    .execute();
  return new Map(rows.map(({ taskId, leadBodyId }) => [taskId, leadBodyId]));
}
