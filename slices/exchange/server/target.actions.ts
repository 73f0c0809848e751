import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import { exchangeError } from '../domain/exchange.terms.ts';
import type * as keys from '../domain/keys.contract.ts';
import type * as sending from '../domain/sending.contract.ts';
import type { ReceiverAnswer } from './outbox.ts';
import { countyKey } from './signing.ts';
import {
  insertPeer,
  insertTarget,
  listAllTargets,
  listPeers,
  listSends,
  lockSend,
  lockTarget,
  removePeer as removePeerRow,
  sumSends,
  updateSend,
  updateTarget,
} from './target.queries.ts';

const TARGET = { what: '这个报送对象' };
type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;

export async function presentTargets(ctx: Ctx) {
  const [targets, sums] = await Promise.all([listAllTargets(ctx), sumSends(ctx)]);
  const rows = targets.map(({ cursor: _, ...target }) => {
    const sum = sums.find(({ targetId }) => targetId === target.id);
    return {
      ...target,
      waiting: sum?.waiting ?? 0,
      dead: sum?.dead ?? 0,
      sentRecords: sum?.sentRecords ?? 0,
      lastSentAt: sum?.lastSentAt?.toISOString() ?? null,
      lastError: sum?.lastError ?? '',
    };
  });
  return { rows, nextCursor: null };
}

export async function presentSends(ctx: Ctx, targetId: string, page: { cursor?: string | undefined; limit: number }) {
  if (!(await listAllTargets(ctx)).some(({ id }) => id === targetId)) throw appError('not-found', TARGET);
  const { rows, nextCursor } = await listSends(ctx, targetId, page);
  return {
    rows: rows.map(({ receipt, nextAt, createdAt, endedAt, ...send }) => {
      const answer = receipt as ReceiverAnswer | null;
      return {
        ...send,
        nextAt: send.status === 'waiting' ? nextAt.toISOString() : null,
        createdAt: createdAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
        receiptHash: answer?.receiptHash ?? null,
        refused: answer?.outcomes ? (answer.outcomes.refused ?? 0) : null,
      };
    }),
    nextCursor,
  };
}

/** One write with its fact; sent again it does nothing. @throws app/id-taken */
async function once(
  ctx: Ctx,
  fact: { readonly id: string; readonly action: string; readonly kind: string; readonly subjectId: string },
  work: (tx: TxCtx) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  const { id, action, kind, subjectId } = fact;
  const recorded = await findRecorded(ctx.db, ctx.actor.county, id);
  if (recorded && (recorded.action !== action || recorded.subjectId !== subjectId)) throw appError('id-taken', {});
  if (recorded) return;
  await ctx.transaction(async (tx) => {
    const data = await work(tx);
    tx.record({ id, action, subject: { kind, id: subjectId }, data });
  });
}

/** @throws exchange/token-missing */
export async function createTarget(ctx: Ctx, target: Body<typeof sending.createTarget>): Promise<{ id: string }> {
  const { id, tokenName } = target;
  if (tokenName !== null && !(await ctx.services.secrets.read(tokenName))) {
    throw exchangeError('token-missing', { name: tokenName });
  }
  await once(ctx, { id, action: 'exchange:createTarget', kind: 'exchangeTarget', subjectId: id }, async (tx) => {
    await insertTarget(tx, target);
    return { ...target };
  });
  return { id };
}

interface OnTarget {
  readonly commandId: string;
  readonly version: number;
}

function onTarget(
  ctx: Ctx,
  id: string,
  { commandId, version }: OnTarget,
  action: string,
  change: (tx: TxCtx, version: number) => Promise<Readonly<Record<string, unknown>>>,
): Promise<void> {
  return once(ctx, { id: commandId, action, kind: 'exchangeTarget', subjectId: id }, async (tx) => {
    const target = await lockTarget(tx, id);
    if (!target) throw appError('not-found', TARGET);
    if (target.version !== version) throw appError('version-conflict', TARGET);
    return change(tx, version + 1);
  });
}

export async function pauseTarget(ctx: Ctx, id: string, body: Body<typeof sending.pauseTarget>) {
  const { paused } = body;
  await onTarget(ctx, id, body, 'exchange:pauseTarget', async (tx, version) => {
    await updateTarget(tx, id, { paused, paused_because: paused ? `${tx.actor.name}暂停` : '', version });
    return { paused };
  });
  return { id };
}

export async function removeTarget(ctx: Ctx, id: string, body: OnTarget) {
  await onTarget(ctx, id, body, 'exchange:removeTarget', async (tx, version) => {
    await updateTarget(tx, id, { removed_at: tx.clock.now(), version });
    return {};
  });
  return { id };
}

/** A person decides about a batch that could not be sent; the target then goes on. @throws exchange/send-not-dead */
export async function settleSend(ctx: Ctx, id: string, { commandId, how, reason }: Body<typeof sending.settleSend>) {
  await once(ctx, { id: commandId, action: 'exchange:settleSend', kind: 'exchangeSend', subjectId: id }, async (tx) => {
    const send = await lockSend(tx, id);
    if (!send) throw appError('not-found', { what: '这一批' });
    if (send.status !== 'dead') throw exchangeError('send-not-dead', {});
    const now = tx.clock.now();
    if (how === 'retry') await updateSend(tx, id, { status: 'waiting', attempts: 0, next_at: now });
    else await updateSend(tx, id, { status: 'skipped', body: null, ended_at: now });
    const target = await lockTarget(tx, send.targetId);
    if (target) await updateTarget(tx, target.id, { paused: false, paused_because: '', version: target.version + 1 });
    return { how, reason, targetId: send.targetId, records: send.records, sha256: send.sha256 };
  });
  return { id };
}

export async function presentKeys(ctx: Ctx) {
  const [{ publicKey }, peers] = await Promise.all([countyKey(ctx), listPeers(ctx)]);
  return {
    publicKey,
    inboxPath: `/api/exchange/inbox/${ctx.actor.county}`,
    peers: peers.map(({ createdAt, ...peer }) => ({ ...peer, createdAt: createdAt.toISOString() })),
  };
}

export async function addPeer(ctx: Ctx, { id, name, publicKey }: Body<typeof keys.addPeer>) {
  await once(ctx, { id, action: 'exchange:addPeer', kind: 'exchangePeer', subjectId: id }, async (tx) => {
    if (!(await insertPeer(tx, { id, name, publicKey }))) throw exchangeError('peer-known', {});
    return { name, publicKey };
  });
  return { id };
}

export async function removePeer(ctx: Ctx, id: string, { commandId }: Body<typeof keys.removePeer>) {
  await once(ctx, { id: commandId, action: 'exchange:removePeer', kind: 'exchangePeer', subjectId: id }, async (tx) => {
    if (!(await removePeerRow(tx, id))) throw appError('not-found', { what: '这个平台' });
    return {};
  });
  return { id };
}
