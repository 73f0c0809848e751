import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Insertable } from 'kysely';
import { type PlanTables, publicInCounty, type ReadCtx, tables } from './plan.tables.ts';

const row = [
  'id',
  'task_id as taskId',
  'body_id as bodyId',
  'happened_on as happenedOn',
  'text',
  'figures',
  'obligation_ids as obligationIds',
  'claims_completion as claimsCompletion',
  'filed_at as filedAt',
  'filed_by as filedBy',
  'filed_by_name as filedByName',
  'outcome',
  'reason',
  'decided_at as decidedAt',
  'decided_by_name as decidedByName',
] as const;

/** What was reported of a task, newest first. */
export function listProgress(ctx: ReadCtx, taskId: string) {
  return tables(ctx.db)
    .selectFrom('task_progress')
    .select(row)
    .where(publicInCounty(ctx, 'task_progress'))
    .where('task_id', '=', taskId)
    .orderBy('filed_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export function findProgress(ctx: ReadCtx, id: string) {
  return tables(ctx.db)
    .selectFrom('task_progress')
    .select(row)
    .where(publicInCounty(ctx, 'task_progress'))
    .where('id', '=', id)
    .executeTakeFirst();
}

type NewProgress = Pick<
  Insertable<PlanTables['task_progress']>,
  'id' | 'task_id' | 'body_id' | 'happened_on' | 'text' | 'figures' | 'obligation_ids' | 'claims_completion'
>;

/** @returns false when the id is taken */
export async function insertProgress(tx: TxCtx, progress: NewProgress): Promise<boolean> {
  const { county, userId, name } = tx.actor;
  const { numInsertedOrUpdatedRows = 0n } = await tables(tx.db)
    .insertInto('task_progress')
    .values({ ...progress, county, filed_at: tx.clock.now(), filed_by: userId, filed_by_name: name })
    .onConflict((c) => c.columns(['county', 'id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export async function decideProgress(
  tx: TxCtx,
  id: string,
  decision: { outcome: 'verified' | 'returned'; reason: string | null },
): Promise<void> {
  const { county, userId, name } = tx.actor;
  await tables(tx.db)
    .updateTable('task_progress')
    .set({ ...decision, decided_at: tx.clock.now(), decided_by: userId, decided_by_name: name })
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
}
