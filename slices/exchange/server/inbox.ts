import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { isId, newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { receive } from '@zhiben/platform/server/files/receive.ts';
import type { Receipt } from '../domain/batches.contract.ts';
import { exchangeError } from '../domain/exchange.terms.ts';
import { applyBatch } from './apply.ts';
import { presentReceipt } from './batch.actions.ts';
import { findBatch, lockBatch, updateBatch } from './batch.queries.ts';
import { receiveBatch } from './receive.ts';
import { claimOf } from './signing.ts';
import { findPeer } from './target.queries.ts';

/** What is taken in while the sender waits; more comes in several batches. */
const MOST_INBOX_BYTES = 20_000_000;

/**
 * Takes in a batch that another platform sent, and answers with the receipt. The sender is known by the key it signs
 * with. Sent again, whatever became of the first attempt, the answer is the same.
 * @throws exchange/unknown-sender
 */
export async function receiveSigned(
  guest: Ctx,
  county: string,
  headers: Readonly<Record<string, unknown>>,
  body: unknown,
): Promise<Receipt> {
  const claim = claimOf(headers);
  const peer = claim && (await findPeer(guest, county, claim.publicKey));
  if (!claim || !peer || !isId(claim.batchId) || !(body instanceof Readable)) throw exchangeError('unknown-sender', {});
  const ctx = guest.as({ ...systemActor(county), name: peer.name });
  const received = await receive(body, ctx.services.files.incoming, MOST_INBOX_BYTES);
  try {
    if (!claim.covers(received.sha256)) throw exchangeError('unknown-sender', {});
    const id = claim.batchId;
    await receiveBatch(ctx, { id, source: peer.name, fileName: `${id}.jsonl`, received });
    await startReceived(ctx, id);
    if ((await findBatch(ctx, id))?.status === 'running') await applyBatch(ctx, id);
    return await presentReceipt(ctx, id);
  } finally {
    await rm(received.path, { force: true });
  }
}

async function startReceived(ctx: Ctx, id: string): Promise<void> {
  if ((await findBatch(ctx, id))?.status !== 'ready') return;
  await ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (batch?.status === 'ready') await updateBatch(tx, id, { status: 'running', version: batch.version + 1 });
    tx.record({ id: newId(), action: 'exchange:start', subject: { kind: 'exchangeBatch', id }, data: {} });
  });
}
