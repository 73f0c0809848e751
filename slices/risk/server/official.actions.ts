import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { MOST_EVENTS, MOST_UNITS } from '../domain/risk.terms.ts';
import { cancelReview } from './assess.actions.ts';
import { findEvent, insertEvents, updateEvent } from './events.queries.ts';
import { lockRiskFile } from './file.queries.ts';
import { writeMeasures } from './measures.queries.ts';
import {
  countEventsOfUnits,
  findOfficialRisks,
  moveEvent,
  type OfficialMeasure,
  putMeasures,
  removeMeasures,
  restoreRisk,
  type StandingRisks,
} from './official.queries.ts';
import { lastPosition } from './risk.actions.ts';
import { type HeldFile, placeOf } from './risk-file.ts';
import { findUnit, insertUnit, listUnits, updateUnit } from './units.queries.ts';

interface Contents {
  readonly riskUnit: {
    readonly name: string;
    readonly sourceCode: string;
    readonly department: string;
    readonly ownerName: string;
  };
  readonly riskEvent: { readonly unitId: string; readonly name: string };
  readonly riskMeasure: Omit<OfficialMeasure, 'id'>;
}
type RiskType = keyof Contents;

/** A record as another platform has it: its content, or null where it was removed there. */
export interface OfficialRisk<T extends RiskType> {
  readonly id: string;
  readonly content: Contents[T] | null;
}

/** `created`, `updated`, `removed`, `same` where nothing was to do, or a sentence that says why it cannot be. */
export type OfficialResult =
  | { readonly did: 'created' | 'updated' | 'removed' | 'same' }
  | { readonly refused: string };

interface Entry<T extends RiskType> {
  readonly file: HeldFile;
  readonly standing: ReadonlyMap<string, StandingRisks[T]>;
  readonly results: Map<string, OfficialResult>;
}

/**
 * Enters what another platform has of the risks of one enterprise, in the transaction of the exchange, as one fact that
 * names where it comes from. Identifying risks stays the enterprise's duty: what arrives was identified by it there.
 * @throws app/not-found when there is no such enterprise
 */
export async function putOfficialRisks<T extends RiskType>(
  tx: TxCtx,
  type: T,
  { enterpriseId, origin }: { readonly enterpriseId: string; readonly origin: Readonly<Record<string, unknown>> },
  changes: readonly OfficialRisk<T>[],
): Promise<Map<string, OfficialResult>> {
  const place = await placeOf(tx, enterpriseId);
  const file = await lockRiskFile(tx, place);
  const ids = changes.map(({ id }) => id);
  const standing = new Map((await findOfficialRisks(tx, type, ids)).map((row) => [row.id, row]));
  const entry = { file: { ...file, place: file }, standing, results: new Map<string, OfficialResult>() };
  const own = changes.filter(({ id }) => {
    const isForeign = standing.has(id) && standing.get(id)?.enterpriseId !== enterpriseId;
    if (isForeign) entry.results.set(id, { refused: '这个编号已是另一家企业的记录' });
    return !isForeign;
  });
  await WRITERS[type](tx, entry as never, own as never);
  const done = (did: string) =>
    ids.filter((id) => (entry.results.get(id) as { did?: string } | undefined)?.did === did);
  const data = { type, origin, created: done('created'), updated: done('updated'), removed: done('removed') };
  if (data.created.length + data.updated.length + data.removed.length > 0) {
    const { division, industry } = file;
    const placement = { county: tx.actor.county, division, industry, enterpriseId };
    const subject = { kind: 'riskFile', id: enterpriseId, version: 1 };
    tx.record({ id: newId(), action: 'risk:exchange', subject, data, placement });
  }
  return entry.results;
}

const WRITERS: {
  readonly [T in RiskType]: (tx: TxCtx, entry: Entry<T>, changes: readonly OfficialRisk<T>[]) => Promise<void>;
} = { riskUnit: putUnits, riskEvent: putEvents, riskMeasure: putAllMeasures };

