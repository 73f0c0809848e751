import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Tally } from '../domain/campaign.contract.ts';
import { type TaskStatus, taskStateAsOf, taskStatus } from '../domain/task-status.rules.ts';
import { findCampaign } from './campaign.queries.ts';
import { listClauses } from './clause.queries.ts';
import type { ReadCtx } from './plan.tables.ts';
import { listTaskHistories } from './task.queries.ts';
import { NO_TASKS } from './task-status.sql.ts';

/** A task as it stood at the end of a day. */
export interface TaskAsOf {
  readonly id: string;
  readonly path: readonly string[];
  readonly label: string;
  readonly leadBodyId: string | null;
  readonly status: TaskStatus;
  readonly dueOn: LocalDate;
  readonly doneOn: LocalDate | null;
}

/**
 * The tasks of a campaign as they stood at the end of a day, rebuilt from what had happened by then; none before the
 * adoption. (Who leads is today's answer: a task that was given to another body since is counted for that one.)
 * @throws app/not-found
 */
export async function listTasksAsOf(ctx: ReadCtx, campaignId: string, asOf: LocalDate): Promise<TaskAsOf[]> {
  const campaign = await findCampaign(ctx, campaignId);
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  if (localDate(campaign.adoptedAt) > asOf) return [];
  const histories = await listTaskHistories(ctx, { campaignId });
  const clauses = await listClauses(ctx, campaignId);
  return clauses.flatMap(({ id, path, label, leadBodyId }) => {
    const history = histories.get(id);
    if (!history) return [];
    const state = taskStateAsOf(history, asOf);
    const { dueOn, doneOn } = state;
    return [{ id, path, label, leadBodyId, status: taskStatus(state, asOf), dueOn, doneOn }];
  });
}

/** How many tasks of a campaign stood in each status at the end of a day. @throws app/not-found */
export async function campaignFigures(ctx: ReadCtx, campaignId: string, asOf: LocalDate): Promise<Tally> {
  const tally = { ...NO_TASKS };
  for (const { status } of await listTasksAsOf(ctx, campaignId, asOf)) {
    tally.total += 1;
    tally[status] += 1;
  }
  return tally;
}
