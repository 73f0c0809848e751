import { AppError, type FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { attachContents, findContents } from '@zhiben/platform/server/files/index.ts';
import type { z } from 'zod';
import { mayDo } from '../domain/screening.policy.ts';
import { screeningError } from '../domain/screening.terms.ts';
import type * as contracts from '../domain/sync.contract.ts';
import type { Receipt, SnapshotBody, SyncItem } from '../domain/sync.contract.ts';
import { countAdded } from './count-days.ts';
import { type FilePlace, type HeldFile, lockFile, theEnterprise } from './file.queries.ts';
import { findItems, insertItems, insertMissing, type StoredItem } from './sync.queries.ts';
import { enterFindings } from './sync-findings.ts';
import { filesNamed, type ReadItem, readItem } from './sync-items.ts';
import { type Taken, takeRecords } from './sync-records.ts';
import { keepFindingMeasures } from './task-measures.queries.ts';
import { UNIQUE_VIOLATION } from './write-screening.ts';

type Subject = { readonly kind: string; readonly id: string };

/** Takes a worker's snapshot in, in the transaction of the sync; its fact is recorded by the sync. */
type SnapshotHandler = (
  tx: TxCtx,
  place: FilePlace,
  item: { readonly id: string; readonly at: string; readonly body: SnapshotBody },
) => Promise<Subject>;
let takeSnapshot: SnapshotHandler | null = null;

/** Called once by what keeps snapshots. */
export function handleSnapshots(handler: SnapshotHandler): void {
  takeSnapshot = handler;
}

interface Device {
  readonly deviceId: string;
  readonly skew: number;
}

/**
 * Stores what a phone wrote. All that is good of a batch goes in one transaction; where one item spoils it, each goes
 * alone. Answers after the commit: what has a receipt is on disk.
 * @throws screening/not-own, app/not-found
 */
export async function syncItems(
  ctx: Ctx,
  { deviceId, deviceAt, items }: z.output<typeof contracts.syncScreening.body>,
) {
  const place = await theEnterprise(ctx, undefined);
  if (!mayDo(ctx.actor, place.id)) throw screeningError('not-own', {});
  const serverAt = ctx.clock.now();
  const device = { deviceId, skew: Math.round((Date.parse(deviceAt) - serverAt.getTime()) / 1000) };
  const receipts = new Map<string, Receipt>();
  const read: ReadItem[] = [];
  for (const item of new Map(items.map((one): [string, SyncItem] => [one.id, one])).values()) {
    const one = readItem(item);
    if ('problems' in one) receipts.set(one.id, refusal(one, one.problems));
    else read.push(one);
  }
  const stored = await findItems(
    ctx,
    read.map(({ id }) => id),
  );
  const fresh = read.filter((item) => !stored.has(item.id));
  for (const item of read) {
    const before = stored.get(item.id);
    if (before) receipts.set(item.id, receiptOf(item, before, place.id));
  }
  if (fresh.length > 0) await storeAll(ctx, place, fresh, device, receipts);
  const missing = await missingBy(ctx, place.id, read);
  return {
    serverAt: serverAt.toISOString(),
    receipts: items.map(({ id }): Receipt => {
      const receipt = receipts.get(id);
      if (!receipt) throw new Error(`an item without receipt: ${id}`);
      return { ...receipt, missingFiles: receipt.outcome === 'refused' ? [] : (missing.get(id) ?? []) };
    }),
  };
}

async function missingBy(ctx: Ctx, enterpriseId: string, items: readonly ReadItem[]): Promise<Map<string, string[]>> {
  const known = await findContents(ctx.db, ctx.actor.county, enterpriseId, [...new Set(items.flatMap(filesNamed))]);
  return new Map(items.map((item) => [item.id, filesNamed(item).filter((hash) => !known.has(hash))]));
}

async function storeAll(
  ctx: Ctx,
  place: FilePlace,
  items: readonly ReadItem[],
  device: Device,
  receipts: Map<string, Receipt>,
): Promise<void> {
  try {
    for (const receipt of await storeItems(ctx, place, items, device)) receipts.set(receipt.id, receipt);
  } catch (error) {
    const [only] = items;
    if (!isFault(error)) throw error;
    if (items.length > 1) for (const item of items) await storeAll(ctx, place, [item], device, receipts);
    else if (only) receipts.set(only.id, refusal(only, faultsOf(error)));
  }
}

/** What lies with the item itself, and will not go away by trying again. */
function isFault(error: unknown): error is AppError | { code: string } {
  if (error instanceof AppError) return true;
  const { code } = (error ?? {}) as { code?: string };
  return code === UNIQUE_VIOLATION || code?.startsWith(DATA_EXCEPTION) === true;
}
/** PostgreSQL's class of what no column can hold: a number out of range, a character that is none. */
const DATA_EXCEPTION = '22';

function faultsOf(error: AppError | { code: string }): readonly FieldProblem[] {
  if (!(error instanceof AppError)) {
    if (error.code === UNIQUE_VIOLATION) return [{ path: 'id', message: '该编号已用于另一条记录' }];
    return [{ path: '', message: '内容里有无法保存的字符，或时间、数值超出范围，请核对手机时间，修改后重新提交' }];
  }
  return error.fields.length > 0 ? error.fields : [{ path: '', message: error.message }];
}

/** Nothing but refusals, and what another request stored meanwhile, is no write. */
class NothingStored extends Error {
  readonly receipts: Receipt[];
  constructor(receipts: Receipt[]) {
    super('nothing of the batch was stored');
    this.receipts = receipts;
  }
}

async function storeItems(ctx: Ctx, place: FilePlace, items: readonly ReadItem[], device: Device): Promise<Receipt[]> {
  try {
    return await ctx.transaction(async (tx) => {
      const { receipts, stored } = await takeItems(tx, place, items, device);
      if (!stored) throw new NothingStored(receipts);
      return receipts;
    });
  } catch (error) {
    if (error instanceof NothingStored) return error.receipts;
    throw error;
  }
}

async function takeItems(
  tx: TxCtx,
  place: FilePlace,
  items: readonly ReadItem[],
  device: Device,
): Promise<{ receipts: Receipt[]; stored: boolean }> {
  const file = await lockFile(tx, place);
  const receipts: Receipt[] = [];
  // Sent twice at once: the other one was first.
  const stored = await findItems(
    tx,
    items.map(({ id }) => id),
  );
  const fresh: ReadItem[] = [];
  for (const item of items) {
    const before = stored.get(item.id);
    if (before) receipts.push(receiptOf(item, before, place.id));
    else fresh.push(item);
  }
  const known = await findContents(tx.db, tx.actor.county, file.id, [...new Set(fresh.flatMap(filesNamed))]);
  const keep = new Keeper(tx, file, device, known);
  const records = fresh.flatMap((item) => (item.kind === 'record' ? [item] : []));
  const taken: Taken[] = [];
  for (const result of await takeRecords(tx, file, records, device, known)) {
    if ('problems' in result) receipts.push(refusal(result.item, result.problems));
    else taken.push(result);
  }
  const findings = fresh.flatMap((item) => (item.kind === 'finding' ? [item] : []));
  await enterFindings(tx, file, [
    ...taken.flatMap(({ found }) => found),
    ...findings.map(({ id, at, body }) => ({
      id,
      words: body.words,
      place: body.place,
      fixedNow: body.fixedNow,
      gradeGuess: null,
      hint: null,
      measureId: null,
      foundAt: new Date(Date.parse(at) - device.skew * 1000),
      from: { unitId: body.unitId },
    })),
  ]);
  await keepFindingMeasures(
    tx,
    file.id,
    taken.flatMap(({ recordId, item, found }) =>
      found.flatMap(({ id, measureId }) =>
        measureId ? [{ hazardId: id, recordId, taskId: item.body.taskId, measureId }] : [],
      ),
    ),
  );
  for (const one of taken) receipts.push(await keep.record(one));
  for (const item of findings)
    receipts.push(await keep.subject(item, { kind: 'hazard', id: item.id }, 'screening:find'));
  for (const item of fresh) {
    if (item.kind !== 'snapshot') continue;
    if (item.body.anonymous || !takeSnapshot) {
      const message = item.body.anonymous ? '匿名报告不经登录提交，请用匿名报告地址' : '本版本不接收随手拍';
      receipts.push(refusal(item, [{ path: 'anonymous', message }]));
    } else receipts.push(await keep.subject(item, await takeSnapshot(tx, file, item), 'screening:snap'));
  }
  await keep.end();
  await countAdded(
    tx,
    file,
    taken.map(({ slotDay, outcome, slotKey, findings }) => ({
      slotDay,
      extra: outcome === 'accepted' && slotKey === null ? 1 : 0,
      findings,
    })),
  );
  return { receipts, stored: keep.count > 0 };
}

/** Writes the ledger of what was received, its facts, and what of its files is where. */
class Keeper {
  readonly #tx: TxCtx;
  readonly #file: HeldFile;
  readonly #device: Device;
  readonly #known: ReadonlySet<string>;
  readonly #items: Parameters<typeof insertItems>[1][number][] = [];
  readonly #missing: Parameters<typeof insertMissing>[1][number][] = [];

  constructor(tx: TxCtx, file: HeldFile, device: Device, known: ReadonlySet<string>) {
    this.#tx = tx;
    this.#file = file;
    this.#device = device;
    this.#known = known;
  }

  /** How many items are kept. */
  get count(): number {
    return this.#items.length;
  }

  get #placement() {
    const { id: enterpriseId, division, industry } = this.#file;
    return { county: this.#tx.actor.county, division, industry, enterpriseId };
  }

  async record({ item, outcome, recordId, slotDay, slotKey, state, version, notes, skew }: Taken): Promise<Receipt> {
    const { body, hash } = item;
    const subject = { kind: 'screeningRecord', id: recordId };
    await this.#files(
      body.answers.flatMap(({ files }) => files),
      subject,
      slotDay,
    );
    for (const { id, files } of body.findings) await this.#files(files, { kind: 'hazard', id }, null);
    this.#ledger(item, outcome, subject, slotDay, notes, outcome === 'accepted' ? null : body);
    this.#tx.record({
      id: item.id,
      action: outcome === 'accepted' ? 'screening:sign' : 'screening:merge',
      subject: { ...subject, version },
      data: {
        hash,
        outcome,
        taskId: body.taskId,
        slotKey,
        state,
        checklistId: body.checklistId,
        edition: body.edition,
        signedAt: body.signedAt,
        clockSkewSeconds: skew,
        deviceId: this.#device.deviceId,
        findings: body.findings.map(({ id }) => id),
      },
      placement: this.#placement,
    });
    return { id: item.id, hash, outcome, missingFiles: [], subject, ...(notes.length > 0 && { problems: [...notes] }) };
  }

  async subject(item: Exclude<ReadItem, { kind: 'record' }>, subject: Subject, action: string): Promise<Receipt> {
    const { id, hash } = item;
    // The one who keeps snapshots keeps their files.
    if (item.kind === 'finding') await this.#files(item.body.files, subject, null);
    this.#ledger(item, 'accepted', subject, null, [], null);
    this.#tx.record({
      id,
      action,
      subject,
      data: { hash, deviceId: this.#device.deviceId },
      placement: this.#placement,
    });
    return { id, hash, outcome: 'accepted', missingFiles: [], subject };
  }

  async end(): Promise<void> {
    insertItems(this.#tx, this.#items);
    await insertMissing(this.#tx, this.#missing);
  }

  async #files(hashes: readonly string[], subject: Subject, slotDay: string | null): Promise<void> {
    const known = hashes.filter((hash) => this.#known.has(hash));
    await attachContents(this.#tx, known, subject, this.#placement);
    for (const sha256 of new Set(hashes)) {
      if (this.#known.has(sha256)) continue;
      this.#missing.push({
        county: this.#tx.actor.county,
        sha256,
        subject_kind: subject.kind === 'hazard' ? 'hazard' : 'screeningRecord',
        subject_id: subject.id,
        slot_day: slotDay,
        enterprise_id: this.#file.id,
        since: this.#tx.clock.now(),
      });
    }
  }

  #ledger(
    { id, kind, hash }: ReadItem,
    outcome: 'accepted' | 'merged' | 'conflict',
    subject: Subject,
    subjectDay: string | null,
    notes: readonly FieldProblem[],
    body: unknown,
  ): void {
    this.#items.push({
      county: this.#tx.actor.county,
      id,
      kind,
      hash,
      outcome,
      problems: notes.length > 0 ? [...notes] : null,
      subject_kind: subject.kind,
      subject_id: subject.id,
      subject_day: subjectDay,
      enterprise_id: this.#file.id,
      user_id: this.#tx.actor.userId,
      device_id: this.#device.deviceId,
      body,
      received_at: this.#tx.clock.now(),
    });
  }
}

const refusal = ({ id, hash }: { id: string; hash: string }, problems: readonly FieldProblem[]): Receipt => ({
  id,
  hash,
  outcome: 'refused',
  problems: [...problems],
  missingFiles: [],
});

/** Of what was stored before. The same id with another content is another item. */
function receiptOf(item: ReadItem, stored: StoredItem, enterpriseId: string): Receipt {
  if (stored.hash !== item.hash || stored.enterpriseId !== enterpriseId || stored.kind !== item.kind)
    return refusal(item, [{ path: 'id', message: '该编号已用于另一条记录' }]);
  const { outcome, subjectKind, subjectId, problems } = stored;
  const subject = { kind: subjectKind, id: subjectId };
  return { id: item.id, hash: stored.hash, outcome, missingFiles: [], subject, ...(problems && { problems }) };
}
