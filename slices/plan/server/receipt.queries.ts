import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { occurrenceTables } from './occurrence.tables.ts';
import type { ReadCtx } from './plan.tables.ts';

interface Given {
  readonly taskId: string;
  readonly leadBodyId: string;
  readonly supportingBodyIds: readonly string[];
}

/** Delivers tasks to their bodies; a body that has a task already keeps its receipt, one that lost it loses it. */
export async function deliverTasks(tx: TxCtx, given: readonly Given[]): Promise<void> {
  const { county } = tx.actor;
  const pairs = given.flatMap(({ taskId, leadBodyId, supportingBodyIds }) =>
    [...new Set([leadBodyId, ...supportingBodyIds])].map((bodyId) => ({ taskId, bodyId })),
  );
  const listed = sql`unnest(${pairs.map((p) => p.bodyId)}::uuid[], ${pairs.map((p) => p.taskId)}::uuid[])`;
  await sql`
    delete from task_receipts where county = ${county} and task_id = any(${given.map((g) => g.taskId)}::uuid[])
      and acknowledged_at is null and (body_id, task_id) not in (select body, task from ${listed} as given (body, task))
  `.execute(tx.db);
  await sql`
    insert into task_receipts (county, body_id, task_id, delivered_at)
    select ${county}, given.body, given.task, ${tx.clock.now()} from ${listed} as given (body, task)
    on conflict do nothing`.execute(tx.db);
}

/** Acknowledges tasks for a body: some, or all that wait. @returns how many waited */
export async function acknowledgeReceipts(
  tx: TxCtx,
  bodyId: string,
  taskIds: readonly string[] | undefined,
): Promise<number> {
  const { county, userId, name } = tx.actor;
  const { numUpdatedRows } = await occurrenceTables(tx.db)
    .updateTable('task_receipts')
    .set({ acknowledged_at: tx.clock.now(), acknowledged_by: userId, acknowledged_by_name: name })
    .where('county', '=', county)
    .where('body_id', '=', bodyId)
    .where('acknowledged_at', 'is', null)
    .$if(taskIds !== undefined, (q) => q.where('task_id', '=', sql<string>`any(${[...(taskIds ?? [])]}::uuid[])`))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

/** Ids of the tasks that wait for the actor's body to acknowledge them. */
export function waitingReceipts({ actor }: ReadCtx) {
  return sql<string>`(select task_id from task_receipts where task_receipts.county = ${actor.county}
    and task_receipts.body_id = ${actor.bodyId}::uuid and task_receipts.acknowledged_at is null)`;
}

/** The receipts of a task, those who have not acknowledged it first. */
export function listReceipts({ db, actor }: ReadCtx, taskId: string) {
  return occurrenceTables(db)
    .selectFrom('task_receipts')
    .select([
      'body_id as bodyId',
      'delivered_at as deliveredAt',
      'acknowledged_at as acknowledgedAt',
      'acknowledged_by_name as acknowledgedByName',
    ])
    .where('county', '=', actor.county)
    .where('task_id', '=', taskId)
    .orderBy('acknowledged_at', (o) => o.asc().nullsFirst())
    .orderBy('body_id')
    .execute();
}
