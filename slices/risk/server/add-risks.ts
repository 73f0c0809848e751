import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Judgement } from '../domain/assessment.rules.ts';
import type { MeasureInput } from '../domain/risk.contract.ts';
import { type Cause, type ControlLevel, MOST_UNITS, riskError } from '../domain/risk.terms.ts';
import { keepAssessment } from './assess.actions.ts';
import { insertEvents, listEvents } from './events.queries.ts';
import { writeMeasures } from './measures.queries.ts';
import { checkRoom, lastPosition } from './risk.actions.ts';
import type { HeldFile } from './risk-file.ts';
import { insertUnit, listUnits, type UnitFields } from './units.queries.ts';

/** A point that a template or a sheet brings; without a judgement it waits to be assessed. */
export interface NewRisk {
  readonly unit: UnitFields;
  readonly name: string;
  readonly accidentType: string;
  readonly measures: readonly Omit<MeasureInput, 'id'>[];
  readonly assessment: {
    readonly judgement: Judgement;
    readonly controlLevel: ControlLevel;
    readonly ownerName: string;
  } | null;
}

/**
 * Adds points to a held list. Units are found by name; a point that its unit already has is left as it is.
 * @throws risk/too-many, and what an assessment may throw
 */
export async function addRisks(
  tx: TxCtx,
  file: HeldFile,
  risks: readonly NewRisk[],
  cause: Cause & ('template' | 'import'),
): Promise<{ added: number; same: number }> {
  const { id: enterpriseId } = file.place;
  const units = await listUnits(tx, enterpriseId);
  const events = await listEvents(tx, enterpriseId);
  const unitIds = new Map(units.map(({ name, id }) => [name, id]));
  const known = new Set(events.map(({ unitId, name }) => keyOf(unitId, name)));
  let unitPosition = units.at(-1)?.position ?? 0;
  let position = await lastPosition(tx, enterpriseId);
  const fresh: (NewRisk & { id: string; unitId: string; position: number })[] = [];
  for (const risk of risks) {
    let unitId = unitIds.get(risk.unit.name);
    if (unitId === undefined) {
      if (unitIds.size >= MOST_UNITS) throw riskError('too-many', { what: '风险单元', most: MOST_UNITS });
      unitId = newId();
      unitPosition += 1;
      await insertUnit(tx, { ...risk.unit, id: unitId, enterpriseId, position: unitPosition });
      unitIds.set(risk.unit.name, unitId);
    }
    if (known.has(keyOf(unitId, risk.name))) continue;
    known.add(keyOf(unitId, risk.name));
    position += 1;
    fresh.push({ ...risk, id: newId(), unitId, position });
  }
  if (fresh.length === 0) return { added: 0, same: risks.length };
  checkRoom(file, fresh.length);
  await insertEvents(
    tx,
    file.place,
    fresh.map(({ id, unitId, unit, name, accidentType, position: at }) => ({
      id,
      unitId,
      unitName: unit.name,
      name,
      accidentType,
      position: at,
    })),
  );
  for (const { id, measures, assessment } of fresh) {
    const withIds = measures.map((measure) => ({ ...measure, id: newId() }));
    await writeMeasures(tx, { id, enterpriseId }, withIds);
    if (!assessment) continue;
    const event = { id, enterpriseId, level: null, version: 1, reviewDueOn: null };
    await keepAssessment(tx, event, { id: newId(), cause, note: '', ...assessment });
  }
  return { added: fresh.length, same: risks.length - fresh.length };
}

const keyOf = (unitId: string, name: string) => `${unitId}\n${name}`;
