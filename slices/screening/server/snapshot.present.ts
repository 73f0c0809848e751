import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listFiles } from '@zhiben/platform/server/files/index.ts';
import { mayAnswer } from '../domain/statement.policy.ts';
import { findRewardOf, findRules } from './reward.queries.ts';
import { findSnapshot, type SnapshotRecord } from './snapshot.queries.ts';
import { makeTicket } from './snapshot-anonymous.ts';
import { ownPlace } from './statement-place.ts';

export function presentRow(row: SnapshotRecord) {
  const { id, kind, words, place, receivedOn, dueOn, status, finderName, fileHashes } = row;
  return { id, kind, words, place, receivedOn, dueOn, status, finderName, photos: fileHashes.length };
}

/** @throws app/not-found */
export async function presentSnapshot(ctx: Ctx, id: string) {
  const row = await findSnapshot(ctx, id);
  if (!row) throw appError('not-found', { what: '这条报告' });
  const [files, reward] = await Promise.all([listFiles(ctx.db, ctx.actor, id), findRewardOf(ctx, id)]);
  return {
    ...presentRow(row),
    version: row.version,
    files,
    decidedAt: row.decidedAt?.toISOString() ?? null,
    decidedByName: row.decidedByName,
    reason: row.reason,
    answer: row.answer,
    hazardId: row.hazardId,
    duplicateOf: row.duplicateOf,
    collectWords: row.collectWords,
    reward: reward ?? null,
    abilities: {
      answer: mayAnswer(ctx.actor, row.enterpriseId, row.status),
      reward: ctx.actor.permissions.has('screening:reward') && row.status === 'accepted' && !reward,
    },
  };
}

/** The address that takes anonymous reports: the same for all people of the enterprise. */
export async function presentTicket(ctx: Ctx) {
  const place = await ownPlace(ctx);
  const { dropNumber } = await findRules(ctx, place.id);
  const ticket = makeTicket(ctx.services, { county: ctx.actor.county, enterpriseId: place.id, dropNumber });
  return { ticket, path: `/public/snapshots/new?t=${ticket}`, enterpriseName: place.name };
}

/** What a finder with a code is told. */
export async function presentFollowed(ctx: Ctx, row: SnapshotRecord & { readonly county: string }) {
  const { kind, words, place, receivedOn, dueOn, status, answer, collectWords } = row;
  const reward = await findRewardOf({ db: ctx.db, actor: { ...ctx.actor, county: row.county } }, row.id);
  const paid = reward ? { amountFen: reward.amountFen, status: reward.status } : null;
  return { kind, words, place, receivedOn, dueOn, status, answer, reward: paid, collectWords };
}
