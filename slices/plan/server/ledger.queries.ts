import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { type PlanTables, publicInCounty, type ReadCtx } from './plan.tables.ts';

type NotedTables = Omit<PlanTables, 'tasks'> & { tasks: PlanTables['tasks'] & { note: string } };

/** Notes and supporting bodies of the tasks of a campaign, and what was last reported of each, newest verified first. */
export async function listLedgerFacts(ctx: ReadCtx, campaignId: string) {
  const db = ctx.db.withTables<NotedTables>();
  const rows = await db
    .selectFrom('tasks')
    .select([
      'tasks.id',
      'tasks.note',
      'tasks.version',
      sql<string[]>`array(select s.body_id::text from task_supporters s where s.county = tasks.county
        and s.task_id = tasks.id order by s.body_id)`.as('supportingBodyIds'),
      sql<string | null>`(select p.text from task_progress p where p.county = tasks.county and p.task_id = tasks.id
        and p.outcome is distinct from 'returned' order by p.filed_at desc, p.id desc limit 1)`.as('lastText'),
      sql<string | null>`(select p.happened_on::text from task_progress p where p.county = tasks.county
        and p.task_id = tasks.id and p.outcome is distinct from 'returned'
        order by p.filed_at desc, p.id desc limit 1)`.as('lastOn'),
    ])
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.campaign_id', '=', campaignId)
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** The tasks among these that the actor sees, locked. */
export function lockTasks(tx: TxCtx, ids: readonly string[]) {
  return tx.db
    .withTables<NotedTables>()
    .selectFrom('tasks')
    .select(['id', 'note'])
    .where(publicInCounty(tx, 'tasks'))
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function updateNotes(tx: TxCtx, notes: readonly { taskId: string; note: string }[]): Promise<void> {
  await sql`
    update tasks set note = given.note
    from unnest(${notes.map((n) => n.taskId)}::uuid[], ${notes.map((n) => n.note)}::text[]) as given (id, note)
    where tasks.county = ${tx.actor.county} and tasks.id = given.id`.execute(tx.db);
}

/** What was verified of the tasks of a campaign between two days, in the order in which it happened. */
export function listVerified(ctx: ReadCtx, campaignId: string, period: { from: string; to: string }) {
  return ctx.db
    .withTables<NotedTables>()
    .selectFrom('task_progress as p')
    .innerJoin('tasks', (j) => j.onRef('tasks.county', '=', 'p.county').onRef('tasks.id', '=', 'p.task_id'))
    .select([
      'p.id',
      'p.task_id as taskId',
      'p.body_id as bodyId',
      'p.happened_on as happenedOn',
      'p.text',
      'p.figures',
      'p.claims_completion as claimsCompletion',
      'p.filed_by_name as filedByName',
      'p.decided_by_name as decidedByName',
      sql<string>`(p.decided_at at time zone 'Asia/Shanghai')::date::text`.as('decidedOn'),
    ])
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.campaign_id', '=', campaignId)
    .where('p.outcome', '=', 'verified')
    .where(
      sql<boolean>`(p.decided_at at time zone 'Asia/Shanghai')::date between ${period.from}::date and ${period.to}::date`,
    )
    .orderBy('p.happened_on')
    .orderBy('p.id')
    .execute();
}
