import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type CheckedRecord, checkRecord, missingParent, type RecordProblem } from '../domain/check-record.ts';
import { exchangeError, MOST_RECORDS } from '../domain/exchange.terms.ts';
import { OFFICIAL_TYPES, type OfficialType } from '../domain/official/index.ts';
import { printRecord } from '../domain/raw-record.ts';
import {
  type BatchRecord,
  findBatch,
  insertBatch,
  insertRows,
  type NewRow,
  refuseRows,
  removeRows,
  updateBatch,
} from './batch.queries.ts';
import { findByCodes } from './company.queries.ts';
import type { BatchActor } from './exchange.tables.ts';
import { formatOf, type ReadRecord, readRecords } from './read-file.ts';
import { findStanding, holds } from './standing.ts';

export interface Arrived {
  readonly id: string;
  /** Who sent it, in words. */
  readonly source: string;
  readonly fileName: string;
  /** On this machine's disk; is taken into the store. */
  readonly received: { readonly path: string; readonly sha256: string; readonly bytes: number };
}

/** Where the original of a batch lies: by its content, so that one sent twice is kept once. */
export function batchKey(county: string, hash: string): string {
  return `${county}/exchange/${hash.slice(0, 2)}/${hash}`;
}

/**
 * Stores a batch as it came and checks its records; nothing is entered yet. Sent again under the same id nothing is done.
 * @throws exchange/unreadable-file, exchange/signature-broken, exchange/too-many-records, app/id-taken
 */
export async function receiveBatch(ctx: Ctx, { id, source, fileName, received }: Arrived): Promise<void> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, id);
  if (recorded) {
    const batch = recorded.action === 'exchange:receive' ? await findBatch(ctx, id) : undefined;
    if (batch?.sha256 !== received.sha256) throw appError('id-taken', {});
    return;
  }
  const format = await formatOf(received.path);
  const { sha256: hash, bytes, path } = received;
  await ctx.transaction(async (tx) => {
    await insertBatch(tx, { id, source, fileName, format, sha256: hash, bytes }, actorOf(tx));
    const { total, types } = await readRows(tx, id, readRecords(path, format));
    await updateBatch(tx, id, { total, types: JSON.stringify(types) });
    await ctx.services.files.put(batchKey(tx.actor.county, hash), path, 'application/octet-stream');
    const data = { source, fileName, sha256: hash, bytes, records: total };
    tx.record({ id, action: 'exchange:receive', subject: { kind: 'exchangeBatch', id }, data });
  });
}

/**
 * Reads the stored original anew, as when it came: of a batch that is replayed, or whose enterprises were mapped since.
 * @returns how many records
 * @throws exchange/original-changed
 */
