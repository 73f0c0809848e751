import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type { setTaskNotes as contract } from '../domain/ledger.contract.ts';
import { canAssignTask } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { lockTasks, updateNotes } from './ledger.queries.ts';

/** Sets notes of tasks, all or none. @throws app/not-found, plan/may-not, plan/campaign-closed */
export async function setTaskNotes(ctx: Ctx, { commandId, notes }: z.output<typeof contract.body>) {
  const result = { noted: notes.length };
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return result;
  return ctx.transaction(async (tx) => {
    await refuseClosed(
      tx,
      notes.map(({ taskId }) => taskId),
    );
    const tasks = await lockTasks(
      tx,
      notes.map(({ taskId }) => taskId),
    );
    if (new Set(notes.map(({ taskId }) => taskId)).size !== tasks.length)
      throw appError('not-found', { what: '这项任务' });
    if (!canAssignTask(tx.actor, { doneOn: null, closedOn: null }))
      throw planError('may-not', { why: '只有安委办工作人员可以填写备注。' });
    await updateNotes(tx, notes);
    for (const [position, { taskId, note }] of notes.entries()) {
      const before = tasks.find((task) => task.id === taskId)?.note ?? '';
      tx.record({
        id: position === 0 ? commandId : newId(),
        action: 'plan:note',
        subject: { kind: 'task', id: taskId },
        data: { note, before },
      });
    }
    return result;
  });
}
