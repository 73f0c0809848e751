import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import type { Batch, Receipt } from '../domain/batches.contract.ts';
import { exchangeError } from '../domain/exchange.terms.ts';
import {
  type BatchRecord,
  countRows,
  findBatch,
  listBatches,
  listRows,
  lockBatch,
  updateBatch,
} from './batch.queries.ts';
import { applyBatchJob } from './exchange.jobs.ts';
import { actorOf, rereadBatch } from './receive.ts';
import { countyKey } from './signing.ts';

const WHAT = { what: '这一批数据' };

export async function presentBatches(ctx: Ctx, page: Parameters<typeof listBatches>[1]) {
  const { rows, nextCursor } = await listBatches(ctx, page);
  return { rows: await present(ctx, rows), nextCursor };
}

/** @throws app/not-found */
export async function presentBatch(ctx: Ctx, id: string): Promise<Batch> {
  const found = await findBatch(ctx, id);
  const [presented] = found ? await present(ctx, [found]) : [];
  if (!presented) throw appError('not-found', WHAT);
  return presented;
}

async function present(ctx: Ctx, batches: readonly BatchRecord[]): Promise<Batch[]> {
  const counted = await countRows(
    ctx,
    batches.map(({ id }) => id),
  );
  return batches.map((batch) => {
    const own = counted.filter(({ batchId }) => batchId === batch.id);
    const counts: Batch['counts'] = { ready: 0, bad: 0, outcomes: {} };
    const types: Batch['types'] = {};
    for (const { type, status, outcome, count } of own) {
      if (status === 'ready') counts.ready += count;
      if (status === 'bad') counts.bad += count;
      if (outcome) counts.outcomes[outcome] = (counts.outcomes[outcome] ?? 0) + count;
      if (type) types[type] = (types[type] ?? 0) + count;
    }
    const may = ctx.actor.permissions.has('exchange:import');
    return {
      id: batch.id,
      source: batch.source,
      fileName: batch.fileName,
      format: batch.format,
      sha256: batch.sha256,
      bytes: batch.bytes,
      status: batch.status,
      registersHazards: batch.registersHazards,
      replays: batch.replays,
      total: batch.total,
      counts,
      types,
      receiptHash: batch.receiptHash,
      receivedByName: batch.receivedByName,
      receivedAt: batch.receivedAt.toISOString(),
      appliedAt: batch.appliedAt?.toISOString() ?? null,
      version: batch.version,
      abilities: {
        start: may && batch.status === 'ready' && counts.ready > 0,
        replay: may && batch.status !== 'running',
      },
    };
  });
}

export async function presentRows(ctx: Ctx, id: string, query: Parameters<typeof listRows>[2]) {
  if (!(await findBatch(ctx, id))) throw appError('not-found', WHAT);
  const { rows, nextCursor } = await listRows(ctx, id, query);
  return { rows: rows.map((row) => ({ ...row, id: String(row.line), problems: [...row.problems] })), nextCursor };
}

interface OnBatch {
  readonly commandId: string;
  readonly version: number;
}

/** Hands the good records to the job. @throws exchange/batch-moved-on */
export function startBatch(ctx: Ctx, id: string, command: OnBatch & { registersHazards: boolean }): Promise<Batch> {
  return onBatch(ctx, id, 'start', command, async (tx, batch) => {
    if (batch.status !== 'ready') throw exchangeError('batch-moved-on', {});
    await updateBatch(tx, id, {
      status: 'running',
      registers_hazards: command.registersHazards,
      actor: JSON.stringify(actorOf(tx)),
      version: batch.version + 1,
    });
    await enqueue(tx, applyBatchJob, { id }, { key: id });
  });
}

/**
 * Reads the stored original anew. One that was taken in is taken in again, and changes nothing that still stands; one
 * that waits is checked again.
 * @throws exchange/batch-moved-on, exchange/original-changed
 */
export function replayBatch(ctx: Ctx, id: string, command: OnBatch): Promise<Batch> {
  return onBatch(ctx, id, 'replay', command, async (tx, batch) => {
    if (batch.status === 'running') throw exchangeError('batch-moved-on', {});
    const total = await rereadBatch(tx, batch);
    const version = batch.version + 1;
    if (batch.status === 'ready') return updateBatch(tx, id, { total, version });
    const replays = batch.replays + 1;
    const actor = JSON.stringify(actorOf(tx));
    await updateBatch(tx, id, { total, status: 'running', is_replay: true, replays, actor, version });
    await enqueue(tx, applyBatchJob, { id }, { key: id });
  });
}

async function onBatch(
  ctx: Ctx,
  id: string,
  verb: 'start' | 'replay',
  { commandId, version }: OnBatch,
  change: (tx: TxCtx, batch: BatchRecord) => Promise<void>,
): Promise<Batch> {
  const action = `exchange:${verb}`;
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && (recorded.action !== action || recorded.subjectId !== id)) throw appError('id-taken', {});
  if (recorded) return presentBatch(ctx, id);
  await ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (!batch) throw appError('not-found', WHAT);
    if (batch.version !== version) throw appError('version-conflict', WHAT);
    await change(tx, batch);
    tx.record({ id: commandId, action, subject: { kind: 'exchangeBatch', id, version: batch.version + 1 }, data: {} });
  });
  return presentBatch(ctx, id);
}

const SHOWN_PROBLEMS = 100;

/** @throws app/not-found, exchange/no-receipt-yet */
export async function presentReceipt(ctx: Ctx, id: string): Promise<Receipt> {
  const batch = await findBatch(ctx, id);
  if (!batch) throw appError('not-found', WHAT);
  if (!batch.receiptHash) throw exchangeError('no-receipt-yet', {});
  const { county } = ctx.actor;
  const outcomes: Receipt['outcomes'] = {};
  for (const { outcome, count } of await countRows(ctx, [id])) {
    if (outcome) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
  }
  const { rows } = await listRows(ctx, id, { show: 'faults', limit: SHOWN_PROBLEMS });
  const key = await countyKey(ctx);
  return {
    batchId: id,
    county,
    sha256: batch.sha256,
    total: batch.total,
    outcomes,
    problems: rows.map(({ line, type, recordId, problems }) => ({ line, type, id: recordId, problems: [...problems] })),
    receiptHash: batch.receiptHash,
    key: key.publicKey,
    signature: key.sign(receiptStatement({ batchId: id, sha256: batch.sha256, receiptHash: batch.receiptHash })),
  };
}

export function receiptStatement({
  batchId,
  sha256,
  receiptHash,
}: Pick<Receipt, 'batchId' | 'sha256' | 'receiptHash'>) {
  return `zhiben-receipt/1\n${batchId}\n${sha256}\n${receiptHash}`;
}
