import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { getBody } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import { chooseOccurrences } from '../domain/occurrence.rules.ts';
import { canClaimCompletion, canReportProgress, canVerifyProgress } from '../domain/plan.policy.ts';
import { clauseText, planError } from '../domain/plan.terms.ts';
import type * as contracts from '../domain/task.contract.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { listObligations } from './clause.queries.ts';
import { listAnswerable, listAnswered, lockOccurrences } from './occurrence.queries.ts';
import { settleOccurrences } from './occurrence.upkeep.ts';
import { insertAnswers } from './occurrence-upkeep.queries.ts';
import { decideProgress, findProgress, insertProgress } from './progress.queries.ts';
import { acknowledgeReceipts } from './receipt.queries.ts';
import { placementOf, refreshTasks } from './task.actions.ts';
import { findTask, findTaskParties, raiseVersion } from './task.queries.ts';

type Report = z.input<typeof contracts.reportProgress.body>;
type Decision = z.output<typeof contracts.verifyProgress.body>;

/**
 * Files what a body did for a task, and which occurrences of its duties that answers. The lead body may say that the task is completed; somebody of the office decides.
 * @throws app/not-found, app/id-taken, app/invalid-input, plan/task-done, plan/may-not, files/not-attachable
 */
export async function reportProgress(ctx: Ctx, taskId: string, report: Report): Promise<{ id: string }> {
  const { id, commandId, happenedOn, text, figures = [], claimsCompletion = false, fileIds = [] } = report;
  const { obligationIds = [], occurrenceIds = [] } = report;
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id };
  return ctx.transaction(async (tx) => {
    await refuseClosed(tx, [taskId]);
    const task = await lockTask(tx, taskId);
    if (task.doneOn !== null) throw planError('task-done', {});
    const { bodyId } = tx.actor;
    if (bodyId === null || !canReportProgress(tx.actor, task)) {
      throw planError('may-not', { why: '只有这项任务的牵头单位和配合单位可以填报进展。' });
    }
    if (claimsCompletion && !canClaimCompletion(tx.actor, task)) {
      throw planError('may-not', { why: '任务完成由牵头单位报告；配合单位请填报进展。' });
    }
    if (happenedOn > today(tx.clock)) {
      throw appError('invalid-input', {}, [{ path: 'happenedOn', message: '不能晚于今天' }]);
    }
    const duties = await listObligations(tx, { unitIds: [taskId] });
    if (!obligationIds.every((duty) => duties.some((d) => d.id === duty))) {
      throw appError('not-found', { what: '选择的要求' });
    }
    const answerable = await listAnswerable(tx, taskId);
    const settled = occurrenceIds.filter((occurrence) => !answerable.some((one) => one.id === occurrence));
    if (settled.length > 0) {
      const known = await lockOccurrences(tx, settled);
      const isForeign = !settled.every((id) => known.some((one) => one.id === id && one.taskId === taskId));
      throw isForeign ? appError('not-found', { what: '选择的期次' }) : planError('settled', {});
    }
    const chosen = { occurrenceIds, dutyIds: obligationIds, happenedOn, claimsCompletion };
    const answered = chooseOccurrences(answerable, chosen, bodyId, task);
    const dutyIds = [...new Set([...obligationIds, ...answered.map((one) => one.dutyId)])];
    const answeredIds = answered.map((one) => one.id);
    const inserted = await insertProgress(tx, {
      id,
      task_id: taskId,
      body_id: bodyId,
      happened_on: happenedOn,
      text,
      figures: JSON.stringify(figures),
      obligation_ids: dutyIds,
      claims_completion: claimsCompletion,
    });
    if (!inserted) throw appError('id-taken', {});
    const files = await attachFiles(tx, { fileIds, subject: { kind: 'progress', id }, placement: ownPlacement(tx) });
    await insertAnswers(tx, id, answeredIds);
    await settleOccurrences(tx, answeredIds);
    await acknowledgeReceipts(tx, bodyId, [taskId]);
    await refreshTasks(tx, [taskId]);
    const version = await raiseVersion(tx, taskId);
    const evidence = files.map(({ name, sha256 }) => ({ name, sha256 }));
    const what = { happenedOn, text, figures, obligationIds: dutyIds, occurrenceIds: answeredIds, claimsCompletion };
    const data = { progressId: id, bodyId, ...what, evidence };
    const subject = { kind: 'task', id: taskId, version };
    tx.record({ id: commandId, action: 'plan:report', subject, data, placement: await leadPlacement(tx, task) });
    return { id };
  });
}

/**
 * Verifies a report or returns it with a reason. Verified completion ends the task.
 * @throws app/not-found, plan/already-decided, plan/own-progress, plan/may-not
 */
export async function verifyProgress(
  ctx: Ctx,
  target: { taskId: string; progressId: string },
  { commandId, outcome, reason }: Decision,
): Promise<{ id: string; outcome: Decision['outcome'] }> {
  const result = { id: target.progressId, outcome };
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded) return result;
  return ctx.transaction(async (tx) => {
    const task = await lockTask(tx, target.taskId);
    const progress = await findProgress(tx, target.progressId);
    if (!progress || progress.taskId !== target.taskId) throw appError('not-found', { what: '这条进展' });
    if (progress.outcome !== null) throw planError('already-decided', {});
    if (progress.filedBy === tx.actor.userId) throw planError('own-progress', {});
    if (!canVerifyProgress(tx.actor, progress)) throw planError('may-not', { why: '只有安委办工作人员可以核查进展。' });
    await decideProgress(tx, progress.id, { outcome, reason: reason || null });
    const answers = await listAnswered(tx, [progress.id]);
    await settleOccurrences(
      tx,
      answers.map((answer) => answer.id),
    );
    await refreshTasks(tx, [target.taskId]);
    const version = await raiseVersion(tx, target.taskId);
    const { claimsCompletion } = progress;
    tx.record({
      id: commandId,
      action: outcome === 'verified' ? 'plan:verify' : 'plan:return',
      subject: { kind: 'task', id: target.taskId, version },
      data: { progressId: progress.id, reason, claimsCompletion },
      placement: await leadPlacement(tx, task),
    });
    if (outcome === 'returned') await tellFiler(tx, progress, reason);
    return result;
  });
}

async function lockTask(tx: TxCtx, id: string) {
  const [task] = await findTaskParties(tx, [id], { lock: true });
  if (!task) throw appError('not-found', { what: '这项任务' });
  return task;
}

async function leadPlacement(tx: TxCtx, { leadBodyId }: { leadBodyId: string | null }) {
  return placementOf(tx, leadBodyId === null ? undefined : await getBody(tx, leadBodyId));
}

async function tellFiler(tx: TxCtx, progress: { taskId: string; filedBy: string }, reason: string): Promise<void> {
  const task = await findTask(tx, progress.taskId);
  if (!task) throw new Error('a locked task is gone');
  await notify(tx, {
    userIds: [progress.filedBy],
    kind: 'plan:return',
    title: `进展被退回：${task.label}`,
    detail: `${task.campaignName}${clauseText(task.path)}。退回理由：${reason}`,
    link: `/tasks/${task.id}`,
  });
}

/** Evidence is seen by those who see the rows of whoever filed it: the body itself, the office and leaders. */
function ownPlacement({ actor }: TxCtx) {
  const { county, division, industries } = actor.scope;
  return { county, division, industry: industries?.[0] ?? '', enterpriseId: null };
}
