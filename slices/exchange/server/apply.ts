import { createHash } from 'node:crypto';
import { localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listStates, registerFound } from '@zhiben/slices/hazard/server';
import type { OfficialResult } from '@zhiben/slices/risk/server';
import { touchTasksOfMeasures } from '@zhiben/slices/screening/server';
import { type CheckedRecord, checkRecord, missingParent, type RecordProblem } from '../domain/check-record.ts';
import { decide, type Outcome, type Standing } from '../domain/exchange.rules.ts';
import {
  type Contents,
  contentOf,
  exportRecord,
  type HomeType,
  isChangedHere,
  isHomeType,
  type OwnRecord,
} from '../domain/mapping.ts';
import { instantOfMoment, momentOf } from '../domain/official/common.ts';
import { OFFICIAL_RECORDS, type OfficialOf, type OfficialType } from '../domain/official/index.ts';
import { isDerivedType, printDerived } from '../domain/own-records.ts';
import { isRecord, parseJson, plain, printRecord, type RawRecord } from '../domain/raw-record.ts';
import {
  type BatchRecord,
  lockBatch,
  type SettledRow,
  settleRows,
  takeRows,
  updateBatch,
  walkOutcomes,
} from './batch.queries.ts';
import { findByCodes, findCodes } from './company.queries.ts';
import { findOwnDerived } from './derived-records.ts';
import { HOMES } from './homes.ts';
import { findReceived, keepReceived, type NewReceived } from './record.queries.ts';
import { findStanding, holds } from './standing.ts';

/** One transaction: what was taken in before a process ended stays, and the next goes on behind it. */
const CHUNK = 500;

/**
 * Takes in the next records of a batch that is started.
 * @returns whether there are more
 */
export async function applyChunk(ctx: Ctx, id: string): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const batch = await lockBatch(tx, id);
    if (batch?.status !== 'running') throw new Error('the batch was ended by another process'); // tried again, it is found ended
    const rows = await takeRows(tx, id, CHUNK);
    const type = rows[0]?.type;
    const settled = type ? await applyRows(tx, batch, type, rows) : [];
    await settleRows(tx, id, settled);
    const subject = { kind: 'exchangeBatch', id };
    if (rows.length > 0) {
      await updateBatch(tx, id, {});
      tx.record({ id: newId(), action: 'exchange:apply', subject, data: { outcomes: tally(settled) } });
      return true;
    }
    const receiptHash = await receiptHashOf(tx, id);
    await updateBatch(tx, id, { status: 'done', receipt_hash: receiptHash, applied_at: tx.clock.now() });
    tx.record({ id: newId(), action: 'exchange:finish', subject, data: { receiptHash } });
    return false;
  });
}

/** To its end, in this process. */
export async function applyBatch(ctx: Ctx, id: string): Promise<void> {
  while (await applyChunk(ctx, id));
}

function tally(rows: readonly SettledRow[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of rows) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/** Records that stand as they were sent, by whatever way; a replay then gives the same hash. */
const STANDS: ReadonlySet<Outcome | null> = new Set(['created', 'updated', 'removed', 'same', 'kept']);

async function receiptHashOf(tx: TxCtx, id: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const { line, type, recordId, outcome } of walkOutcomes(tx, id)) {
    hash.update(`${line} ${type ?? '-'} ${recordId ?? '-'} ${STANDS.has(outcome) ? 'stands' : outcome}\n`);
  }
  return hash.digest('hex');
}

interface Coming {
  readonly line: number;
  readonly raw: RawRecord;
  readonly body: string;
  readonly record: CheckedRecord;
  readonly enterpriseId: string;
}

interface Row {
  readonly line: number;
  readonly body: string;
}

