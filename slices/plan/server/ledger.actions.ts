import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type { applyLedger as contract } from '../domain/ledger.contract.ts';
import { canAssignTask } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { insertDuty } from './duty.queries.ts';
import { listLedgerFacts, listOfficeDates, lockTasks, moveOfficeDates, updateNotes } from './ledger.queries.ts';
import { assignDuties } from './occurrence.upkeep.ts';
import { giveTasks, refreshTasks } from './task.actions.ts';
import { findTaskParties, raiseVersion } from './task.queries.ts';

type Changes = z.output<typeof contract.body>;

/**
 * Takes over what was filled in in a ledger: bodies, limits, notes; all of it, or nothing.
 * @throws app/not-found, app/version-conflict, plan/may-not, plan/campaign-closed, plan/task-done, plan/date-in-text
 */
export async function applyLedger(
  ctx: Ctx,
  campaignId: string,
  { commandId, assignments, dates, notes }: Changes,
): Promise<{ changed: number }> {
  const taskIds = [...new Set([...assignments, ...dates, ...notes].map(({ taskId }) => taskId))];
  const result = { changed: taskIds.length };
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return result;
  return ctx.transaction(async (tx) => {
    await refuseClosed(tx, taskIds);
    const tasks = await findTaskParties(tx, taskIds, { lock: true });
    const isForeign = tasks.length < taskIds.length || tasks.some((task) => task.campaignId !== campaignId);
    if (isForeign) throw appError('not-found', { what: '台账中的任务' });
    if (!canAssignTask(tx.actor, { doneOn: null, closedOn: null })) {
      throw planError('may-not', { why: '只有安委办工作人员可以导入任务台账。' });
    }
    if (assignments.length > 0) await giveTasks(tx, { commandId: newId(), assignments });
    await setDates(tx, campaignId, dates, tasks);
    await setNotes(tx, notes);
    const data = { assignments: assignments.length, dates: dates.length, notes: notes.length };
    tx.record({ id: commandId, action: 'plan:import-ledger', subject: { kind: 'campaign', id: campaignId }, data });
    return result;
  });
}

/** `2024年6月30日前完成（安委办确定）`: the words of a limit that the text does not name. */
function quoteOf(dueOn: LocalDate): string {
  const [year, month, day] = dueOn.split('-').map(Number);
  return `${year}年${month}月${day}日前完成（安委办确定）`;
}

/**
 * Limits where the text names none: a duty by hand, or the one that states the limit set before.
 * @param before the tasks as the ledger was held against them
 */
async function setDates(
  tx: TxCtx,
  campaignId: string,
  dates: Changes['dates'],
  before: Awaited<ReturnType<typeof findTaskParties>>,
): Promise<void> {
  if (dates.length === 0) return;
  const taskIds = dates.map(({ taskId }) => taskId);
  const tasks = new Map(before.map((task) => [task.id, task]));
  const facts = await listLedgerFacts(tx, campaignId);
  const set = await listOfficeDates(tx, taskIds);
  const moved: { dutyId: string; dueOn: LocalDate; quote: string }[] = [];
  for (const { taskId, version, dueOn } of dates) {
    const task = tasks.get(taskId);
    if (!task) throw appError('not-found', { what: '台账中的任务' });
    if (task.doneOn !== null) throw planError('task-done', {});
    if (task.version !== version) throw appError('version-conflict', { what: '任务' });
    if (facts.get(taskId)?.isDated) throw planError('date-in-text', {});
    const [dutyId, quote] = [set.get(taskId), quoteOf(dueOn)];
    if (dutyId) moved.push({ dutyId, dueOn, quote });
    else await insertDuty(tx, task, { id: newId(), quote, actor: '', per: null, dueDay: null, deadline: dueOn });
    tx.record({ id: newId(), action: 'plan:set-date', subject: { kind: 'task', id: taskId }, data: { dueOn, quote } });
  }
  await moveOfficeDates(tx, moved);
  await oweDates(tx, taskIds);
}

/** The bodies of the tasks owe the limits from now on. */
async function oweDates(tx: TxCtx, taskIds: readonly string[]): Promise<void> {
  const tasks = await findTaskParties(tx, taskIds);
  const led = tasks.flatMap(({ id, leadBodyId, supportingBodyIds }) =>
    leadBodyId === null ? [] : [{ taskId: id, leadBodyId, supportingBodyIds }],
  );
  if (led.length > 0) await assignDuties(tx, led);
  await refreshTasks(tx, taskIds);
  for (const id of taskIds) await raiseVersion(tx, id);
}

async function setNotes(tx: TxCtx, notes: Changes['notes']): Promise<void> {
  if (notes.length === 0) return;
  const tasks = await lockTasks(
    tx,
    notes.map(({ taskId }) => taskId),
  );
  await updateNotes(tx, notes);
  for (const { taskId, note } of notes) {
    const before = tasks.find((task) => task.id === taskId)?.note ?? '';
    tx.record({ id: newId(), action: 'plan:note', subject: { kind: 'task', id: taskId }, data: { note, before } });
  }
}
