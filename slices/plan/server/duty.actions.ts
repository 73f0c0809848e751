import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type * as contracts from '../domain/duty.contract.ts';
import { canAssignTask } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { insertDuty } from './duty.queries.ts';
import { assignDuties } from './occurrence.upkeep.ts';
import { refreshTasks } from './task.actions.ts';
import { findTaskParties, raiseVersion } from './task.queries.ts';

/**
 * Adds a duty to a task by hand. Its bodies owe it from today on.
 * @throws app/not-found, plan/campaign-closed, plan/task-done, plan/may-not, app/id-taken
 */
export async function addDuty(
  ctx: Ctx,
  taskId: string,
  { commandId, ...duty }: z.output<typeof contracts.addDuty.body>,
): Promise<{ id: string }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id: duty.id };
  return ctx.transaction(async (tx) => {
    await refuseClosed(tx, [taskId]);
    const [task] = await findTaskParties(tx, [taskId], { lock: true });
    if (!task) throw appError('not-found', { what: '这项任务' });
    if (task.doneOn !== null) throw planError('task-done', {});
    if (!canAssignTask(tx.actor, task)) throw planError('may-not', { why: '只有安委办工作人员可以补充要求。' });
    if (!(await insertDuty(tx, task, duty))) throw appError('id-taken', {});
    const { leadBodyId, supportingBodyIds } = task;
    if (leadBodyId !== null) await assignDuties(tx, [{ taskId, leadBodyId, supportingBodyIds }]);
    await refreshTasks(tx, [taskId]);
    const version = await raiseVersion(tx, taskId);
    tx.record({ id: commandId, action: 'plan:add-duty', subject: { kind: 'task', id: taskId, version }, data: duty });
    return { id: duty.id };
  });
}