async function applyRows(
  tx: TxCtx,
  batch: BatchRecord,
  type: OfficialType,
  rows: readonly Row[],
): Promise<SettledRow[]> {
  const { coming, refused } = await identify(tx, type, rows);
  const ids = coming.map(({ record }) => record.id);
  const received = await findReceived(tx, type, ids);
  const own = new Map(isHomeType(type) ? (await HOMES[type].find(tx, ids)).map((one) => [one.id, one]) : []);
  const settled: SettledRow[] = [...refused];
  const taken: Coming[] = [];
  const kept: NewReceived[] = [];
  for (const one of coming) {
    const { id, deleted, updateDate, companyCode } = one.record;
    const before = received.get(id) ?? null;
    const mine = own.get(id);
    const standing: Standing = {
      received: before,
      own: !isHomeType(type)
        ? 'elsewhere'
        : mine
          ? {
              changedHere:
                before === null || isChangedHere(type, { ...mine, companyCode } as never, parsed(before.body)),
              updateDate: momentOf(mine.updatedAt),
            }
          : null,
    };
    // As we would send it ourselves: it went out from here.
    const returns = isHomeType(type) && mine && isOwnAgain(type, { ...mine, companyCode }, before?.body, one.body);
    if (returns) {
      settled.push({ line: one.line, status: 'applied', outcome: 'same', problems: [] });
      continue;
    }
    const what = decide({ body: one.body, updateDate, deleted }, standing, batch.isReplay);
    if (what === 'take') taken.push(one);
    else {
      settled.push({ line: one.line, status: 'applied', outcome: what, problems: [] });
      if (what === 'newerHere') kept.push(receivedOf(type, one, true));
    }
  }
  // What was removed elsewhere and never stood here is kept, so that what names it can hang on it.
  const entering = taken.filter(({ record }) => !record.deleted || !isHomeType(type) || own.has(record.id));
  const results = await enter(tx, batch, type, entering);
  for (const one of taken) {
    const result = results.get(one.record.id);
    if (result && 'refused' in result) {
      settled.push(refusal(one.line, [{ field: null, message: result.refused }]));
      continue;
    }
    settled.push({ line: one.line, status: 'applied', outcome: result?.did ?? 'kept', problems: [] });
    kept.push(receivedOf(type, one, isHomeType(type) && result !== undefined));
  }
  await keepReceived(tx, batch, kept);
  return settled;
}

function isOwnAgain<T extends HomeType>(type: T, mine: OwnRecord, received: string | undefined, body: string): boolean {
  return (
    printRecord(exportRecord(type, mine as OwnRecord<T>, received === undefined ? null : parsed(received))) === body
  );
}

const parsed = (body: string): RawRecord => {
  const value = parseJson(body);
  return isRecord(value) ? value : {};
};

const refusal = (line: number, problems: readonly RecordProblem[]): SettledRow => ({
  line,
  status: 'applied',
  outcome: 'refused',
  problems,
});

function receivedOf(type: OfficialType, { record, body, enterpriseId }: Coming, entered: boolean): NewReceived {
  const { id, companyCode, updateDate, deleted } = record;
  return { type, id, companyCode, enterpriseId, updateDate, deleted, body, entered };
}

/** Which enterprise, and whether the parents still stand: since the preview either may have changed. */
async function identify(tx: TxCtx, type: OfficialType, rows: readonly Row[]) {
  const refused: SettledRow[] = [];
  const seen = new Set<string>();
  const checked = rows.flatMap(({ line, body }) => {
    const raw = parsed(body);
    const result = checkRecord(type, raw);
    if (!result.ok) {
      refused.push(refusal(line, result.problems));
      return [];
    }
    // A record that stands twice in a file is taken in its order; the second waits for the next round.
    if (seen.has(result.record.id)) return [];
    seen.add(result.record.id);
    return [{ line, raw, body, record: result.record }];
  });
  const returned = await findReturned(tx, type, checked);
  const enterprises = await findByCodes(tx, [...new Set(checked.map(({ record }) => record.companyCode))]);
  const wanted = new Map<OfficialType, Set<string>>();
  for (const { record } of checked) {
    if (record.deleted) continue;
    for (const { type: parent, id } of record.parents) {
      wanted.set(parent, (wanted.get(parent) ?? new Set()).add(id));
    }
  }
  const standing = await findStanding(tx, wanted);
  const coming: Coming[] = [];
  for (const one of checked) {
    const { id, companyCode, deleted, parents } = one.record;
    const enterpriseId = enterprises.get(companyCode);
    const outcome = returned.get(id);
    if (outcome) {
      refused.push({ line: one.line, status: 'applied', outcome, problems: [] });
      continue;
    }
    const missing = deleted ? [] : parents.filter((parent) => !holds(standing, type, parent));
    if (enterpriseId && missing.length === 0) {
      coming.push({ ...one, enterpriseId });
      continue;
    }
    const problems = missing.map(({ field, type: parent, id }) => ({ field, message: missingParent(parent, id) }));
    const unknown = { field: 'companyCode', message: `企业编码 ${companyCode} 没有对应的企业，请先登记对应` };
    refused.push(refusal(one.line, enterpriseId ? problems : [unknown, ...problems]));
  }
  return { coming, refused };
}

