import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { STILL_OWED } from './occurrence-upkeep.queries.ts';
import { type PlanTables, publicInCounty, type ReadCtx } from './plan.tables.ts';

type NotedTables = Omit<PlanTables, 'tasks'> & { tasks: PlanTables['tasks'] & { note: string } };

/** A limit that the office set by hand: its words have no place in the text. */
const SET_BY_OFFICE = sql<boolean>`(o.kind = 'deadline' and o.frequency is null and o.span_start = o.span_end)`;

/** Notes and supporting bodies of the tasks of a campaign, and what was last reported of each, newest verified first. */
export async function listLedgerFacts(ctx: ReadCtx, campaignId: string) {
  const db = ctx.db.withTables<NotedTables>();
  const rows = await db
    .selectFrom('tasks')
    .select([
      'tasks.id',
      'tasks.note',
      'tasks.version',
      sql<boolean>`exists (select from obligations o where o.county = tasks.county and o.unit_id = tasks.id
        and o.repealed_on is null and (o.deadline is not null or o.frequency is not null)
        and not (${SET_BY_OFFICE} and o.met_through is null))`.as('isDated'),
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

/** Limits that the office set for tasks, with the duties that state them. */
export async function listOfficeDates(ctx: ReadCtx, taskIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; taskId: string }>`
    select o.id, o.unit_id as "taskId" from obligations o
    where o.county = ${ctx.actor.county} and o.unit_id = any(${[...taskIds]}::uuid[]) and o.repealed_on is null
      and o.met_through is null and ${SET_BY_OFFICE}
    order by o.ordinal desc`.execute(ctx.db);
  return new Map(rows.map(({ id, taskId }) => [taskId, id]));
}

/** Moves limits that the office set, and what is still owed by them. */
export async function moveOfficeDates(
  tx: TxCtx,
  moved: readonly { readonly dutyId: string; readonly dueOn: string; readonly quote: string }[],
): Promise<void> {
  const given = sql`unnest(${moved.map((m) => m.dutyId)}::uuid[], ${moved.map((m) => m.dueOn)}::date[],
    ${moved.map((m) => m.quote)}::text[]) as given (id, due_on, quote)`;
  await sql`update obligations set deadline = given.due_on, quote = given.quote from ${given}
    where obligations.county = ${tx.actor.county} and obligations.id = given.id`.execute(tx.db);
  await sql`update obligation_occurrences set due_on = given.due_on from ${given}
    where county = ${tx.actor.county} and obligation_id = given.id and ${STILL_OWED}`.execute(tx.db);
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
