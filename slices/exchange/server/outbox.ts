import { gunzipSync, gzipSync } from 'node:zlib';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { z } from 'zod';
import { OUTCOMES } from '../domain/exchange.rules.ts';
import type { OfficialType } from '../domain/official/index.ts';
import { type Attempt, afterAttempt, attemptOf } from '../domain/outbox.rules.ts';
import { exportPages } from './export-items.ts';
import { settledUntil } from './record.queries.ts';
import { lineOf } from './signed-file.ts';
import { countyKey, sha256, signedHeaders } from './signing.ts';
import type { ExportItem } from './streams.ts';
import {
  claimSend,
  firstUnsent,
  insertSend,
  listAllTargets,
  lockSend,
  lockTarget,
  moveCursor,
  type TargetRecord,
  updateSend,
  updateTarget,
} from './target.queries.ts';

const BATCH = 500;
/** A run of the job sends no longer than this; the next minute goes on. */
const MOST_BATCHES = 100;
const ANSWER_WITHIN_MS = 20_000;
const CLAIM_MS = 60_000;

/**
 * Sends every target what waits for it, in order: what failed is tried again later, and nothing overtakes it. New
 * batches are made of what changed since the last.
 * @param answerWithinMs how long a receiver may take
 */
export async function sendOutbox(ctx: Ctx, answerWithinMs = ANSWER_WITHIN_MS): Promise<void> {
  for (const target of await listAllTargets(ctx)) {
    if (!target.paused) await sendTo(ctx, target, answerWithinMs);
  }
}

async function sendTo(ctx: Ctx, target: TargetRecord, answerWithinMs: number): Promise<void> {
  for (let n = 0; n < MOST_BATCHES; n += 1) {
    const send =
      (await firstUnsent(ctx, target.id)) ??
      ((await makeNext(ctx, target.id)) ? await firstUnsent(ctx, target.id) : undefined);
    const now = ctx.clock.now();
    if (send?.status !== 'waiting' || !send.body || send.nextAt > now) return;
    if (!(await claimSend(ctx, send.id, now, new Date(now.getTime() + CLAIM_MS)))) return;
    const { attempt, receipt } = await post(ctx, target, { ...send, body: send.body }, answerWithinMs);
    const next = await settle(ctx, target, send, attempt, receipt);
    if (next !== 'sent') return;
  }
}

/** The cursor as it is now: batches before this one moved it. */
async function makeNext(ctx: Ctx, targetId: string): Promise<boolean> {
  const target = (await listAllTargets(ctx)).find(({ id }) => id === targetId);
  return target !== undefined && !target.paused && (await makeSend(ctx, target));
}

/**
 * Puts what changed into the outbox.
 * @returns whether there was anything, or may be more
 */
async function makeSend(ctx: Ctx, target: TargetRecord): Promise<boolean> {
  const { id: targetId, types, cursor: after } = target;
  const walk = { types, after, until: await settledUntil(ctx), enterpriseId: null };
  let heldBack = 0;
  let cursor = after;
  let pages = 0;
  let items: readonly ExportItem[] = [];
  for await (const page of exportPages(ctx, walk, BATCH)) {
    ({ items, cursor } = page);
    heldBack += page.heldBack;
    pages += 1;
    if (items.length > 0 || pages >= MOST_PAGES) break;
  }
  // How far it looked is no fact; the next run does not look there again.
  if (items.length === 0 && heldBack === 0) {
    return cursor !== after && (await moveCursor(ctx, target, cursor)) && pages >= MOST_PAGES;
  }
  return ctx
    .transaction(async (tx) => {
      const subject = { kind: 'exchangeTarget', id: targetId };
      const now = await lockTarget(tx, targetId);
      if (!now || now.paused || !(await moveCursor(tx, target, cursor))) throw new Overtaken();
      if (heldBack > 0) await updateTarget(tx, targetId, { held_back: now.heldBack + heldBack });
      if (items.length === 0) {
        tx.record({ id: newId(), action: 'exchange:holdBack', subject, data: { records: heldBack } });
        return false;
      }
      const id = newId();
      const body = Buffer.from(items.map(lineOf).join(''));
      const counts: Partial<Record<OfficialType, number>> = {};
      for (const { type } of items) counts[type] = (counts[type] ?? 0) + 1;
      const send = { id, targetId, records: items.length, types: counts, sha256: sha256(body), body: gzipSync(body) };
      await insertSend(tx, send);
      const data = { sendId: id, records: send.records, sha256: send.sha256 };
      tx.record({ id: newId(), action: 'exchange:send', subject, data });
      return true;
    })
    .catch((error) => {
      if (error instanceof Overtaken) return false;
      throw error;
    });
}
/** A run looks no further than this behind records that cannot go out; the next goes on. */
const MOST_PAGES = 200;

