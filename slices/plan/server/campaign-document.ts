import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { ColoredSpan } from '../domain/campaign-course.contract.ts';
import { dutyStatus } from '../domain/duty-colour.rules.ts';
import { type TaskStatus, taskStatus } from '../domain/task-status.rules.ts';
import { closedOn, findCampaign } from './campaign.queries.ts';
import { listClauses, listObligations } from './clause.queries.ts';
import { findPlan } from './document.queries.ts';
import { stateOf } from './task.queries.ts';

/**
 * The plan's own text with how each of its sentences stands: the document as a dashboard. Clauses that a later edition
 * left out are not in the text any more. @throws app/not-found
 */
export async function campaignDocument(ctx: Ctx, campaignId: string): Promise<{ text: string; spans: ColoredSpan[] }> {
  const campaign = await findCampaign(ctx, campaignId);
  const document = campaign && (await findPlan(ctx, campaign.documentId));
  if (!document) throw appError('not-found', { what: '这个专项行动' });
  const clauses = await listClauses(ctx, campaignId);
  const obligations = await listObligations(ctx, { campaignId });
  const now = closedOn(campaign) ?? today(ctx.clock);
  const duties = new Map<string, typeof obligations>();
  for (const duty of obligations) duties.set(duty.unitId, [...(duties.get(duty.unitId) ?? []), duty]);
  const spans = clauses.flatMap((clause): ColoredSpan[] => {
    const status = statusOf(clause, now);
    if (status === null) return [];
    const { id: taskId, path, label, leadBodyId, dueOn, start } = clause;
    const facts = { taskId, path, label, leadBodyId };
    const end = ownEnd(clause, clauses);
    return [
      { ...facts, id: taskId, kind: 'task', start, end, status, dueOn },
      ...(duties.get(taskId) ?? []).map((duty): ColoredSpan => {
        const { id, start, end, dueOn } = duty;
        return { ...facts, id, kind: 'duty', start, end, status: dutyStatus(duty, status, now), dueOn };
      }),
    ];
  });
  return { text: document.text, spans };
}

type Clause = Awaited<ReturnType<typeof listClauses>>[number];

function statusOf({ leadBodyId, dueOn, pendingOn, doneOn }: Clause, now: LocalDate): TaskStatus | null {
  return dueOn === null ? null : taskStatus(stateOf({ leadBodyId, dueOn, pendingOn, doneOn }), now);
}

/** Where a clause's own words end: at the first clause under it. */
export function ownEnd(clause: Clause, clauses: readonly Clause[]): number {
  const inner = clauses.filter((other) => other.parentId === clause.id).map((other) => other.start);
  return Math.min(clause.end, ...inner);
}
