import { addDays, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { closingError } from '../domain/campaign-closing.terms.ts';
import { LAID_AHEAD_DAYS } from '../domain/due.rules.ts';
import { canCloseCampaign } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { tallyCampaign } from './campaign.queries.ts';
import { findClosedAmong, findClosing, updateClosing } from './campaign-closing.queries.ts';
import { layOutDuties } from './occurrence.upkeep.ts';
import { listToLay } from './occurrence-upkeep.queries.ts';

interface Command {
  readonly campaignId: string;
  readonly commandId: string;
}

/**
 * Ends a campaign with a summary; the counts of that day are recorded with it. What is open stays open in the figures:
 * its tasks and occurrences leave the worklists.
 * @throws app/not-found, plan/may-not, plan/campaign-closed, plan/still-pending
 */
export async function closeCampaign(ctx: Ctx, { campaignId, commandId, summary }: Command & { summary: string }) {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id: campaignId };
  return ctx.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (campaign.closedAt) throw closingError('campaign-closed', { name: campaign.name });
    const { tally } = await tallyCampaign(tx, campaignId, today(tx.clock));
    if (tally.awaitingVerification > 0) throw closingError('still-pending', { count: tally.awaitingVerification });
    const version = await updateClosing(tx, campaignId, { summary, on: today(tx.clock) });
    const subject = { kind: 'campaign', id: campaignId, version };
    tx.record({ id: commandId, action: 'plan:close', subject, data: { summary, tally } });
    return { id: campaignId };
  });
}

/** Takes up a campaign that had ended. @throws app/not-found, plan/may-not, plan/campaign-open */
export async function reopenCampaign(ctx: Ctx, { campaignId, commandId, reason }: Command & { reason: string }) {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id: campaignId };
  return ctx.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, campaignId);
    if (!campaign.closedAt) throw closingError('campaign-open', { name: campaign.name });
    const version = await updateClosing(tx, campaignId, null);
    await layOutDuties(tx, await listToLay(tx, addDays(today(tx.clock), LAID_AHEAD_DAYS), { campaignId }));
    const data = { reason, closedAt: campaign.closedAt.toISOString(), summary: campaign.summary };
    tx.record({ id: commandId, action: 'plan:reopen', subject: { kind: 'campaign', id: campaignId, version }, data });
    return { id: campaignId };
  });
}

async function lockCampaign(tx: TxCtx, campaignId: string) {
  const campaign = await findClosing(tx, campaignId, { lock: true });
  if (!campaign) throw appError('not-found', { what: '这个专项行动' });
  if (!canCloseCampaign(tx.actor))
    throw planError('may-not', { why: '只有安委办工作人员可以结束或重新启动专项行动。' });
  return campaign;
}

/**
 * Nothing is assigned or reported in a campaign that has ended. Asked before the tasks are locked: who ends a campaign
 * locks it first and its tasks then. @throws plan/campaign-closed
 */
export async function refuseClosed(tx: TxCtx, taskIds: readonly string[]): Promise<void> {
  const closed = await findClosedAmong(tx, taskIds);
  if (closed) throw closingError('campaign-closed', { name: closed.name });
}
