import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/task.contract.ts';
import { type TaskState, taskStatus } from '../domain/task-status.rules.ts';
import { publicInCounty, type ReadCtx, tables } from './plan.tables.ts';
import { waitingReceipts } from './receipt.queries.ts';
import { closedOr, whereStatus } from './task-status.sql.ts';

type Filter = z.output<typeof contracts.countTasks.query> & {
  /** Only these. */
  readonly ids?: readonly string[] | undefined;
};

/** Where a page begins and how long it is. */
interface Part {
  readonly after: readonly [dueOn: unknown, id: unknown] | null;
  readonly limit: number;
}

function filtered(ctx: ReadCtx, filter: Filter, today: string, part: Part | null = null) {
  const { campaignId, actionId, status, leadBodyId, supportingBodyId, mine, pending, open, closed, q } = filter;
  const isOfAll = closed === 'any' || (!closed && (campaignId !== undefined || filter.ids !== undefined));
  let query = tables(ctx.db).selectFrom('tasks').where(publicInCounty(ctx, 'tasks'));
  if (filter.ids) query = query.where('tasks.id', '=', sql<string>`any(${[...filter.ids]}::uuid[])`);
  if (campaignId) query = query.where('tasks.campaign_id', '=', campaignId);
  if (actionId) query = query.where('tasks.action_id', '=', actionId);
  if (leadBodyId) query = query.where('tasks.lead_body_id', '=', leadBodyId);
  if (supportingBodyId) query = query.where('tasks.id', 'in', idsOf(ctx, 'task_supporters', supportingBodyId));
  if (mine) {
    const isOnlyMine = !(
      campaignId ||
      actionId ||
      status ||
      leadBodyId ||
      supportingBodyId ||
      filter.unacknowledged ||
      q
    );
    const own = (table: 'tasks' | 'task_supporters') =>
      idsOf(
        ctx,
        table,
        ctx.actor.bodyId,
        { open, pending, closed: isOfAll ? 'any' : closed },
        isOnlyMine ? part : null,
      );
    query = query.where('tasks.id', 'in', sql<string>`(${own('tasks')} union all ${own('task_supporters')})`);
  }
  if (!isOfAll) query = query.where('tasks.closed_on', closed ? 'is not' : 'is', null);
  if (status) query = query.where(whereStatus(status, isOfAll || closed ? closedOr(today) : sql`${today}::date`));
  if (open) query = query.where('tasks.done_on', 'is', null);
  if (pending) query = query.where('tasks.pending_on', pending === 'true' ? 'is not' : 'is', null);
  if (filter.unacknowledged) query = query.where('tasks.id', 'in', waitingReceipts(ctx));
  if (q) {
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('campaign_units')
          .select('campaign_units.id')
          .whereRef('campaign_units.county', '=', 'tasks.county')
          .whereRef('campaign_units.id', '=', 'tasks.id')
          .where(matchesSearch('campaign_units.search', q)),
      ),
    );
  }
  return query;
}

/**
 * Ids of the tasks that a body leads, or supports. Both tables hold what orders a worklist, so that a page of it walks
 * one index each, however many tasks the body has.
 */
function idsOf(
  { actor }: ReadCtx,
  table: 'tasks' | 'task_supporters',
  bodyId: string | null,
  { open, pending, closed }: Pick<Filter, 'open' | 'pending' | 'closed'> = { closed: 'any' },
  part: Part | null = null,
) {
  const [id, body] = table === 'tasks' ? ['id', 'lead_body_id'] : ['task_id', 'body_id'];
  const conditions = [sql`county = ${actor.county}`, sql`${sql.ref(body)} = ${bodyId}::uuid`];
  if (open) conditions.push(sql`done_on is null`);
  if (pending) conditions.push(pending === 'true' ? sql`pending_on is not null` : sql`pending_on is null`);
  if (closed !== 'any') conditions.push(closed ? sql`closed_on is not null` : sql`closed_on is null`);
  if (part?.after) {
    const [dueOn, last] = part.after;
    conditions.push(sql`(due_on, ${sql.ref(id)}) > (${dueOn}::date, ${last}::uuid)`);
  }
  const page = part ? sql`order by due_on, ${sql.ref(id)} limit ${part.limit}` : sql``;
  return sql<string>`(select ${sql.ref(id)} from ${sql.table(table)} where ${sql.join(conditions, sql` and `)} ${page})`;
}