async function putUnits(tx: TxCtx, entry: Entry<'riskUnit'>, changes: readonly OfficialRisk<'riskUnit'>[]) {
  const { file, standing, results } = entry;
  const { id: enterpriseId, name } = file.place;
  const units = await listUnits(tx, enterpriseId);
  const leaving = changes.filter(({ content }) => content === null).map(({ id }) => id);
  const events = await countEventsOfUnits(tx, enterpriseId, leaving);
  let position = units.at(-1)?.position ?? 0;
  let room = MOST_UNITS - units.length;
  for (const { id, content } of changes) {
    const before = standing.get(id);
    const isThere = before !== undefined && before.removedAt === null;
    if (content === null) {
      const left = events.get(id) ?? 0;
      if (!isThere) results.set(id, { did: 'same' });
      else if (left > 0) results.set(id, { refused: `该单元下还有 ${left} 个风险事件，请先删除` });
      else {
        const unit = await findUnit(tx, id);
        if (unit) await updateUnit(tx, unit, 'remove', name);
        results.set(id, { did: 'removed' });
      }
      continue;
    }
    if (!isThere && room <= 0) {
      results.set(id, { refused: `风险单元最多 ${MOST_UNITS} 个` });
      continue;
    }
    if (!isThere) room -= 1;
    if (!before) {
      position += 1;
      await insertUnit(tx, { id, enterpriseId, ...content, place: '', position });
      results.set(id, { did: 'created' });
      continue;
    }
    if (!isThere) await restoreRisk(tx, 'riskUnit', [id]);
    const unit = await findUnit(tx, id);
    if (unit) await updateUnit(tx, unit, { ...content, place: unit.place }, name);
    results.set(id, { did: isThere ? 'updated' : 'created' });
  }
}

async function putEvents(tx: TxCtx, entry: Entry<'riskEvent'>, changes: readonly OfficialRisk<'riskEvent'>[]) {
  const { file, standing, results } = entry;
  const { place } = file;
  const units = new Map((await listUnits(tx, place.id)).map(({ id, name }) => [id, name]));
  const { red, orange, yellow, blue, ungraded } = file;
  let room = MOST_EVENTS - (red + orange + yellow + blue + ungraded);
  let position = await lastPosition(tx, place.id);
  const fresh: Parameters<typeof insertEvents>[2][number][] = [];
  for (const { id, content } of changes) {
    const before = standing.get(id);
    const isThere = before !== undefined && before.removedAt === null;
    if (content === null) {
      if (isThere) await removeOfficialEvent(tx, id);
      results.set(id, { did: isThere ? 'removed' : 'same' });
      continue;
    }
    const unitName = units.get(content.unitId);
    if (unitName === undefined || (!isThere && room <= 0)) {
      results.set(id, {
        refused: unitName === undefined ? '所属的风险分析单元不在这家企业' : `风险事件最多 ${MOST_EVENTS} 个`,
      });
      continue;
    }
    if (!isThere) room -= 1;
    if (!before) {
      position += 1;
      fresh.push({ id, unitId: content.unitId, unitName, name: content.name, accidentType: '', position });
      results.set(id, { did: 'created' });
      continue;
    }
    if (!isThere) await restoreRisk(tx, 'riskEvent', [id]);
    if (before.unitId !== content.unitId) await moveEvent(tx, id, content.unitId);
    const event = await findEvent(tx, id);
    if (event) {
      const { accidentType } = event;
      await updateEvent(tx, event, { name: content.name, accidentType, search: `${unitName}\n${place.name}` });
    }
    results.set(id, { did: isThere ? 'updated' : 'created' });
  }
  if (fresh.length > 0) await insertEvents(tx, place, fresh);
}

/** With its measures: what controls nothing is no measure. */
async function removeOfficialEvent(tx: TxCtx, id: string): Promise<void> {
  const event = await findEvent(tx, id);
  if (!event) return;
  await updateEvent(tx, event, 'remove');
  await writeMeasures(tx, event, []);
  if (event.reviewDueOn !== null) await cancelReview(tx, id);
}

async function putAllMeasures(tx: TxCtx, entry: Entry<'riskMeasure'>, changes: readonly OfficialRisk<'riskMeasure'>[]) {
  const { file, standing, results } = entry;
  const eventIds = [...new Set(changes.flatMap(({ content }) => (content ? [content.eventId] : [])))];
  const events = new Set(
    (await findOfficialRisks(tx, 'riskEvent', eventIds))
      .filter(({ enterpriseId, removedAt }) => enterpriseId === file.place.id && removedAt === null)
      .map(({ id }) => id),
  );
  const written: OfficialMeasure[] = [];
  const leaving: string[] = [];
  for (const { id, content } of changes) {
    const before = standing.get(id);
    const isThere = before !== undefined && before.removedAt === null;
    if (content === null) {
      if (isThere) leaving.push(id);
      results.set(id, { did: isThere ? 'removed' : 'same' });
    } else if (!events.has(content.eventId)) {
      results.set(id, { refused: '所属的风险事件不在这家企业' });
    } else {
      written.push({ id, ...content });
      results.set(id, { did: isThere ? 'updated' : 'created' });
    }
  }
  await putMeasures(tx, file.place.id, written);
  await removeMeasures(tx, leaving);
}
