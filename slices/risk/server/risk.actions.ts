import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type * as contracts from '../domain/risk.contract.ts';
import type { MeasureInput } from '../domain/risk.contract.ts';
import { MOST_EVENTS, MOST_UNITS, riskError } from '../domain/risk.terms.ts';
import { cancelReview } from './assess.actions.ts';
import { insertEvents, listEvents, updateEvent } from './events.queries.ts';
import { updateRiskFile } from './file.queries.ts';
import { MeasureIdTaken, writeMeasures } from './measures.queries.ts';
import { checkVersion, type HeldFile, ownerOfEvent, ownerOfUnit, theEvent, theUnit, writeRisks } from './risk-file.ts';
import { insertUnit, listUnits, updateUnit } from './units.queries.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;
interface Done {
  readonly id: string;
  readonly version: number;
}

export async function setScoreTable(
  ctx: Ctx,
  enterpriseId: string,
  { commandId, scoreTable }: Body<typeof contracts.setScoreTable>,
): Promise<Done> {
  await writeRisks(
    ctx,
    { commandId, enterpriseId, action: 'risk:setTable', subjectId: enterpriseId, kind: 'riskFile' },
    async (tx) => {
      await updateRiskFile(tx, enterpriseId, { score_table: scoreTable });
      return { version: 1, data: { scoreTable } };
    },
  );
  return { id: enterpriseId, version: 1 };
}

/** @throws risk/too-many */
export async function createUnit(
  ctx: Ctx,
  enterpriseId: string,
  { id, ...fields }: Body<typeof contracts.createRiskUnit>,
): Promise<Done> {
  const command = { commandId: id, enterpriseId, action: 'risk:createUnit', subjectId: id, kind: 'riskUnit' } as const;
  await writeRisks(ctx, command, async (tx) => {
    const units = await listUnits(tx, enterpriseId);
    if (units.length >= MOST_UNITS) throw riskError('too-many', { what: '风险单元', most: MOST_UNITS });
    await insertUnit(tx, { id, enterpriseId, ...fields, position: (units.at(-1)?.position ?? 0) + 1 });
    return { version: 1, data: fields };
  });
  return { id, version: 1 };
}

/** @throws app/version-conflict */
export async function editUnit(
  ctx: Ctx,
  id: string,
  { commandId, version, ...fields }: Body<typeof contracts.editRiskUnit>,
): Promise<Done> {
  const enterpriseId = await ownerOfUnit(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:editUnit', subjectId: id, kind: 'riskUnit' } as const;
  await writeRisks(ctx, command, async (tx, { place }) => {
    const unit = await theUnit(tx, id);
    checkVersion(unit, version, '这个风险单元');
    await updateUnit(tx, unit, fields, place.name);
    return { version: unit.version + 1, data: fields };
  });
  return { id, version: version + 1 };
}

/** @throws risk/unit-not-empty, app/version-conflict */
export async function removeUnit(
  ctx: Ctx,
  id: string,
  { commandId, version, reason }: Body<typeof contracts.removeRiskUnit>,
): Promise<Done> {
  const enterpriseId = await ownerOfUnit(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:removeUnit', subjectId: id, kind: 'riskUnit' } as const;
  await writeRisks(ctx, command, async (tx, { place }) => {
    const unit = await theUnit(tx, id);
    checkVersion(unit, version, '这个风险单元');
    const events = (await listEvents(tx, enterpriseId)).filter(({ unitId }) => unitId === id);
    if (events.length > 0) throw riskError('unit-not-empty', { count: events.length });
    await updateUnit(tx, unit, 'remove', place.name);
    return { version: unit.version + 1, data: { name: unit.name, reason } };
  });
  return { id, version: version + 1 };
}

/** @throws risk/too-many */
export function checkRoom(file: HeldFile, more: number): void {
  const { red, orange, yellow, blue, ungraded } = file;
  if (red + orange + yellow + blue + ungraded + more > MOST_EVENTS) {
    throw riskError('too-many', { what: '风险事件', most: MOST_EVENTS });
  }
}

/** Position behind all events of the enterprise. */
export async function lastPosition(tx: TxCtx, enterpriseId: string): Promise<number> {
  return (await listEvents(tx, enterpriseId)).at(-1)?.position ?? 0;
}

/** @throws risk/too-many */
export async function createEvent(
  ctx: Ctx,
  unitId: string,
  { id, name, accidentType, measures }: Body<typeof contracts.createRiskEvent>,
): Promise<Done> {
  const enterpriseId = await ownerOfUnit(ctx, unitId);
  const command = {
    commandId: id,
    enterpriseId,
    action: 'risk:createEvent',
    subjectId: id,
    kind: 'riskEvent',
  } as const;
  await writeRisks(ctx, command, async (tx, file) => {
    const unit = await theUnit(tx, unitId);
    checkRoom(file, 1);
    const position = (await lastPosition(tx, enterpriseId)) + 1;
    await insertEvents(tx, file.place, [{ id, unitId, unitName: unit.name, name, accidentType, position }]);
    await keepMeasures(tx, { id, enterpriseId }, measures);
    return { version: 1, data: { unit: unit.name, name, accidentType, measures } };
  });
  return { id, version: 1 };
}

/** @throws app/version-conflict */
export async function editEvent(
  ctx: Ctx,
  id: string,
  { commandId, version, name, accidentType, measures }: Body<typeof contracts.editRiskEvent>,
): Promise<Done> {
  const enterpriseId = await ownerOfEvent(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:editEvent', subjectId: id, kind: 'riskEvent' } as const;
  await writeRisks(ctx, command, async (tx, { place }) => {
    const event = await theEvent(tx, id);
    checkVersion(event, version, '这个风险点');
    const unit = await theUnit(tx, event.unitId);
    await updateEvent(tx, event, { name, accidentType, search: `${unit.name}\n${place.name}` });
    await keepMeasures(tx, { id, enterpriseId }, measures);
    return { version: version + 1, data: { name, accidentType, measures } };
  });
  return { id, version: version + 1 };
}

/** @throws app/version-conflict */
export async function removeEvent(
  ctx: Ctx,
  id: string,
  { commandId, version, reason }: Body<typeof contracts.removeRiskEvent>,
): Promise<Done> {
  const enterpriseId = await ownerOfEvent(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:removeEvent', subjectId: id, kind: 'riskEvent' } as const;
  await writeRisks(ctx, command, async (tx) => {
    const event = await theEvent(tx, id);
    checkVersion(event, version, '这个风险点');
    await updateEvent(tx, event, 'remove');
    await writeMeasures(tx, event, []); // what controls nothing is no measure
    if (event.reviewDueOn !== null) await cancelReview(tx, id);
    return { version: version + 1, data: { name: event.name, level: event.level, reason } };
  });
  return { id, version: version + 1 };
}

async function keepMeasures(
  tx: TxCtx,
  event: { readonly id: string; readonly enterpriseId: string },
  measures: readonly MeasureInput[],
): Promise<void> {
  try {
    await writeMeasures(tx, event, measures);
  } catch (error) {
    throw error instanceof MeasureIdTaken ? appError('id-taken', {}) : error;
  }
}
