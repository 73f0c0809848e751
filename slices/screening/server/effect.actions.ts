import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import type { z } from 'zod';
import type * as contracts from '../domain/effect.contract.ts';
import { mayConfigureEffect, mayRefresh, mayVeto } from '../domain/effect.policy.ts';
import { effectError } from '../domain/effect.terms.ts';
import { daysOver } from '../domain/effect-month.rules.ts';
import { keepEffectJob } from './effect.keep.ts';
import { currentSettings, endVeto, insertSettings, insertVeto, lockVeto } from './effect.queries.ts';

type Body<C extends { body: z.ZodType }> = z.output<C['body']>;

/** Whether a command was carried out before on this subject. @throws app/id-taken when its id means something else */
async function isResend(ctx: Pick<Ctx, 'db' | 'actor'>, id: string, subjectId: string): Promise<boolean> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, id);
  if (recorded && recorded.subjectId !== subjectId) throw appError('id-taken', {});
  return recorded !== undefined;
}

/** @throws effect/may-not-configure, app/version-conflict */
export async function setSettings(ctx: Ctx, body: Body<typeof contracts.setEffectSettings>) {
  const { commandId, version, settings, basis } = body;
  if (await isResend(ctx, commandId, commandId)) return { version: version + 1 };
  return ctx.transaction(async (tx) => {
    if (!mayConfigureEffect(tx.actor)) throw effectError('may-not-configure', {});
    const before = await currentSettings(tx);
    const isNext = before.version === version && (await insertSettings(tx, version + 1, settings, basis));
    if (!isNext) throw appError('version-conflict', { what: '运行效果的本县参数' });
    const subject = { kind: 'effectSettings', id: commandId, version: version + 1 };
    tx.record({
      id: commandId,
      action: 'screening:configure',
      subject,
      data: { settings, basis, before: before.settings },
    });
    await enqueue(tx, keepEffectJob, {}, { key: 'all' });
    return { version: version + 1 };
  });
}

/** @throws app/not-found (also for whoever may not), effect/month-ahead */
export async function veto(ctx: Ctx, enterpriseId: string, body: Body<typeof contracts.vetoEffect>) {
  const { id, month, reason, basis } = body;
  if (await isResend(ctx, id, id)) return { id };
  return ctx.transaction(async (tx) => {
    const enterprise = await findEnterprise(tx, enterpriseId);
    if (!enterprise || !mayVeto(tx.actor)) throw appError('not-found', { what: '这家企业' });
    if (!daysOver(month, today(tx.clock))) throw effectError('month-ahead', {});
    await insertVeto(tx, { id, enterpriseId, month, reason, basis });
    const { division, industry } = enterprise;
    const placement = { county: tx.actor.county, division, industry, enterpriseId };
    const data = { enterprise: enterpriseId, month, reason, basis };
    tx.record({ id, action: 'screening:veto', subject: { kind: 'effectVeto', id }, data, placement });
    await enqueue(tx, keepEffectJob, { month, enterpriseId }, { key: `${month}/${enterpriseId}` });
    return { id };
  });
}

/** @throws app/not-found, effect/already-withdrawn */
export async function withdrawVeto(ctx: Ctx, id: string, { commandId, why }: Body<typeof contracts.withdrawVeto>) {
  if (await isResend(ctx, commandId, id)) return { id };
  return ctx.transaction(async (tx) => {
    const row = await lockVeto(tx, id);
    const enterprise = row && (await findEnterprise(tx, row.enterpriseId));
    if (!enterprise || !mayVeto(tx.actor)) throw appError('not-found', { what: '这条否决' });
    if (row.withdrawnAt !== null) throw effectError('already-withdrawn', {});
    await endVeto(tx, id, why);
    const { division, industry } = enterprise;
    const { enterpriseId, month } = row;
    const placement = { county: tx.actor.county, division, industry, enterpriseId };
    const data = { enterprise: enterpriseId, month, why };
    tx.record({
      id: commandId,
      action: 'screening:withdrawVeto',
      subject: { kind: 'effectVeto', id },
      data,
      placement,
    });
    await enqueue(tx, keepEffectJob, { month, enterpriseId }, { key: `${month}/${enterpriseId}` });
    return { id };
  });
}

/** Asks for a month to be computed now. @throws app/not-found, effect/month-ahead */
export async function refresh(ctx: Ctx, body: Body<typeof contracts.refreshEffect>): Promise<{ queued: boolean }> {
  const { commandId, month, enterpriseId } = body;
  const subjectId = enterpriseId ?? commandId;
  if (await isResend(ctx, commandId, subjectId)) return { queued: true };
  await ctx.transaction(async (tx) => {
    const enterprise = enterpriseId === undefined ? null : await findEnterprise(tx, enterpriseId);
    if (enterprise === undefined || !mayRefresh(tx.actor)) throw appError('not-found', { what: '这家企业' });
    if (!daysOver(month, today(tx.clock))) throw effectError('month-ahead', {});
    const subject = { kind: 'effect', id: subjectId };
    tx.record({
      id: commandId,
      action: 'screening:refresh',
      subject,
      data: { month, enterprise: enterpriseId ?? null },
    });
    const payload = enterpriseId === undefined ? { month } : { month, enterpriseId };
    await enqueue(tx, keepEffectJob, payload, { key: `${month}/${enterpriseId ?? ''}` });
  });
  return { queued: true };
}
