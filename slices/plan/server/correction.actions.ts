import { readPlanText } from '@zhiben/gongwen';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type * as contracts from '../domain/correction.contract.ts';
import type { Correction, Operation } from '../domain/correction.contract.ts';
import { type CorrectedReading, itemsOf, readingCorrector } from '../domain/correction.rules.ts';
import { canCorrectPlan } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { readingOf } from '../domain/reading.rules.ts';
import { readingDifferences } from '../domain/rereading.rules.ts';
import {
  hasCorrection,
  insertCorrection,
  listCorrections,
  lockDocument,
  replaceReading,
} from './correction.queries.ts';
import { findPlan } from './document.queries.ts';
import type { ReadCtx } from './plan.tables.ts';
import { storable, withoutUnstorable } from './storable.ts';

type Document = NonNullable<Awaited<ReturnType<typeof findPlan>>>;

/** A document's reading with its corrections laid over it. */
export async function correctedReading(
  ctx: ReadCtx,
  { id, reading, text }: Pick<Document, 'id' | 'reading' | 'text'>,
): Promise<CorrectedReading> {
  return readingCorrector(readingOf(reading), text)(await listCorrections(ctx, id));
}

/**
 * Adds a correction. One made on an older version is taken all the same, unless somebody else has since corrected the
 * same item.
 * @throws app/not-found, plan/reading-closed, plan/may-not, app/id-taken, plan/edited-meanwhile, plan/correction-misses,
 *   plan/not-undoable
 */
export async function correctPlan(
  ctx: Ctx,
  documentId: string,
  command: z.output<typeof contracts.correctPlanReading.body>,
): Promise<{ version: number; corrections: Correction[] }> {
  const { id, commandId, version, operation } = command;
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) {
    const document = await requireDocument(ctx, documentId);
    return { version: document.version, corrections: since(await listCorrections(ctx, documentId), version) };
  }
  return ctx.transaction(async (tx) => {
    const document = await requireOpen(tx, documentId);
    if (await hasCorrection(tx, id)) throw appError('id-taken', {});
    const before = await listCorrections(tx, documentId);
    refuseClash(tx, since(before, version), before, operation);
    const correction: Correction = {
      id,
      version: document.version + 1,
      operation,
      madeAt: tx.clock.now().toISOString(),
      madeBy: tx.actor.userId,
      madeByName: tx.actor.name,
    };
    const after = [...before, correction];
    const { outcomes } = readingCorrector(readingOf(document.reading), document.text)(after);
    if (operation.op === 'undo') refuseSecondUndo(before, operation.correctionId);
    else if (outcomes.get(id) !== 'applied') throw planError('correction-misses', {});
    await insertCorrection(tx, documentId, correction);
    tx.record({
      id: commandId,
      action: 'plan:correct',
      subject: { kind: 'plan', id: documentId, version: correction.version },
      data: { correctionId: id, operation },
    });
    return { version: correction.version, corrections: since(after, version) };
  });
}

/** What a reading by the present reader would change; nothing is stored. */
export async function previewRereading(ctx: Ctx, documentId: string) {
  const document = await requireDocument(ctx, documentId);
  if (!canCorrectPlan(ctx.actor, document)) throw refusal(document);
  const corrections = await listCorrections(ctx, documentId);
  const before = readingOf(document.reading);
  const after = readingOf(readAgain(document.text));
  const lost = (reading: typeof before) => {
    const { outcomes } = readingCorrector(reading, document.text)(corrections);
    return corrections.flatMap(({ id }) => (outcomes.get(id) === 'lost' ? [id] : []));
  };
  const lostBefore = new Set(lost(before));
  return {
    version: document.version,
    differences: readingDifferences(before, after),
    lostCorrectionIds: lost(after).filter((id) => !lostBefore.has(id)),
  };
}

/**
 * Reads the document again with the present reader; corrections stay as they are and find their items by the text.
 * @throws app/not-found, plan/reading-closed, plan/may-not, app/version-conflict
 */
export async function rereadPlan(
  ctx: Ctx,
  documentId: string,
  { commandId, version }: z.output<typeof contracts.rereadPlan.body>,
): Promise<{ version: number }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) {
    return { version: (await requireDocument(ctx, documentId)).version };
  }
  return ctx.transaction(async (tx) => {
    const document = await requireOpen(tx, documentId);
    if (document.version !== version) throw appError('version-conflict', { what: '这份方案' });
    const plan = readAgain(document.text);
    const differences = readingDifferences(readingOf(document.reading), readingOf(plan)).length;
    const next = document.version + 1;
    await replaceReading(tx, documentId, next, storable(plan));
    const data = { differences, units: plan.sections.length, obligations: plan.obligations.length };
    tx.record({ id: commandId, action: 'plan:reread', subject: { kind: 'plan', id: documentId, version: next }, data });
    return { version: next };
  });
}

const readAgain = (text: string) => readPlanText(withoutUnstorable(text));

const since = (corrections: readonly Correction[], version: number) =>
  corrections.filter((correction) => correction.version > version);

async function requireDocument(ctx: ReadCtx, id: string): Promise<Document> {
  const document = await findPlan(ctx, id);
  if (!document) throw appError('not-found', { what: '这份方案' });
  return document;
}

async function requireOpen(tx: TxCtx, id: string): Promise<Document> {
  await lockDocument(tx, id);
  const document = await requireDocument(tx, id);
  if (!canCorrectPlan(tx.actor, document)) throw refusal(document);
  return document;
}

function refusal({ campaignId }: Document) {
  if (campaignId !== null) return planError('reading-closed', {});
  return planError('may-not', { why: '只有安委办工作人员可以更正识别结果。' });
}

/** Two corrections of one item by different people: the second person has not seen what they are changing. */
function refuseClash(tx: TxCtx, newer: readonly Correction[], all: readonly Correction[], operation: Operation): void {
  const mine = new Set(reachOf(operation, all));
  const clash = newer.findLast(
    (other) =>
      other.madeBy !== tx.actor.userId && [other.id, ...reachOf(other.operation, all)].some((i) => mine.has(i)),
  );
  if (clash) throw planError('edited-meanwhile', { name: clash.madeByName });
}

/** The items of an operation; those of an undo are the items of what it takes back. */
function reachOf(operation: Operation, all: readonly Correction[]): readonly string[] {
  const own = itemsOf(operation);
  if (operation.op !== 'undo') return own;
  const taken = all.find(({ id }) => id === operation.correctionId);
  return taken ? [...own, ...reachOf(taken.operation, all)] : own;
}

function refuseSecondUndo(before: readonly Correction[], correctionId: string): void {
  if (!before.some(({ id }) => id === correctionId)) throw appError('not-found', { what: '要撤销的更正' });
  const undone = new Set<string>();
  for (const { id, operation } of before.toReversed()) {
    if (operation.op === 'undo' && !undone.has(id)) undone.add(operation.correctionId);
  }
  if (undone.has(correctionId)) throw planError('not-undoable', {});
}
