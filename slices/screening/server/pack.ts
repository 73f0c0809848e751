import { createHash } from 'node:crypto';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { ENTERPRISE_ROLES } from '@zhiben/slices/identity/domain';
import { listPeopleNames } from '@zhiben/slices/identity/server';
import { listRiskUnits } from '@zhiben/slices/risk/server';
import type { ScreeningPack } from '../domain/pack.contract.ts';
import { isAssigned } from '../domain/screening.policy.ts';
import { listCurrentEditions } from './checklists.queries.ts';
import { findSettings, theEnterprise } from './file.queries.ts';
import { listLatestOf } from './records.queries.ts';
import { openSlots, presentTask } from './tasks.present.ts';
import { listTasksOf } from './tasks.queries.ts';

/** Days for which a phone can work without hearing from the server. */
const DAYS_AHEAD = 7;
const LATEST = 30;

/**
 * All that a person's phone needs for days without network. Null where the phone has it already: a pack's tag says
 * nothing of the time at which it was made.
 */
export async function presentPack(
  ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>,
  etag: string | undefined,
): Promise<{ serverAt: string; pack: ScreeningPack | null }> {
  const { id, name } = await theEnterprise(ctx, undefined);
  const { userId, role } = ctx.actor;
  const tasks = (await listTasksOf(ctx, id)).filter((task) => isAssigned(task, ctx.actor));
  const [{ slots }, editions, units, people, records] = await Promise.all([
    openSlots(ctx, id, tasks, DAYS_AHEAD),
    listCurrentEditions(ctx, id),
    listRiskUnits(ctx, id),
    listPeopleNames(ctx, id, ENTERPRISE_ROLES),
    listLatestOf(
      ctx,
      id,
      tasks.map((task) => task.id),
      LATEST,
    ),
  ]);
  const names = new Map(people.map((one) => [one.id, one.name]));
  const used = new Set(tasks.map(({ checklistId }) => checklistId));
  const serverAt = ctx.clock.now().toISOString();
  const content = {
    user: { id: userId, name: ctx.actor.name, role },
    enterprise: { id, name },
    tasks: tasks.map((task) => presentTask(task, names)),
    checklists: editions.filter((list) => used.has(list.id)),
    slots: slots.filter(({ state }) => state !== 'missed'),
    units: units.map((unit) => ({ id: unit.id, name: unit.name, place: unit.place })),
    people,
    records: records.map((record) => ({
      id: record.id,
      taskId: record.taskId,
      taskName: record.taskName,
      slotKey: record.slotKey,
      slotDay: record.slotDay,
      state: record.state,
      signedAt: record.signedAt.toISOString(),
      signerId: record.signerId,
      signerName: record.signerName,
      bad: record.bad,
      findings: record.findings,
      missingFiles: record.missingFiles,
    })),
  };
  const tag = createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex').slice(0, 32);
  return { serverAt, pack: tag === etag ? null : { etag: tag, serverAt, ...content } };
}

/** What the console's forms need of that: a works may have hundreds of units, and its whole plan is not asked for. */
export async function presentChoices(ctx: Pick<Ctx, 'db' | 'actor'>) {
  const { id } = await theEnterprise(ctx, undefined);
  const [units, people, { makeUpDays, lateFilingDays }] = await Promise.all([
    listRiskUnits(ctx, id),
    listPeopleNames(ctx, id, ENTERPRISE_ROLES),
    findSettings(ctx),
  ]);
  return {
    units: units.map(({ id: unitId, name, place }) => ({ id: unitId, name, place })),
    people: people.map((one) => ({ id: one.id, name: one.name })),
    makeUpDays,
    lateFilingDays,
  };
}
