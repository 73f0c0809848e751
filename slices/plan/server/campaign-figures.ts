import { type LocalDate, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { burnUp } from '../domain/burn-up.rules.ts';
import type { Tally } from '../domain/campaign.contract.ts';
import type { CampaignCourse } from '../domain/campaign-course.contract.ts';
import { stagesOf } from '../domain/stages.rules.ts';
import { type TaskHistory, type TaskStatus, taskStateAsOf, taskStatus } from '../domain/task-status.rules.ts';
import { closedOn, findCampaign } from './campaign.queries.ts';
import { listClauses } from './clause.queries.ts';
import { findPlan } from './document.queries.ts';
import { listLeadsAsOf } from './lead.queries.ts';
import type { ReadCtx } from './plan.tables.ts';
import { listTaskHistories } from './task-history.queries.ts';
import { NO_TASKS } from './task-status.sql.ts';

/** A task as it stood at the end of a day. */
export interface TaskAsOf {
  readonly id: string;
  readonly path: readonly string[];
  readonly label: string;
  /** Who led it on that day. */
  readonly leadBodyId: string | null;
  readonly status: TaskStatus;
  readonly dueOn: LocalDate;
  readonly doneOn: LocalDate | null;
}

/**
 * The tasks of a campaign as they stood at the end of a day, rebuilt from what had happened by then; none before the
 * adoption. Led by the bodies of that day: who got a task later does not count for it.
 * @throws app/not-found
 */
export async function listTasksAsOf(ctx: ReadCtx, campaignId: string, asOf: LocalDate): Promise<TaskAsOf[]> {
  const campaign = await findCampaign(ctx, campaignId);
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  if (localDate(campaign.adoptedAt) > asOf) return [];
  const histories = await listTaskHistories(ctx, { campaignId });
  return tasksAsOf(ctx, { campaignId, asOf, histories, clauses: await listClauses(ctx, campaignId, EVER) });
}

/** A past day counts clauses that were left out since, and none that came later. */
const EVER = { withRepealed: true };

interface Materials {
  readonly campaignId: string;
  readonly asOf: LocalDate;
  readonly histories: ReadonlyMap<string, TaskHistory>;
  readonly clauses: Awaited<ReturnType<typeof listClauses>>;
}

async function tasksAsOf(ctx: ReadCtx, { campaignId, asOf, histories, clauses }: Materials) {
  const leads = await listLeadsAsOf(ctx, campaignId, asOf);
  return clauses.flatMap(({ id, path, label, actionId, addedOn }) => {
    const history = histories.get(id);
    if (!history || (addedOn !== null && addedOn > asOf)) return [];
    const state = taskStateAsOf(history, asOf);
    const { dueOn, doneOn } = state;
    const leadBodyId = leads.get(id) ?? null;
    return [{ id, path, label, actionId, leadBodyId, status: taskStatus(state, asOf), dueOn, doneOn }];
  });
}

/** How many tasks of a campaign stood in each status at the end of a day. @throws app/not-found */
export async function campaignFigures(ctx: ReadCtx, campaignId: string, asOf: LocalDate): Promise<Tally> {
  return tallyOf(await listTasksAsOf(ctx, campaignId, asOf));
}

function tallyOf(tasks: readonly Pick<TaskAsOf, 'status'>[]): Tally {
  const tally = { ...NO_TASKS };
  for (const { status } of tasks) {
    if (status !== 'repealed') tally.total += 1;
    tally[status] += 1;
  }
  return tally;
}

/**
 * The course of a campaign at the end of a day (today, or the day on which it ended): counts, stages with their gates, and week by week what was planned,
 * reported and verified. @throws app/not-found
 */
export async function campaignCourse(
  ctx: ReadCtx & Pick<Ctx, 'clock'>,
  campaignId: string,
  asOfDay?: LocalDate,
): Promise<CampaignCourse> {
  const campaign = await findCampaign(ctx, campaignId);
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  const asOf = asOfDay ?? closedOn(campaign) ?? today(ctx.clock);
  const adoptedOn = localDate(campaign.adoptedAt);
  const histories = await listTaskHistories(ctx, { campaignId });
  const clauses = await listClauses(ctx, campaignId, EVER);
  const tasks = adoptedOn > asOf ? [] : await tasksAsOf(ctx, { campaignId, asOf, histories, clauses });
  const document = await findPlan(ctx, campaign.documentId);
  const run = { from: adoptedOn > campaign.startsOn ? adoptedOn : campaign.startsOn, to: campaign.endsOn, asOf };
  const courses = [...histories.values()].filter(({ repealedOn }) => !repealedOn || repealedOn > asOf);
  const byAction = clauses.flatMap(({ id, path, label }) => {
    const own = tasks.filter((task) => task.actionId === id);
    return own.length > 0 ? [{ actionId: id, path, label, tally: tallyOf(own) }] : [];
  });
  const bodyIds = [...new Set(tasks.flatMap(({ leadBodyId }) => leadBodyId ?? []))];
  return {
    asOf,
    tally: tallyOf(tasks),
    byAction,
    byBody: bodyIds.map((bodyId) => ({ bodyId, tally: tallyOf(tasks.filter((task) => task.leadBodyId === bodyId)) })),
    stages: stagesOf(document?.reading.phases ?? [], courses, { ...run, from: campaign.startsOn }),
    burnUp: burnUp(courses, run),
  };
}
