import { localDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { listRiskUnits } from '@zhiben/slices/risk/server';
import type { z } from 'zod';
import { mayManage, screeningAbilities } from '../domain/screening.policy.ts';
import { screeningError } from '../domain/screening.terms.ts';
import type * as contracts from '../domain/suspension.contract.ts';
import type { Suspension } from '../domain/suspension.contract.ts';
import { countDays } from './count-days.ts';
import { findSettings, type ReadCtx, theEnterprise } from './file.queries.ts';
import {
  findSuspension,
  insertSuspension,
  listAllSuspensions,
  listSuspensionRows,
  type SuspensionRow,
  updateSuspension,
} from './suspensions.queries.ts';
import { checkVersion, writeScreening } from './write-screening.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;
const DAY_MS = 86_400_000;

export async function presentSuspensions(
  ctx: ReadCtx & Pick<Ctx, 'clock'>,
  query: z.output<typeof contracts.listSuspensions.query>,
) {
  if (query.enterpriseId === undefined && ctx.actor.scope.enterpriseId === null) return presentAll(ctx, query);
  const { id } = await theEnterprise(ctx, query.enterpriseId);
  const page = await listSuspensionRows(ctx, { ...query, enterpriseId: id });
  return {
    rows: page.rows.map((row) => present(ctx, row)),
    nextCursor: page.nextCursor,
    abilities: screeningAbilities(ctx.actor, id),
  };
}

async function presentAll(
  ctx: ReadCtx & Pick<Ctx, 'clock'>,
  { cursor, limit, division, industry, state }: z.output<typeof contracts.listSuspensions.query>,
) {
  const page = await listAllSuspensions(ctx, { division, industry, state }, { cursor, limit, now: ctx.clock.now() });
  return { rows: page.rows.map((row) => present(ctx, row)), nextCursor: page.nextCursor, abilities: {} };
}

function present(ctx: ReadCtx & Pick<Ctx, 'clock'>, row: SuspensionRow): Suspension {
  const changes = mayManage(ctx.actor, row.enterpriseId) && row.withdrawnAt === null && row.endsAt > ctx.clock.now();
  return {
    id: row.id,
    enterpriseId: row.enterpriseId,
    enterpriseName: row.enterpriseName,
    division: row.division,
    unitId: row.unitId,
    unitName: row.unitName,
    from: row.startsAt.toISOString(),
    to: row.endsAt.toISOString(),
    reason: row.reason,
    filedAt: row.filedAt.toISOString(),
    filedByName: row.filedByName,
    filedLate: row.filedLate,
    withdrawnAt: row.withdrawnAt?.toISOString() ?? null,
    version: row.version,
    abilities: { end: changes && row.startsAt <= ctx.clock.now(), withdraw: changes },
  };
}

/** The unit by its name. @throws screening/unknown-unit */
export async function unitName(ctx: ReadCtx, enterpriseId: string, unitId: string | null): Promise<string | null> {
  if (unitId === null) return null;
  const unit = (await listRiskUnits(ctx, enterpriseId)).find(({ id }) => id === unitId);
  if (!unit) throw screeningError('unknown-unit', {});
  return unit.name;
}

/** @throws screening/filed-too-late, screening/unknown-unit */
export async function fileSuspension(
  ctx: Ctx,
  { id, unitId, from, to, reason }: Body<typeof contracts.fileSuspension>,
) {
  const { id: enterpriseId } = await theEnterprise(ctx, undefined);
  const command = {
    commandId: id,
    enterpriseId,
    action: 'screening:suspend',
    subjectId: id,
    kind: 'suspension',
  } as const;
  await writeScreening(ctx, command, async (tx, file) => {
    const { lateFilingDays } = await findSettings(tx);
    const [startsAt, endsAt] = [new Date(from), new Date(to)];
    const late = tx.clock.now().getTime() - startsAt.getTime();
    if (late > lateFilingDays * DAY_MS) throw screeningError('filed-too-late', { days: lateFilingDays });
    const filedLate = late > 0;
    const name = await unitName(tx, enterpriseId, unitId);
    await insertSuspension(tx, { id, enterpriseId, unitId, unitName: name, startsAt, endsAt, reason, filedLate });
    await countDays(tx, file, localDate(startsAt));
    return { version: 1, data: { unitId, unitName: name, from, to, reason, filedLate } };
  });
  return { id, version: 1 };
}

/** @throws screening/suspension-over, screening/ends-outside, app/version-conflict */
export async function endSuspension(
  ctx: Ctx,
  id: string,
  { commandId, version, to }: Body<typeof contracts.endSuspension>,
) {
  return changeSuspension(ctx, id, { commandId, version, action: 'screening:endSuspension' }, (row) => {
    const endsAt = new Date(to);
    if (endsAt <= row.startsAt || endsAt > row.endsAt) throw screeningError('ends-outside', {});
    return { set: { ends_at: endsAt }, data: { from: row.endsAt.toISOString(), to } };
  });
}

/** @throws screening/suspension-over, app/version-conflict */
export async function withdrawSuspension(
  ctx: Ctx,
  id: string,
  { commandId, version, reason }: Body<typeof contracts.withdrawSuspension>,
) {
  return changeSuspension(ctx, id, { commandId, version, action: 'screening:withdrawSuspension' }, () => ({
    set: { withdrawn_at: ctx.clock.now() },
    data: { reason },
  }));
}

async function changeSuspension(
  ctx: Ctx,
  id: string,
  { commandId, version, action }: { readonly commandId: string; readonly version: number; readonly action: string },
  change: (row: SuspensionRow) => { set: Parameters<typeof updateSuspension>[2]; data: Record<string, unknown> },
) {
  const { enterpriseId } = await theSuspension(ctx, id);
  const command = { commandId, enterpriseId, action, subjectId: id, kind: 'suspension' } as const;
  await writeScreening(ctx, command, async (tx, file) => {
    const row = await theSuspension(tx, id);
    checkVersion(row, version, '这次停用/检修');
    if (row.withdrawnAt !== null || row.endsAt <= tx.clock.now()) throw screeningError('suspension-over', {});
    const { set, data } = change(row);
    await updateSuspension(tx, row, set);
    await countDays(tx, file, localDate(row.startsAt));
    return { version: version + 1, data };
  });
  return { id, version: version + 1 };
}

/** @throws app/not-found */
async function theSuspension(ctx: ReadCtx, id: string): Promise<SuspensionRow> {
  const found = await findSuspension(ctx, id);
  if (!found) throw appError('not-found', { what: '这次停用/检修' });
  return found;
}
