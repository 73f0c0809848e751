import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import type { z } from 'zod';
import { gravest } from '../domain/assessment.rules.ts';
import { grouped } from '../domain/grouped.ts';
import type * as contracts from '../domain/plan.contract.ts';
import { MOST_PLANS, riskError } from '../domain/risk.terms.ts';
import { listEvents } from './events.queries.ts';
import type { ReadCtx } from './file.queries.ts';
import { findPlan, findPlanOwner, insertPlan, listPlans, updatePlan } from './plans.queries.ts';
import { checkVersion, placeOf, writeRisks } from './risk-file.ts';
import { listUnits } from './units.queries.ts';

/** The plans with the names and grades of today: a colour is never stored. @throws app/not-found */
export async function presentPlans(ctx: Ctx, enterpriseId: string) {
  await placeOf(ctx, enterpriseId);
  const [plans, units, events] = await Promise.all([
    listPlans(ctx, enterpriseId),
    listUnits(ctx, enterpriseId),
    listEvents(ctx, enterpriseId),
  ]);
  const unitOf = new Map(units.map((unit) => [unit.id, unit]));
  const eventOf = new Map(events.map((event) => [event.id, event]));
  const levelsOf = grouped(events, ({ unitId }) => unitId);
  return plans.map(({ areas, points, updatedAt, longitude, latitude, metresPerUnit, ...plan }) => ({
    ...plan,
    ground:
      longitude === null || latitude === null || metresPerUnit === null ? null : { longitude, latitude, metresPerUnit },
    updatedAt: updatedAt.toISOString(),
    // What has left the list has left the plan.
    areas: areas.flatMap((area) => {
      const unit = unitOf.get(area.unitId);
      const level = gravest((levelsOf.get(area.unitId) ?? []).map((event) => event.level));
      return unit ? [{ ...area, name: unit.name, level }] : [];
    }),
    points: points.flatMap((point) => {
      const event = eventOf.get(point.eventId);
      return event ? [{ ...point, name: event.name, level: event.level }] : [];
    }),
  }));
}

/** @throws risk/too-many, risk/drawing-not-image, files/not-attachable */
export async function createPlan(
  ctx: Ctx,
  enterpriseId: string,
  { id, ...plan }: z.input<typeof contracts.createRiskPlan.body>,
) {
  const command = { commandId: id, enterpriseId, action: 'risk:createPlan', subjectId: id, kind: 'riskPlan' } as const;
  await writeRisks(ctx, command, async (tx, { place }) => {
    const plans = await listPlans(tx, enterpriseId);
    if (plans.length >= MOST_PLANS) throw riskError('too-many', { what: '四色图', most: MOST_PLANS });
    const { division, industry } = place;
    const files = await attachFiles(tx, {
      fileIds: plan.fileId ? [plan.fileId] : [],
      subject: { kind: 'riskPlan', id },
      placement: { county: tx.actor.county, division, industry, enterpriseId },
    });
    if (files.some(({ mediaType }) => !mediaType.startsWith('image/'))) throw riskError('drawing-not-image', {});
    await insertPlan(tx, { id, enterpriseId, ...plan });
    const drawing = files.map(({ name, sha256 }) => ({ name, sha256 }));
    return { version: 1, data: { ...plan, drawing } };
  });
  return { id, version: 1 };
}

async function ownerOfPlan(ctx: ReadCtx, id: string): Promise<string> {
  const enterpriseId = await findPlanOwner(ctx, id);
  if (!enterpriseId) throw appError('not-found', { what: '这张四色图' });
  return enterpriseId;
}

async function thePlan(ctx: ReadCtx, id: string) {
  const plan = await findPlan(ctx, id);
  if (!plan) throw appError('not-found', { what: '这张四色图' });
  return plan;
}

/** @throws app/version-conflict, risk/unknown-on-plan, risk/outside-plan */
export async function drawPlan(
  ctx: Ctx,
  id: string,
  { commandId, version, name, areas, points }: z.output<typeof contracts.drawRiskPlan.body>,
) {
  const enterpriseId = await ownerOfPlan(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:drawPlan', subjectId: id, kind: 'riskPlan' } as const;
  await writeRisks(ctx, command, async (tx) => {
    const plan = await thePlan(tx, id);
    checkVersion(plan, version, '这张四色图');
    const units = new Set((await listUnits(tx, enterpriseId)).map((unit) => unit.id));
    const events = new Set((await listEvents(tx, enterpriseId)).map((event) => event.id));
    const isKnown = areas.every((a) => units.has(a.unitId)) && points.every((p) => events.has(p.eventId));
    if (!isKnown) throw riskError('unknown-on-plan', {});
    const isInside = ([x, y]: readonly [number, number]) => x <= plan.width && y <= plan.height;
    const places = [...areas.flatMap(({ corners }) => corners), ...points.map(({ x, y }) => [x, y] as const)];
    if (!places.every(isInside)) throw riskError('outside-plan', {});
    await updatePlan(tx, id, version, { name, areas, points });
    return { version: version + 1, data: { name, areas, points } };
  });
  return { id, version: version + 1 };
}

/** @throws app/version-conflict */
export async function removePlan(
  ctx: Ctx,
  id: string,
  { commandId, version }: z.output<typeof contracts.removeRiskPlan.body>,
) {
  const enterpriseId = await ownerOfPlan(ctx, id);
  const command = { commandId, enterpriseId, action: 'risk:removePlan', subjectId: id, kind: 'riskPlan' } as const;
  await writeRisks(ctx, command, async (tx) => {
    const plan = await thePlan(tx, id);
    checkVersion(plan, version, '这张四色图');
    await updatePlan(tx, id, version, 'remove');
    return { version: version + 1, data: { name: plan.name } };
  });
  return { id, version: version + 1 };
}