/** Another process was first, or somebody paused the target. */
class Overtaken extends Error {}

interface Sendable {
  readonly id: string;
  readonly sha256: string;
  readonly body: Buffer;
}

/** What of a receiver's answer is kept; other receivers answer with more, or less. */
const answerSchema = z.object({
  sha256: z.string(),
  receiptHash: z.string().max(200).optional(),
  total: z.int().optional(),
  outcomes: z.partialRecord(z.enum(OUTCOMES), z.int()).optional(),
});
export type ReceiverAnswer = z.infer<typeof answerSchema>;

async function post(
  ctx: Ctx,
  target: TargetRecord,
  { id, sha256: hash, body }: Sendable,
  answerWithinMs: number,
): Promise<{ attempt: Attempt; receipt?: ReceiverAnswer }> {
  const failed = (why: string) => ({ attempt: { kind: 'failed', why } as const });
  const token = target.tokenName === null ? null : await ctx.services.secrets.read(target.tokenName);
  if (target.tokenName !== null && !token) return failed(`服务器上没有名为 ${target.tokenName} 的令牌`);
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-ndjson',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...signedHeaders(await countyKey(ctx), { id, sha256: hash }, ctx.clock.now()),
      },
      body: new Uint8Array(gunzipSync(body)),
      redirect: 'error', // the token is for this address alone
      signal: AbortSignal.timeout(answerWithinMs),
    });
    if (!response.ok) {
      await response.body?.cancel();
      return { attempt: attemptOf(response.status) };
    }
    const answer = answerSchema.safeParse(await response.json());
    if (!answer.success) return failed('对方的答复不是回执');
    if (answer.data.sha256 !== hash) return failed('回执所写的内容与发送的不同');
    return { attempt: { kind: 'received' }, receipt: answer.data };
  } catch (error) {
    return failed(sayFailure(error));
  }
}

function sayFailure(error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (name === 'TimeoutError') return '对方没有在限定时间内答复';
  if (name === 'SyntaxError') return '对方的答复不完整';
  return cause?.code ? `连接失败（${cause.code}）` : '连接失败，请核对接收地址';
}

async function settle(
  ctx: Ctx,
  target: TargetRecord,
  { id, attempts: before }: { readonly id: string; readonly attempts: number },
  attempt: Attempt,
  receipt?: ReceiverAnswer,
): Promise<'sent' | 'waiting' | 'dead'> {
  const attempts = before + 1;
  const next = afterAttempt(attempt, attempts);
  const now = ctx.clock.now();
  const why = 'why' in attempt ? attempt.why : '';
  await ctx.transaction(async (tx) => {
    await lockSend(tx, id);
    if (next.status === 'sent') {
      await updateSend(tx, id, {
        status: 'sent',
        attempts,
        last_error: '',
        receipt: JSON.stringify(receipt ?? {}),
        body: null,
        ended_at: now,
      });
    } else if (next.status === 'dead') {
      await updateSend(tx, id, { status: 'dead', attempts, last_error: why });
      await updateTarget(tx, target.id, {
        paused: true,
        paused_because: `一批发送失败：${why}`,
        version: target.version + 1,
      });
    } else {
      await updateSend(tx, id, { attempts, last_error: why, next_at: new Date(now.getTime() + next.waitMs) });
    }
    const data = { sendId: id, attempts, outcome: next.status, why, receiptHash: receipt?.receiptHash ?? null };
    tx.record({ id: newId(), action: 'exchange:attempt', subject: { kind: 'exchangeTarget', id: target.id }, data });
  });
  return next.status;
}
