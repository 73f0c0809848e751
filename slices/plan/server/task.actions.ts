import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Placement } from '@zhiben/platform/domain/scope.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { listBodies } from '@zhiben/slices/division/server';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { canAssignTask } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import type * as contracts from '../domain/task.contract.ts';
import { taskStateAsOf } from '../domain/task-status.rules.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { recordLeads } from './lead.queries.ts';
import { assignDuties } from './occurrence.upkeep.ts';
import { withdrawDone } from './occurrence-upkeep.queries.ts';
import { deliverTasks } from './receipt.queries.ts';
import { findTaskParties, updateParties, updateStates } from './task.queries.ts';
import { listTaskHistories } from './task-history.queries.ts';

type Assignment = z.output<typeof contracts.assignTasks.body>;

/**
 * Gives tasks to bodies, all or none; tasks that have bodies are given anew.
 * @throws app/not-found, app/version-conflict, plan/task-done, plan/may-not
 */
export async function assignTasks(ctx: Ctx, assignment: Assignment): Promise<{ assigned: number }> {
  const result = { assigned: assignment.assignments.length };
  if (await findRecorded(ctx.db, ctx.actor.county, assignment.commandId)) return result;
  await ctx.transaction((tx) => giveTasks(tx, assignment));
  return result;
}

/** The same inside a transaction. */
export async function giveTasks(tx: TxCtx, { commandId, assignments }: Assignment): Promise<void> {
  const bodies = new Map((await listBodies(tx)).map((body) => [body.id, body]));
  const taskIds = assignments.map((a) => a.taskId);
  await refuseClosed(tx, taskIds);
  const tasks = await findTaskParties(tx, taskIds, { lock: true });
  for (const { taskId, version, leadBodyId, supportingBodyIds } of assignments) {
    const task = tasks.find((t) => t.id === taskId);
    if (!task) throw appError('not-found', { what: '这项任务' });
    if (task.doneOn !== null) throw planError('task-done', {});
    if (!canAssignTask(tx.actor, task)) throw planError('may-not', { why: '只有安委办工作人员可以分派任务。' });
    if (task.version !== version) throw appError('version-conflict', { what: '任务' });
    const isUnknown = [leadBodyId, ...supportingBodyIds].some((id) => !bodies.has(id));
    if (isUnknown) throw appError('not-found', { what: '选择的单位' });
  }
  const given = assignments.map((a) => ({
    ...a,
    supportingBodyIds: a.supportingBodyIds.filter((id) => id !== a.leadBodyId),
  }));
  await updateParties(tx, given, today(tx.clock));
  await recordLeads(tx, given, today(tx.clock));
  await assignDuties(tx, given);
  await deliverTasks(tx, given);
  await refreshTasks(
    tx,
    given.map((a) => a.taskId),
  );
  await tellOwners(tx, given);
  for (const [position, { taskId, version, leadBodyId, supportingBodyIds }] of given.entries()) {
    tx.record({
      id: position === 0 ? commandId : newId(),
      action: 'plan:assign',
      subject: { kind: 'task', id: taskId, version: version + 1 },
      data: {
        leadBodyId,
        lead: bodies.get(leadBodyId)?.name ?? '',
        supportingBodyIds,
        supporting: supportingBodyIds.map((id) => bodies.get(id)?.name ?? ''),
      },
      placement: placementOf(tx, bodies.get(leadBodyId)),
    });
  }
}

/** Where a task lies: with the body that leads it, so that its people hear of what happens to it. */
export function placementOf({ actor }: Pick<TxCtx, 'actor'>, lead: Body | undefined): Placement {
  const { county } = actor;
  const division = lead?.division ?? county.padEnd(12, '0');
  return { county, division, industry: lead?.industries?.[0] ?? '', enterpriseId: null };
}

/** Derives due days, pending reports and completion anew after something happened to the tasks. */
export async function refreshTasks(tx: TxCtx, taskIds: readonly string[]): Promise<void> {
  const asOf = today(tx.clock);
  const histories = await listTaskHistories(tx, { taskIds });
  await updateStates(tx, new Map([...histories].map(([id, history]) => [id, taskStateAsOf(history, asOf)])));
  await withdrawDone(tx, taskIds);
}

/** The people of each lead body, once for all tasks that they were given. */
async function tellOwners(tx: TxCtx, given: readonly { taskId: string; leadBodyId: string }[]): Promise<void> {
  for (const bodyId of new Set(given.map(({ leadBodyId }) => leadBodyId))) {
    const tasks = given.filter(({ leadBodyId }) => leadBodyId === bodyId);
    const [first] = tasks;
    const link = tasks.length === 1 && first ? `/tasks/${first.taskId}` : '/tasks/mine';
    await notify(tx, {
      userIds: (await listPeople(tx, { bodyIds: [bodyId] }, STAFF_ROLES)).filter((id) => id !== tx.actor.userId),
      kind: 'plan:assign',
      title: `您单位牵头 ${tasks.length} 项新任务`,
      detail: '请在“本单位任务”中查看要求和期限，按期填报进展。',
      link,
    });
  }
}
