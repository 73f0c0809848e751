import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type * as contracts from '../domain/risk.contract.ts';
import { mayRemark } from '../domain/risk.policy.ts';
import { riskError } from '../domain/risk.terms.ts';
import { findRemark, insertRemark, updateRemark } from './remarks.queries.ts';
import { tellOfficers } from './review-due.actions.ts';
import { theEvent, writeRisks } from './risk-file.ts';

/** A comment, or a return that stays open until the enterprise answers. */
export async function remarkEvent(
  ctx: Ctx,
  eventId: string,
  { commandId, kind, words }: z.output<typeof contracts.remarkRiskEvent.body>,
): Promise<{ id: string; version: number }> {
  const { enterpriseId, version } = await theEvent(ctx, eventId);
  const policy = ({ actor }: Pick<Ctx, 'actor'>) => {
    if (!mayRemark(actor)) throw appError('not-found', { what: '这个风险点' });
  };
  const command = {
    commandId,
    enterpriseId,
    action: 'risk:remark',
    subjectId: eventId,
    kind: 'riskEvent',
    policy,
  } as const;
  await writeRisks(ctx, command, async (tx) => {
    const event = await theEvent(tx, eventId);
    await insertRemark(tx, { id: commandId, eventId, enterpriseId, kind, words });
    await tellOfficers(tx, enterpriseId, {
      title: `${kind === 'return' ? '监管人员退回了' : '监管人员对'}风险点“${event.name}”${kind === 'return' ? '，请核对后答复' : '提出意见'}`,
      detail: words,
      link: `/risks/own?event=${eventId}`,
      dedupeKey: `risk-remark:${commandId}`,
    });
    return { version: event.version, data: { kind, words } };
  });
  return { id: commandId, version };
}

/** @throws risk/not-returned */
export async function answerRemark(
  ctx: Ctx,
  id: string,
  { commandId, answer }: z.output<typeof contracts.answerRemark.body>,
): Promise<{ id: string; version: number }> {
  const remark = await findRemark(ctx, id);
  if (!remark) throw appError('not-found', { what: '这条意见' });
  const { enterpriseId, eventId } = remark;
  const command = { commandId, enterpriseId, action: 'risk:answer', subjectId: eventId, kind: 'riskEvent' } as const;
  await writeRisks(ctx, command, async (tx) => {
    const event = await theEvent(tx, eventId);
    const now = await findRemark(tx, id);
    if (now?.kind !== 'return' || now.answeredAt !== null) throw riskError('not-returned', {});
    await updateRemark(tx, id, eventId, answer);
    return { version: event.version, data: { remark: id, answer } };
  });
  return { id, version: 1 };
}
