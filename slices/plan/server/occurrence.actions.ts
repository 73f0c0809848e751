import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import { LAID_AHEAD_DAYS } from '../domain/due.rules.ts';
import type * as contracts from '../domain/occurrence.contract.ts';
import { canWaiveOccurrences } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import type * as reminders from '../domain/reminder.contract.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { listTasksOf, lockOccurrences, updateWaived } from './occurrence.queries.ts';
import { layOutDuties } from './occurrence.upkeep.ts';
import { listToLay } from './occurrence-upkeep.queries.ts';
import { acknowledgeReceipts } from './receipt.queries.ts';
import { refreshTasks } from './task.actions.ts';
import { findTaskParties } from './task.queries.ts';

/**
 * The office does not ask for some occurrences any more, and says why.
 * @throws app/not-found, plan/may-not, plan/settled, plan/campaign-closed
 */
export async function waiveOccurrences(
  ctx: Ctx,
  { commandId, occurrenceIds, reason }: z.output<typeof contracts.waiveOccurrences.body>,
): Promise<{ waived: number }> {
  const result = { waived: occurrenceIds.length };
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return result;
  return ctx.transaction(async (tx) => {
    const taskIds = await listTasksOf(tx, occurrenceIds);
    await refuseClosed(tx, taskIds);
    await findTaskParties(tx, taskIds, { lock: true });
    const rows = await lockOccurrences(tx, occurrenceIds);
    if (!occurrenceIds.every((id) => rows.some((row) => row.id === id))) {
      throw appError('not-found', { what: '选择的期次' });
    }
    if (!canWaiveOccurrences(tx.actor)) throw planError('may-not', { why: '只有安委办工作人员可以免报。' });
    const isSettled = rows.some((row) => row.verifiedOn !== null || row.waivedOn !== null || row.withdrawnOn !== null);
    if (isSettled) throw planError('settled', {});
    await updateWaived(tx, occurrenceIds, today(tx.clock), reason);
    await refreshTasks(tx, taskIds);
    for (const [i, taskId] of taskIds.entries()) {
      const own = rows.filter((row) => row.taskId === taskId);
      tx.record({
        id: i === 0 ? commandId : newId(),
        action: 'plan:waive',
        subject: { kind: 'task', id: taskId },
        data: { reason, occurrenceIds: own.map((row) => row.id), dueOn: own.map((row) => row.dueOn) },
      });
    }
    return result;
  });
}

/** A body confirms that it has received tasks. Repeating it is harmless. @throws app/not-found, plan/may-not */
export async function acknowledgeTasks(
  ctx: Ctx,
  { commandId, taskIds }: z.output<typeof reminders.acknowledgeTasks.body>,
): Promise<{ acknowledged: number }> {
  const { bodyId, county } = ctx.actor;
  if (bodyId === null) throw planError('may-not', { why: '您不属于任何单位，没有要签收的任务。' });
  if (await findRecorded(ctx.db, county, commandId)) return { acknowledged: 0 };
  return ctx.transaction(async (tx) => {
    const known = taskIds === undefined ? 0 : (await findTaskParties(tx, taskIds)).length;
    if (taskIds !== undefined && known < new Set(taskIds).size) throw appError('not-found', { what: '选择的任务' });
    const acknowledged = await acknowledgeReceipts(tx, bodyId, taskIds);
    const subject = { kind: 'body', id: bodyId };
    tx.record({
      id: commandId,
      action: 'plan:acknowledge',
      subject,
      data: { acknowledged, taskIds: taskIds ?? 'all' },
    });
    return { acknowledged };
  });
}

const BATCH = 500;

/**
 * Lays out, batch by batch, what does not reach far enough ahead any more. Stopped midway it goes on where it was.
 * @returns how many occurrences were new
 */
export async function layOutAhead(ctx: Ctx): Promise<number> {
  let laid = 0;
  for (;;) {
    const before = addDays(today(ctx.clock), LAID_AHEAD_DAYS);
    const owners = await listToLay(ctx, before, { limit: BATCH });
    if (owners.length === 0) return laid;
    laid += await ctx.transaction(async (tx) => {
      const occurrences = await layOutDuties(tx, owners);
      const subject = { kind: 'county', id: newId() };
      tx.record({ id: newId(), action: 'plan:lay-out', subject, data: { duties: owners.length, occurrences } });
      return occurrences;
    });
  }
}