/** What the actor's body has to do with a task. */
const myPart = ({ actor }: ReadCtx) =>
  sql<'lead' | 'supporting' | null>`case when tasks.lead_body_id = ${actor.bodyId}::uuid then 'lead'
    when exists (select from task_supporters where task_supporters.county = tasks.county
      and task_supporters.body_id = ${actor.bodyId}::uuid and task_supporters.task_id = tasks.id) then 'supporting' end`;

const row = [
  'tasks.id',
  'tasks.campaign_id as campaignId',
  'campaigns.name as campaignName',
  'units.path',
  'units.label',
  'units.kind',
  'tasks.lead_body_id as leadBodyId',
  'tasks.due_on as dueOn',
  'tasks.pending_on as pendingOn',
  'tasks.done_on as doneOn',
  'tasks.repealed_on as repealedOn',
  'tasks.closed_on as closedOn',
] as const;

/** A task with its clause and campaign, for `row`. */
const described = (query: ReturnType<typeof filtered>) =>
  query
    .innerJoin('campaign_units as units', (j) =>
      j.onRef('units.county', '=', 'tasks.county').onRef('units.id', '=', 'tasks.id'),
    )
    .innerJoin('campaigns', (j) =>
      j.onRef('campaigns.county', '=', 'tasks.county').onRef('campaigns.id', '=', 'tasks.campaign_id'),
    );

/** State columns as the rules take them. */
export function stateOf(
  task: Pick<TaskState, 'dueOn' | 'pendingOn' | 'doneOn' | 'repealedOn'> & { leadBodyId: string | null },
): TaskState {
  const { dueOn, pendingOn, doneOn, repealedOn = null } = task;
  return { assigned: task.leadBodyId !== null, dueOn, pendingOn, doneOn, repealedOn };
}

/** Tasks by what lapses first. */
export async function listTasks(
  ctx: ReadCtx,
  query: z.output<typeof contracts.listTasks.query> & Pick<Filter, 'ids'>,
  today: string,
) {
  const { cursor, limit, ...filter } = query;
  const [dueOn = null, last = null] = cursor ? decodeCursor(cursor, ['day', 'id']) : [];
  const part: Part = { after: cursor ? [dueOn, last] : null, limit: limit + 1 };
  let rows = described(filtered(ctx, filter, today, part))
    .select(row)
    .select(myPart(ctx).as('myPart'))
    .orderBy('tasks.due_on')
    .orderBy('tasks.id')
    .limit(limit + 1);
  if (cursor) rows = rows.where(sql<boolean>`(tasks.due_on, tasks.id) > (${dueOn}::date, ${last}::uuid)`);
  const shown = (await rows.execute()).map((task) => ({
    ...task,
    status: taskStatus(stateOf(task), task.closedOn ?? today),
  }));
  return toPage(shown, limit, (task) => [task.dueOn, task.id]);
}

export function countTasks(ctx: ReadCtx, filter: Filter, today: string) {
  return countUpTo(ctx.db, filtered(ctx, filter, today).select('tasks.id'));
}

/** A task with what its page shows of campaign and clause, or undefined. */
export function findTask(ctx: ReadCtx, id: string) {
  return described(filtered(ctx, { closed: 'any' }, ''))
    .innerJoin('campaign_units as actions', (j) =>
      j.onRef('actions.county', '=', 'tasks.county').onRef('actions.id', '=', 'tasks.action_id'),
    )
    .select([
      ...row,
      myPart(ctx).as('myPart'),
      'tasks.version',
      'tasks.assigned_on as assignedOn',
      'campaigns.number as campaignNumber',
      'campaigns.ends_on as campaignEndsOn',
      // A repealed clause stands in the edition that had it.
      sql<string>`coalesce(units.document_id, campaigns.document_id)`.as('documentId'),
      'campaigns.owner_body_id as ownerBodyId',
      'actions.label as actionLabel',
      'units.span_start as start',
      // A clause with clauses under it: its own words end where the first of those begins.
      sql<number>`coalesce((select min(child.span_start) from campaign_units child
        where child.county = units.county and child.campaign_id = units.campaign_id and child.parent_id = units.id
          and child.repealed_on is null),
        units.span_end)`.as('end'),
    ])
    .where('tasks.id', '=', id)
    .executeTakeFirst();
}

