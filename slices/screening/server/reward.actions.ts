import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import type { z } from 'zod';
import type * as contracts from '../domain/reward.contract.ts';
import { REWARD_STEPS } from '../domain/reward.rules.ts';
import { plainClaimCode } from '../domain/snapshot.rules.ts';
import { statementError } from '../domain/statement.errors.ts';
import {
  findReward,
  findRewardOf,
  findRules,
  insertReward,
  lockReward,
  type RewardRecord,
  updateReward,
  upsertRules,
} from './reward.queries.ts';
import { findSnapshot, isClaimOf } from './snapshot.queries.ts';
import { hashOfCode } from './snapshot-anonymous.ts';
import { ownPlace, placementOf, placeOf, writeOnce } from './statement-place.ts';
import { checkVersion } from './write-screening.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;

/** @throws app/version-conflict */
export async function setRewardRules(
  ctx: Ctx,
  { commandId, version, amounts, answerDays, renewDrop }: Body<typeof contracts.setRewardRules>,
): Promise<void> {
  const place = await ownPlace(ctx);
  const command = { commandId, action: 'screening:setRewards', subjectId: place.id };
  await writeOnce(ctx, command, async (tx) => {
    const before = await findRules(tx, place.id);
    checkVersion(before, version, '奖励标准');
    const dropNumber = before.dropNumber + (renewDrop ? 1 : 0);
    await upsertRules(tx, place.id, { amounts, answerDays, dropNumber, version: version + 1 });
    tx.record({
      id: commandId,
      action: command.action,
      subject: { kind: 'rewardRules', id: place.id, version: version + 1 },
      data: { amounts, answerDays, renewDrop },
      placement: placementOf(tx, place),
    });
  });
}

/**
 * Somebody proposes what a report or a proposal is worth; another person approves.
 * @throws screening/not-rewardable, screening/reward-exists, screening/person-needed, app/not-found
 */
export async function proposeReward(
  ctx: Ctx,
  { id, snapshotId, kind, personName, subject, item, amountFen }: Body<typeof contracts.proposeReward>,
): Promise<void> {
  const place = await ownPlace(ctx);
  const command = { commandId: id, action: 'screening:proposeReward', subjectId: id };
  await writeOnce(ctx, command, async (tx) => {
    const snapshot = snapshotId === null ? null : await findSnapshot(tx, snapshotId);
    if (snapshot === undefined) throw appError('not-found', { what: '这条报告' });
    if (snapshot && snapshot.status !== 'accepted') throw statementError('not-rewardable', {});
    if (snapshot && (await findRewardOf(tx, snapshot.id))) throw statementError('reward-exists', {});
    if (!snapshot && personName === '') {
      throw statementError('person-needed', {}, [{ path: 'personName', message: '请填写奖励给谁' }]);
    }
    const person = snapshot ? snapshot.finderName : personName;
    const given = { kind: snapshot?.kind ?? kind, snapshotId, subject, item, amountFen };
    await insertReward(tx, { id, place, personName: person, ...given });
    tx.record({
      id,
      action: command.action,
      subject: { kind: 'reward', id, version: 1 },
      data: { ...given, personName: person },
      placement: placementOf(tx, place),
    });
  });
}

/** @throws screening/not-approver, screening/decided-already, screening/because-needed, app/version-conflict */
export async function decideReward(
  ctx: Ctx,
  id: string,
  { commandId, version, approved, reason }: Body<typeof contracts.decideReward>,
): Promise<void> {
  if (!approved && reason === '') {
    throw statementError('because-needed', {}, [{ path: 'reason', message: '请写明不批准的原因' }]);
  }
  const status = approved ? 'approved' : 'refused';
  await step(ctx, id, { commandId, version, status, action: 'screening:decideReward' }, async (tx, reward) => {
    if (reward.proposedBy === tx.actor.userId) throw statementError('not-approver', {});
    await updateReward(tx, reward, status === 'approved' ? { status } : { status, reason });
    return { approved, reason };
  });
}

/** @throws screening/claim-wrong, screening/paid-early, screening/decided-already, app/version-conflict */
export async function payReward(
  ctx: Ctx,
  id: string,
  { commandId, version, paidOn, claimCode, files }: Body<typeof contracts.payReward>,
): Promise<void> {
  await step(ctx, id, { commandId, version, status: 'paid', action: 'screening:payReward' }, async (tx, reward) => {
    const approvedOn = reward.decidedAt && localDate(reward.decidedAt);
    if (paidOn > today(tx.clock) || (approvedOn !== null && paidOn < approvedOn)) {
      throw statementError('paid-early', {}, [{ path: 'paidOn', message: '应在批准之后、不晚于今天' }]);
    }
    if (reward.personName === null && reward.snapshotId !== null) {
      const code = plainClaimCode(claimCode);
      if (code === null || !(await isClaimOf(tx, reward.snapshotId, hashOfCode(code)))) {
        throw statementError('claim-wrong', {}, [{ path: 'claimCode', message: '请核对领奖人出示的查询码' }]);
      }
    }
    const { division, industry, enterpriseId } = reward;
    const placement = { county: tx.actor.county, division, industry, enterpriseId };
    const vouchers = await attachFiles(tx, { fileIds: files, subject: { kind: 'reward', id }, placement });
    await updateReward(tx, reward, { status: 'paid', paidOn });
    return { paidOn, vouchers: vouchers.map(({ name, sha256 }) => ({ name, sha256 })) };
  });
}

interface Step {
  readonly commandId: string;
  readonly version: number;
  readonly status: RewardRecord['status'];
  readonly action: string;
}

async function step(
  ctx: Ctx,
  id: string,
  { commandId, version, status, action }: Step,
  work: (
    tx: Parameters<Parameters<Ctx['transaction']>[0]>[0],
    reward: RewardRecord,
  ) => Promise<Record<string, unknown>>,
): Promise<void> {
  const before = await findReward(ctx, id);
  if (!before) throw appError('not-found', { what: '这笔奖励' });
  const place = await placeOf(ctx, before.enterpriseId);
  await writeOnce(ctx, { commandId, action, subjectId: id }, async (tx) => {
    const reward = await lockReward(tx, id);
    if (!reward || reward.enterpriseId !== tx.actor.scope.enterpriseId)
      throw appError('not-found', { what: '这笔奖励' });
    if (!REWARD_STEPS[reward.status].includes(status)) throw statementError('decided-already', { what: '这笔奖励' });
    checkVersion(reward, version, '这笔奖励');
    const data = await work(tx, reward);
    const subject = { kind: 'reward', id, version: version + 1 };
    tx.record({ id: commandId, action, subject, data, placement: placementOf(tx, place) });
  });
}
