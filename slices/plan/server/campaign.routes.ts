import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { proposeAssignment } from '../domain/assignment.rules.ts';
import * as contracts from '../domain/campaign.contract.ts';
import { canAssignTask } from '../domain/plan.policy.ts';
import { taskStatus } from '../domain/task-status.rules.ts';
import { listAliases } from './body-alias.queries.ts';
import { adoptPlan } from './campaign.actions.ts';
import { closedOn, countCampaigns, findCampaign, listCampaigns, tallyCampaign } from './campaign.queries.ts';
import { ownEnd } from './campaign-document.ts';
import { listClauses, listObligations } from './clause.queries.ts';
import { findPlan } from './document.queries.ts';
import { findDutyListOf } from './duty-list.queries.ts';
import { stateOf } from './task.queries.ts';

export const campaignRoutes = [
  route(contracts.listCampaigns, ({ ctx, query }) => listCampaigns(ctx, query, today(ctx.clock))),
  route(contracts.countCampaigns, ({ ctx, query }) => countCampaigns(ctx, query)),
  route(contracts.adoptPlan, ({ ctx, body }) => adoptPlan(ctx, body)),
  route(contracts.getCampaign, ({ ctx, params }) => presentCampaign(ctx, params.id)),
  route(contracts.getCampaignTree, async ({ ctx, params }) => {
    const campaign = await requireCampaign(ctx, params.id);
    const clauses = await listClauses(ctx, params.id);
    const now = closedOn(campaign) ?? today(ctx.clock);
    return {
      units: clauses.map(({ id, parentId, kind, path, label, obligations, ...task }) => ({
        id,
        parentId,
        kind,
        path,
        label,
        obligations,
        task: presentState(task, now),
      })),
    };
  }),
  route(contracts.proposeAssignments, async ({ ctx, params }) => ({ rows: await listProposals(ctx, params.id) })),
];

async function requireCampaign(ctx: Ctx, id: string) {
  const campaign = await findCampaign(ctx, id);
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  return campaign;
}

async function presentCampaign(ctx: Ctx, id: string) {
  const campaign = await requireCampaign(ctx, id);
  const figures = await tallyCampaign(ctx, id, today(ctx.clock));
  const clauses = await listClauses(ctx, id);
  const obligations = await listObligations(ctx, { campaignId: id });
  const goals = obligations.flatMap(({ id, unitId, kind, quote }) => {
    const unit = clauses.find((clause) => clause.id === unitId && clause.taskId === null);
    return unit ? [{ id, kind, quote, path: unit.path }] : [];
  });
  return {
    ...campaign,
    ...figures,
    goals,
    adoptedAt: campaign.adoptedAt.toISOString(),
    closedAt: campaign.closedAt?.toISOString() ?? null,
    obligations: obligations.length,
    dutyListId: await findDutyListOf(ctx, id),
    abilities: { assign: canAssignTask(ctx.actor, { doneOn: null, closedOn: closedOn(campaign) }) },
  };
}

type Clause = Awaited<ReturnType<typeof listClauses>>[number];

function presentState(
  task: Pick<Clause, 'leadBodyId' | 'dueOn' | 'pendingOn' | 'doneOn'>,
  now: LocalDate,
): contracts.CampaignUnit['task'] {
  const { leadBodyId, dueOn, pendingOn, doneOn } = task;
  if (dueOn === null) return null;
  return { status: taskStatus(stateOf({ leadBodyId, dueOn, pendingOn, doneOn }), now), leadBodyId, dueOn, doneOn };
}

/** Proposals for all tasks of a campaign that nobody leads yet, in the order of the text. */
export async function listProposals(ctx: Ctx, campaignId: string) {
  const campaign = await requireCampaign(ctx, campaignId);
  const document = await findPlan(ctx, campaign.documentId);
  if (!document) throw new Error('a campaign has no document');
  const [clauses, obligations, bodies, aliases] = [
    await listClauses(ctx, campaignId),
    await listObligations(ctx, { campaignId }),
    await listBodies(ctx),
    await listAliases(ctx),
  ];
  const labels = new Map(clauses.map((clause) => [clause.id, clause.label]));
  return clauses.flatMap((clause) => {
    const { id, version, path, label, dueOn, actionId } = clause;
    if (version === null || dueOn === null || actionId === null || clause.leadBodyId !== null) return [];
    const duties = obligations.filter((duty) => duty.unitId === id);
    const actors = duties.flatMap((duty) => [duty.actor ?? '', ...duty.actorAlternatives]).filter(Boolean);
    const text = document.text.slice(clause.start, ownEnd(clause, clauses));
    const proposal = proposeAssignment({ text, actors }, bodies, campaign.ownerBodyId, aliases);
    const { leadBodyId, supportingBodyIds, source, phrases, onEnterprises } = proposal;
    const task = { taskId: id, version, path, label, actionLabel: labels.get(actionId) ?? '', dueOn };
    return [
      { ...task, leadBodyId, supportingBodyIds: [...supportingBodyIds], source, phrases: [...phrases], onEnterprises },
    ];
  });
}
