import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listFiles } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { canAssignTask, canClaimCompletion, canReportProgress, canVerifyProgress } from '../domain/plan.policy.ts';
import * as contracts from '../domain/task.contract.ts';
import { taskStatus } from '../domain/task-status.rules.ts';
import { listObligations } from './clause.queries.ts';
import { findPlan } from './document.queries.ts';
import { listAnswered } from './occurrence.queries.ts';
import { reportProgress, verifyProgress } from './progress.actions.ts';
import { listProgress } from './progress.queries.ts';
import { listReceipts } from './receipt.queries.ts';
import { assignTasks } from './task.actions.ts';
import { countTasks, findTask, findTaskParties, listTasks, stateOf } from './task.queries.ts';

export const taskRoutes = [
  route(contracts.listTasks, ({ ctx, query }) => listTasks(ctx, query, today(ctx.clock))),
  route(contracts.countTasks, ({ ctx, query }) => countTasks(ctx, query, today(ctx.clock))),
  route(contracts.getTask, ({ ctx, params }) => presentTask(ctx, params.id)),
  route(contracts.assignTasks, ({ ctx, body }) => assignTasks(ctx, body)),
  route(contracts.reportProgress, ({ ctx, params, body }) => reportProgress(ctx, params.id, body)),
  route(contracts.verifyProgress, ({ ctx, params, body }) =>
    verifyProgress(ctx, { taskId: params.id, progressId: params.progressId }, body),
  ),
];

async function presentTask(ctx: Ctx, id: string) {
  const task = await findTask(ctx, id);
  const [parties] = await findTaskParties(ctx, [id]);
  if (!task || !parties) throw appError('not-found', { what: '这项任务' });
  const { start, end, ...facts } = task;
  const document = await findPlan(ctx, task.documentId);
  const { actor } = ctx;
  const receipts = await listReceipts(ctx, id);
  const own = receipts.find((receipt) => receipt.bodyId === actor.bodyId);
  return {
    ...facts,
    status: taskStatus(stateOf(task), task.closedOn ?? today(ctx.clock)),
    supportingBodyIds: parties.supportingBodyIds,
    text: document?.text.slice(start, end) ?? '',
    at: start,
    obligations: (await listObligations(ctx, { unitIds: [id] })).map(({ start, end, unitId: _, ...duty }) => ({
      ...duty,
      span: { start, end },
    })),
    progress: await presentProgress(ctx, id),
    acknowledged: own ? own.acknowledgedAt !== null : null,
    receipts: receipts.map((receipt) => ({
      ...receipt,
      deliveredAt: receipt.deliveredAt.toISOString(),
      acknowledgedAt: receipt.acknowledgedAt?.toISOString() ?? null,
    })),
    history: (await listTimeline(ctx.db, actor.county, id)).map(({ id, at, actor: { name }, action, data }) => ({
      id,
      at,
      who: name,
      action,
      data,
    })),
    abilities: {
      assign: canAssignTask(actor, parties),
      report: canReportProgress(actor, parties),
      claimCompletion: canClaimCompletion(actor, parties),
    },
  };
}

async function presentProgress(ctx: Ctx, taskId: string): Promise<contracts.Progress[]> {
  const rows = await listProgress(ctx, taskId);
  const answered = await listAnswered(
    ctx,
    rows.map((row) => row.id),
  );
  return Promise.all(
    rows.map(async ({ taskId: _, filedBy, filedAt, decidedAt, ...progress }) => ({
      ...progress,
      filedAt: filedAt.toISOString(),
      decidedAt: decidedAt?.toISOString() ?? null,
      occurrenceIds: answered.filter((a) => a.progressId === progress.id).map((a) => a.id),
      files: await listFiles(ctx.db, ctx.actor, progress.id),
      abilities: { verify: canVerifyProgress(ctx.actor, { filedBy, outcome: progress.outcome }) },
    })),
  );
}
