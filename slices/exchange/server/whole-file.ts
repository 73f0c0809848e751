import { createHash } from 'node:crypto';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Receipt } from '../domain/batches.contract.ts';
import { checkRecord } from '../domain/check-record.ts';
import { exchangeError } from '../domain/exchange.terms.ts';
import { isRecord, parseJson } from '../domain/raw-record.ts';
import { applyChunk } from './apply.ts';
import { presentReceipt } from './batch.actions.ts';
import { countRows, listRows, lockBatch, updateBatch } from './batch.queries.ts';
import { formatOf, linesOf, readRecords } from './read-file.ts';
import { rereadBatch } from './receive.ts';
import { type Resumed, readCursor } from './signed-file.ts';

type Progress = (done: number, total: number) => void;
type Told = Pick<Receipt, 'batchId' | 'total' | 'outcomes' | 'problems'>;

/** Takes in a batch in this process, or only says what would be refused. */
export async function applyReceived(
  ctx: Ctx,
  id: string,
  { preview, onProgress }: { readonly preview: boolean; readonly onProgress: Progress },
): Promise<Told> {
  if (preview) {
    const { rows } = await listRows(ctx, id, { show: 'faults', limit: 100 });
    const counted = await countRows(ctx, [id]);
    const refused = counted.reduce((sum, { status, count }) => sum + (status === 'bad' ? count : 0), 0);
    return {
      batchId: id,
      total: counted.reduce((sum, { count }) => sum + count, 0),
      outcomes: refused > 0 ? { refused } : {},
      problems: rows.map(({ line, type, recordId, problems }) => ({
        line,
        type,
        id: recordId,
        problems: [...problems],
      })),
    };
  }
  await move(ctx, id, false);
  return finish(ctx, id, onProgress);
}

/** @throws app/not-found, exchange/batch-moved-on, exchange/original-changed */
export async function replayReceived(ctx: Ctx, id: string, onProgress: Progress): Promise<Told> {
  await move(ctx, id, true);
  return finish(ctx, id, onProgress);
}

async function move(ctx: Ctx, id: string, isReplay: boolean): Promise<void> {
  await ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (!batch) throw appError('not-found', { what: '这一批数据' });
    if (batch.status === 'running') throw exchangeError('batch-moved-on', {});
    const replayed = isReplay
      ? { total: await rereadBatch(tx, batch), is_replay: true, replays: batch.replays + 1 }
      : {};
    await updateBatch(tx, id, { ...replayed, status: 'running', version: batch.version + 1 });
    const action = isReplay ? 'exchange:replay' : 'exchange:start';
    tx.record({ id: newId(), action, subject: { kind: 'exchangeBatch', id, version: batch.version + 1 }, data: {} });
  });
}

async function finish(ctx: Ctx, id: string, onProgress: Progress): Promise<Receipt> {
  while (await applyChunk(ctx, id)) {
    const counted = await countRows(ctx, [id]);
    const total = counted.reduce((sum, { count }) => sum + count, 0);
    const left = counted.reduce((sum, { status, count }) => sum + (status === 'ready' ? count : 0), 0);
    onProgress(total - left, total);
  }
  return presentReceipt(ctx, id);
}

export interface FileReport {
  readonly records: number;
  /** Records that break the contract of their type. */
  readonly bad: number;
  /** By whose key it is signed; null where it is not. */
  readonly key: string | null;
  readonly county: string | null;
}

/** Reads a file through, without a database. @throws exchange/signature-broken, exchange/unreadable-file */
export async function checkFile(path: string): Promise<FileReport> {
  const format = await formatOf(path);
  let records = 0;
  let bad = 0;
  for await (const { type, raw } of readRecords(path, format)) {
    records += 1;
    if (!type || !raw || !checkRecord(type, raw).ok) bad += 1;
  }
  const header = format === 'jsonl' ? await headerOf(path) : null;
  return { records, bad, key: header?.key ?? null, county: header?.county ?? null };
}

async function headerOf(path: string): Promise<{ key: string; county: string } | null> {
  for await (const line of linesOf(path)) {
    const value = parsed(line);
    const isOurs = isRecord(value) && value.zhiben === 'exchange/1';
    return isOurs ? { key: String(value.key), county: String(value.county) } : null;
  }
  return null;
}

function parsed(line: Buffer): unknown {
  try {
    return parseJson(line.toString('utf8').trim());
  } catch {
    return undefined;
  }
}

/**
 * Where a broken export is taken up: behind its last checkpoint.
 * @returns undefined where there is none: it begins anew
 * @throws exchange/unreadable-file when the export had ended
 */
export async function findResumption(path: string): Promise<(Resumed & { readonly bytes: number }) | undefined> {
  const hash = createHash('sha256');
  let bytes = 0;
  let found: (Resumed & { readonly bytes: number }) | undefined;
  for await (const line of linesOf(path)) {
    const value = parsed(line);
    if (isRecord(value) && typeof value.signature === 'string') {
      throw exchangeError('unreadable-file', { where: '这个文件已经导出完毕' });
    }
    hash.update(line);
    bytes += line.length;
    if (isRecord(value) && typeof value.checkpoint === 'string') {
      found = { cursor: readCursor(value.checkpoint), count: Number(value.count), hash: hash.copy(), bytes };
    }
  }
  return found;
}
