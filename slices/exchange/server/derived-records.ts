import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listOfficialHazards } from '@zhiben/slices/hazard/server';
import { findOfficialRisks, listChangedRisks } from '@zhiben/slices/risk/server';
import {
  type FoundHazard,
  findChecks,
  findFoundHazards,
  findOfficialCommitments,
  findOfficialTasks,
  findSuspensions,
  type OfficialCheck,
  type OfficialCommitment,
  type OfficialSuspension,
  type OfficialTask,
  officialId,
} from '@zhiben/slices/screening/server';
import {
  checkFields,
  commitmentFields,
  type DerivedRecord,
  type DerivedType,
  hazardFields,
  suspensionFields,
  taskFields,
} from '../domain/own-records.ts';
import type { RawRecord } from '../domain/raw-record.ts';

/** Of what the slices hold, the official records. */

type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;

const EVER = new Date(8.64e15);

/** A task checks its measure as long as both stand. @param gone since when measures that were removed are gone */
function ofTask(task: OfficialTask, gone: ReadonlyMap<string, Date>): DerivedRecord {
  const { id, enterpriseId, createdAt, changedAt, byName } = task;
  const goneAt = gone.get(task.measureId);
  const removed = task.removedAt !== null || goneAt !== undefined;
  // One that was given up itself stays as it was then.
  const updatedAt = task.removedAt === null && goneAt && goneAt > changedAt ? goneAt : changedAt;
  // A task that was given up on the day it began has no plan of times left.
  const times = task.schedules.at(-1) ?? {
    cycleEvery: 1,
    cycleUnit: 'day' as const,
    startOn: new Date(createdAt.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    workStart: null,
    workEnd: null,
    workDayType: 0 as const,
  };
  const fields = taskFields(task, times);
  return { id, enterpriseId, removed, createdAt, updatedAt, createdBy: byName, updatedBy: byName, fields };
}

export function ofCheck(check: OfficialCheck): DerivedRecord {
  const { id, enterpriseId, receivedAt, updatedAt, signerName: by } = check;
  const fields = checkFields(check);
  return { id, enterpriseId, removed: false, createdAt: receivedAt, updatedAt, createdBy: by, updatedBy: by, fields };
}

export async function ofHazards(ctx: ReadCtx, found: readonly FoundHazard[]): Promise<DerivedRecord[]> {
  const hazards = await listOfficialHazards(
    ctx,
    found.map(({ hazardId }) => hazardId),
  );
  const byId = new Map(hazards.map((hazard) => [hazard.id, hazard]));
  return found.flatMap(({ hazardId, measureId, recordId }) => {
    const hazard = byId.get(hazardId);
    if (!hazard) return [];
    return [
      {
        id: hazard.id,
        enterpriseId: hazard.enterpriseId,
        removed: hazard.dismissed,
        createdAt: hazard.registeredAt,
        updatedAt: hazard.changedAt,
        createdBy: hazard.registeredByName,
        updatedBy: hazard.changedByName,
        fields: hazardFields(hazard, { measureId, checkId: officialId(recordId, measureId) }),
      },
    ];
  });
}

/** That of the whole enterprise is one of each unit that stood when it was filed: then nothing later changes them. */
export async function ofSuspensions(
  ctx: ReadCtx,
  suspensions: readonly OfficialSuspension[],
): Promise<DerivedRecord[]> {
  const units = new Map<string, { id: string; createdAt: Date; removedAt: Date | null }[]>();
  for (const { enterpriseId, unitId } of suspensions) {
    if (unitId !== null || units.has(enterpriseId)) continue;
    const all = await listChangedRisks(ctx, 'riskUnit', { after: null, until: EVER, enterpriseId }, MOST_UNITS_EVER);
    units.set(
      enterpriseId,
      all.map(({ id, createdAt, updatedAt, removedAt }) => ({ id, createdAt: createdAt ?? updatedAt, removedAt })),
    );
  }
  return suspensions.flatMap((one) => {
    const { enterpriseId, unitId, filedAt, updatedAt, filedByName: by } = one;
    const stood = (units.get(enterpriseId) ?? []).filter(
      ({ createdAt, removedAt }) => createdAt <= filedAt && (removedAt === null || removedAt > filedAt),
    );
    const parts =
      unitId === null
        ? stood.map(({ id }) => ({ unit: id, id: officialId(one.id, id) }))
        : [{ unit: unitId, id: one.id }];
    return parts.map(({ unit, id }) => ({
      id,
      enterpriseId,
      removed: one.withdrawnAt !== null,
      createdAt: filedAt,
      updatedAt,
      createdBy: by,
      updatedBy: by,
      fields: suspensionFields(one, unit),
    }));
  });
}
/** More than an enterprise may hold at once: removed ones are among them. */
const MOST_UNITS_EVER = 5_000;

export function ofCommitment(commitment: OfficialCommitment): DerivedRecord {
  const { id, enterpriseId, createdAt, signedAt, signedByName: by, counts } = commitment;
  const fields = commitmentFields(counts as Readonly<Record<string, unknown>>);
  return { id, enterpriseId, removed: false, createdAt, updatedAt: signedAt, createdBy: by, updatedBy: by, fields };
}

export async function ofTasks(ctx: ReadCtx, tasks: readonly OfficialTask[]): Promise<DerivedRecord[]> {
  const ids = [...new Set(tasks.map(({ measureId }) => measureId))];
  const gone = new Map<string, Date>();
  for (const { id, removedAt } of await findOfficialRisks(ctx, 'riskMeasure', ids))
    if (removedAt) gone.set(id, removedAt);
  return tasks.map((task) => ofTask(task, gone));
}

/** Those among some official records that are our own, come back to us: as they go out now. */
export async function findOwnDerived(
  ctx: ReadCtx,
  type: DerivedType,
  records: readonly { readonly id: string; readonly raw: RawRecord }[],
): Promise<Map<string, DerivedRecord>> {
  if (records.length === 0) return new Map();
  const own = await OWN[type](ctx, records);
  const asked = new Set(records.map(({ id }) => id));
  return new Map(own.filter(({ id }) => asked.has(id)).map((one) => [one.id, one]));
}

type Asked = readonly { readonly id: string; readonly raw: RawRecord }[];

const OWN: { readonly [T in DerivedType]: (ctx: ReadCtx, asked: Asked) => Promise<DerivedRecord[]> } = {
  screeningTask: async (ctx, asked) => ofTasks(ctx, await findOfficialTasks(ctx, { ids: idsOf(asked) })),
  checkRecord: async (ctx, asked) => {
    const taskIds = asked.map(({ raw }) => hyphened(raw.checkTaskId));
    const tasks = new Map((await findOfficialTasks(ctx, { ids: present(taskIds) })).map((task) => [task.id, task]));
    const recordIds = asked.flatMap(({ id }, n) => {
      const task = tasks.get(taskIds[n] ?? '');
      return task ? [officialId(id, task.measureId)] : [];
    });
    return (await findChecks(ctx, recordIds)).map(ofCheck);
  },
  hazard: async (ctx, asked) => ofHazards(ctx, await findFoundHazards(ctx, idsOf(asked))),
  suspension: async (ctx, asked) => {
    const whole = asked.flatMap(({ id, raw }) => {
      const unit = hyphened(raw.riskUnitId);
      return unit ? [officialId(id, unit)] : [];
    });
    return ofSuspensions(ctx, await findSuspensions(ctx, [...idsOf(asked), ...whole]));
  },
  safetyCommitment: async (ctx, asked) => (await findOfficialCommitments(ctx, idsOf(asked))).map(ofCommitment),
};

const idsOf = (asked: Asked) => asked.map(({ id }) => id);
const present = (ids: readonly (string | null)[]) => ids.filter((id) => id !== null);

function hyphened(id: unknown): string | null {
  const hex = typeof id === 'string' ? id.trim().replaceAll('-', '').toLowerCase() : '';
  return /^[0-9a-f]{32}$/.test(hex) ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') : null;
}