export async function rereadBatch(
  tx: TxCtx,
  { id, sha256: hash, format }: Pick<BatchRecord, 'id' | 'sha256' | 'format'>,
): Promise<number> {
  const key = batchKey(tx.actor.county, hash);
  const { files } = tx.services;
  if (!(await files.has(key))) throw exchangeError('original-changed', {});
  const path = join(files.incoming, newId());
  try {
    await pipeline(await files.open(key), createWriteStream(path, { mode: 0o600 }));
    if ((await hashOf(path)) !== hash) throw exchangeError('original-changed', {});
    await removeRows(tx, id);
    return (await readRows(tx, id, readRecords(path, format))).total;
  } finally {
    await rm(path, { force: true });
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

const CHUNK = 2_000;

interface Reference {
  readonly line: number;
  readonly turn: number;
  readonly key: string;
  readonly parents: CheckedRecord['parents'];
}

/** Enters the rows of a file with what is wrong with each. @returns how many, and of which types */
async function readRows(
  tx: TxCtx,
  batchId: string,
  records: AsyncIterable<ReadRecord>,
): Promise<{ total: number; types: Partial<Record<OfficialType, number>> }> {
  let total = 0;
  const types: Partial<Record<OfficialType, number>> = {};
  let chunk: NewRow[] = [];
  const there = new Set<string>();
  const references: Reference[] = [];
  const flush = async () => {
    const known = await findByCodes(tx, codesOf(chunk));
    const rows = chunk.map((row) => ({ ...row, problems: [...row.problems, ...companyProblem(row, known)] }));
    for (const { problems, type, recordId } of rows) if (problems.length === 0) there.add(`${type}:${recordId}`);
    await insertRows(tx, batchId, await inTurn(tx, rows));
    chunk = [];
  };
  for await (const record of records) {
    total += 1;
    if (total > MOST_RECORDS) throw exchangeError('too-many-records', { most: MOST_RECORDS });
    const { row, parents } = rowOf(record);
    chunk.push(row);
    if (row.type) types[row.type] = (types[row.type] ?? 0) + 1;
    if (parents.length > 0) {
      references.push({ line: row.line, turn: row.turn, key: `${row.type}:${row.recordId}`, parents });
    }
    if (chunk.length === CHUNK) await flush();
  }
  if (total === 0) throw exchangeError('empty-batch', {});
  await flush();
  await refuseOrphans(tx, batchId, references, there);
  return { total, types };
}

const codesOf = (rows: readonly NewRow[]) => [...new Set(rows.flatMap(({ companyCode }) => companyCode ?? []))];

function companyProblem({ companyCode }: NewRow, known: ReadonlyMap<string, string>): RecordProblem[] {
  if (companyCode === null || known.has(companyCode)) return [];
  return [{ field: 'companyCode', message: `企业编码 ${companyCode} 没有对应的企业，请先登记对应` }];
}

/** Removals come after all else, children before parents. */
function turnOf(type: OfficialType, deleted: boolean): number {
  const at = OFFICIAL_TYPES.indexOf(type);
  return deleted ? 100 - at : at;
}

/** What is removed and does not stand here removes nothing: it comes in the order of its type, before what names it. */
async function inTurn(tx: TxCtx, rows: readonly NewRow[]): Promise<NewRow[]> {
  const removals = rows.filter(({ turn }) => turn >= REMOVALS);
  if (removals.length === 0) return [...rows];
  const wanted = new Map<OfficialType, Set<string>>();
  for (const { type, recordId } of removals) {
    if (type && recordId) wanted.set(type, (wanted.get(type) ?? new Set()).add(recordId));
  }
  const standing = await findStanding(tx, wanted);
  return rows.map((row) => {
    if (row.turn < REMOVALS || row.type === null) return row;
    const stands = standing.get(`${row.type}:${row.recordId}`) === 'stands';
    return stands ? row : { ...row, turn: turnOf(row.type, false) };
  });
}
const REMOVALS = OFFICIAL_TYPES.length;
const NO_TURN = 0;
const NO_RECORD_CHARACTERS = 2_000;

function rowOf({ line, type, raw, text }: ReadRecord): { row: NewRow; parents: CheckedRecord['parents'] } {
  const bare = { line, type, turn: NO_TURN, recordId: null, companyCode: null };
  const faulty = (problems: readonly RecordProblem[]) => ({
    row: {
      ...bare,
      body: raw ? printRecord(raw) : text.slice(0, NO_RECORD_CHARACTERS).replaceAll('\u0000', ''),
      problems,
    },
    parents: [],
  });
  if (raw === null) return faulty([{ field: null, message: '不是一条 JSON 记录' }]);
  if (type === null) return faulty([{ field: null, message: '看不出是哪一类记录（没有类型，也没有可辨认的字段）' }]);
  const checked = checkRecord(type, raw);
  if (!checked.ok) return faulty(checked.problems);
  const body = printRecord(raw);
  if (body.includes('\\u0000')) return faulty([{ field: null, message: '含有不能保存的字符（U+0000）' }]);
  const { id, companyCode, deleted, parents } = checked.record;
  const row = { line, type, turn: turnOf(type, deleted), recordId: id, companyCode, body, problems: [] };
  return { row, parents: deleted ? [] : parents };
}

/** In the order of the turns: what hangs on something refused is refused too. */
async function refuseOrphans(
  tx: TxCtx,
  batchId: string,
  references: readonly Reference[],
  there: Set<string>,
): Promise<void> {
  const ordered = references.filter(({ key }) => there.has(key)).sort((a, b) => a.turn - b.turn);
  // Also of what the batch brings itself: where that is refused, it may still stand from before.
  const wanted = new Map<OfficialType, Set<string>>();
  for (const { type, id } of ordered.flatMap(({ parents }) => parents)) {
    wanted.set(type, (wanted.get(type) ?? new Set()).add(id));
  }
  const standing = await findStanding(tx, wanted);
  const refused: { line: number; problems: RecordProblem[] }[] = [];
  for (const { line, key, parents } of ordered) {
    const child = OFFICIAL_TYPES.find((type) => key.startsWith(`${type}:`)) as OfficialType;
    const missing = parents.filter((one) => !there.has(`${one.type}:${one.id}`) && !holds(standing, child, one));
    if (missing.length === 0) continue;
    there.delete(key);
    refused.push({
      line,
      problems: missing.map(({ field, type, id }) => ({ field, message: missingParent(type, id) })),
    });
  }
  await refuseRows(tx, batchId, refused);
}

export function actorOf({ actor }: Pick<Ctx, 'actor'>): BatchActor {
  const { userId, name, role, bodyId, scope } = actor;
  return { userId, name, role, bodyId, scope };
}