/** Our own, made from what this platform holds, come back: they are the same or older, and never taken in. */
async function findReturned(
  tx: TxCtx,
  type: OfficialType,
  checked: readonly { readonly raw: RawRecord; readonly body: string; readonly record: CheckedRecord }[],
): Promise<Map<string, 'same' | 'newerHere'>> {
  if (!isDerivedType(type)) return new Map();
  const asked = checked.map(({ raw, record }) => ({ id: record.id, raw }));
  const own = await findOwnDerived(tx, type, asked);
  const codes = await findCodes(tx, [...new Set([...own.values()].map(({ enterpriseId }) => enterpriseId))]);
  return new Map(
    checked.flatMap(({ body, record: { id, companyCode } }) => {
      const mine = own.get(id);
      if (!mine) return [];
      const now = printRecord(printDerived(mine, codes.get(mine.enterpriseId) ?? companyCode));
      return [[id, now === body ? 'same' : 'newerHere'] as const];
    }),
  );
}

/** Into our own records, enterprise by enterprise in the order of their ids; what has no place there is left out. */
async function enter(
  tx: TxCtx,
  batch: BatchRecord,
  type: OfficialType,
  taken: readonly Coming[],
): Promise<Map<string, OfficialResult>> {
  if (type === 'hazard' && batch.registersHazards) return enterHazards(tx, batch, taken);
  const results = new Map<string, OfficialResult>();
  if (!isHomeType(type)) return results;
  const byEnterprise = new Map<string, { id: string; content: Contents[HomeType] | null }[]>();
  for (const { raw, record, enterpriseId } of taken) {
    const content = record.deleted
      ? null
      : contentOf(type, OFFICIAL_RECORDS[type].parse(plain(raw)) as OfficialOf<HomeType> as never);
    // A code that our records cannot hold: kept whole, not entered.
    if (!record.deleted && content === null) continue;
    const list = byEnterprise.get(enterpriseId) ?? [];
    list.push({ id: record.id, content });
    byEnterprise.set(enterpriseId, list);
  }
  const origin = { batchId: batch.id, source: batch.source };
  for (const enterpriseId of [...byEnterprise.keys()].sort()) {
    const changes = byEnterprise.get(enterpriseId) ?? [];
    const done = await HOMES[type].put(tx, { enterpriseId, origin }, changes as never);
    for (const [id, result] of done) results.set(id, result);
  }
  if (type === 'riskMeasure') {
    const back = [...results].flatMap(([id, result]) => ('did' in result && result.did === 'created' ? [id] : []));
    await touchTasksOfMeasures(tx, back);
  }
  return results;
}

/**
 * As clues that a person judges, once: what becomes of one is decided here, and what comes of it later is kept. The
 * official record stays as it came.
 */
async function enterHazards(
  tx: TxCtx,
  batch: BatchRecord,
  taken: readonly Coming[],
): Promise<Map<string, OfficialResult>> {
  const ids = taken.map(({ record }) => record.id);
  const known = new Set((await listStates(tx, ids)).map(({ id }) => id));
  const fresh = taken.filter(({ record: { id, deleted } }) => !deleted && !known.has(id));
  const registrations = fresh.map(({ raw, record: { id }, enterpriseId }) => {
    const { dangerName, dangerDesc, createDate } = OFFICIAL_RECORDS.hazard.parse(plain(raw));
    const description = dangerDesc && dangerDesc !== dangerName ? `${dangerName}：${dangerDesc}` : dangerName;
    const discoveredOn = localDate(instantOfMoment(createDate) ?? tx.clock.now());
    const found = { enterpriseId, description, place: '', discoveredOn, channel: 'import' as const };
    const official = { batchId: batch.id, source: batch.source };
    return { id, found: { ...found, criterionCode: null, longitude: null, latitude: null }, more: { official } };
  });
  await registerFound(tx, registrations);
  return new Map(registrations.map(({ id }) => [id, { did: 'created' as const }]));
}