/** Tasks with their parties, for the policy. With `lock` they stay as they are until the transaction ends. */
export async function findTaskParties(ctx: ReadCtx, ids: readonly string[], { lock = false } = {}) {
  const rows = await tables(ctx.db)
    .selectFrom('tasks')
    .select([
      'id',
      'campaign_id as campaignId',
      'lead_body_id as leadBodyId',
      'done_on as doneOn',
      'closed_on as closedOn',
      'version',
    ])
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('tasks.id') // one order for all writers, so that two bulk assignments cannot block each other
    .$if(lock, (q) => q.forUpdate())
    .execute();
  const supporters = await tables(ctx.db)
    .selectFrom('task_supporters')
    .select(['task_id as taskId', 'body_id as bodyId'])
    .where('county', '=', ctx.actor.county)
    .where('task_id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('body_id')
    .execute();
  return rows.map((task) => ({
    ...task,
    supportingBodyIds: supporters.filter((s) => s.taskId === task.id).map((s) => s.bodyId),
  }));
}

export interface AssignedTask {
  readonly taskId: string;
  readonly leadBodyId: string;
  readonly supportingBodyIds: readonly string[];
}

/** Sets who leads and supports. The day of the first assignment stays: figures of past days rest on it. */
export async function updateParties(tx: TxCtx, assignments: readonly AssignedTask[], assignedOn: string) {
  const { county } = tx.actor;
  const ids = assignments.map((a) => a.taskId);
  await sql`
    update tasks set lead_body_id = given.lead, assigned_on = coalesce(tasks.assigned_on, ${assignedOn}::date),
      version = tasks.version + 1
    from unnest(${ids}::uuid[], ${assignments.map((a) => a.leadBodyId)}::uuid[]) as given (id, lead)
    where tasks.county = ${county} and tasks.id = given.id`.execute(tx.db);
  await tables(tx.db)
    .deleteFrom('task_supporters')
    .where('county', '=', county)
    .where('task_id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute();
  const pairs = assignments.flatMap((a) => a.supportingBodyIds.map((bodyId) => ({ bodyId, taskId: a.taskId })));
  await sql`
    insert into task_supporters (county, body_id, task_id, due_on, pending_on, done_on)
    select tasks.county, given.body, tasks.id, tasks.due_on, tasks.pending_on, tasks.done_on
    from unnest(${pairs.map((p) => p.bodyId)}::uuid[], ${pairs.map((p) => p.taskId)}::uuid[]) as given (body, task)
      join tasks on tasks.county = ${county} and tasks.id = given.task
    on conflict do nothing`.execute(tx.db);
}

export async function raiseVersion(tx: TxCtx, taskId: string): Promise<number> {
  const { version } = await tables(tx.db)
    .updateTable('tasks')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('county', '=', tx.actor.county)
    .where('id', '=', taskId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

interface DerivedState extends Pick<TaskState, 'dueOn' | 'pendingOn' | 'doneOn'> {
  readonly duties: ReadonlyMap<string, { readonly dueOn: string | null; readonly metThrough: string | null }>;
}

/** Stores what was derived from the histories of tasks. */
export async function updateStates(tx: TxCtx, states: ReadonlyMap<string, DerivedState>): Promise<void> {
  const { county } = tx.actor;
  const tasks = [...states];
  const of = <T>(pick: (state: DerivedState) => T) => tasks.map(([, state]) => pick(state));
  await sql`
    update tasks set due_on = given.due_on, pending_on = given.pending_on, done_on = given.done_on
    from unnest(${tasks.map(([id]) => id)}::uuid[], ${of((s) => s.dueOn)}::date[], ${of((s) => s.pendingOn)}::date[],
      ${of((s) => s.doneOn)}::date[]) as given (id, due_on, pending_on, done_on)
    where tasks.county = ${county} and tasks.id = given.id`.execute(tx.db);
  const duties = tasks.flatMap(([, state]) => [...state.duties]);
  await sql`
    update obligations set due_on = given.due_on, met_through = given.met_through
    from unnest(${duties.map(([id]) => id)}::uuid[], ${duties.map(([, d]) => d.dueOn)}::date[],
      ${duties.map(([, d]) => d.metThrough)}::date[]) as given (id, due_on, met_through)
    where obligations.county = ${county} and obligations.id = given.id
      and (obligations.due_on, obligations.met_through) is distinct from (given.due_on, given.met_through)`.execute(
    tx.db,
  );
}
