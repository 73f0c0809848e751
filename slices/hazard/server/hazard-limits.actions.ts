import type { LimitRule } from '@zhiben/platform/domain/deadline.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { confidenceMarks, getDeadlineRule } from '@zhiben/standards';
import { LIMIT_PURPOSES, type LimitPurpose, MODEL_LIMITS, SPECIAL_LIMITS } from '../domain/hazard.limits.ts';
import type { CountyLimitRow } from '../domain/hazard-limits.contract.ts';
import {
  deleteLimit,
  findLimit,
  forgetLimits,
  libraryRule,
  listCountyLimits,
  upsertLimit,
} from './hazard-limits.queries.ts';

/** Every purpose with the limit that holds in the county. */
export async function listLimits(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<CountyLimitRow[]> {
  const own = new Set((await listCountyLimits(ctx)).map((limit) => limit.purpose));
  return Promise.all(
    LIMIT_PURPOSES.map(async (purpose) => {
      const rule = await findLimit(ctx, purpose, null);
      const isOwn = own.has(purpose);
      const special = isOwn ? [] : SPECIAL_LIMITS.filter((one) => one.purpose === purpose);
      return {
        purpose,
        limit: rule && presentRule(rule).limit,
        isOwn,
        mark: rule ? presentRule(rule).mark : '',
        cases: special.map(({ name, limit }) => ({ name, ...presentRule(libraryRule(limit)) })),
        models: (MODEL_LIMITS[purpose] ?? []).map((library) => presentRule(libraryRule({ library }))),
      };
    }),
  );
}

function presentRule({ code, amount, unit, source }: LimitRule) {
  const library = getDeadlineRule(code);
  const superseded = library?.supersededBy ? `已有新规定（${library.supersededBy}）` : '';
  if (unit === 'year') throw new Error(`${code} counts years: no county sets a limit of its own by them`);
  return {
    limit: { amount, unit, source },
    mark: library ? [confidenceMarks[library.confidence], superseded].filter(Boolean).join('；') : '',
  };
}

/** Sets a limit of the county, or takes it back to the default. Running deadlines keep the rule they started with. */
export async function setLimit(
  ctx: Ctx,
  purpose: LimitPurpose,
  { commandId, limit }: { commandId: string; limit: CountyLimitRow['limit'] },
): Promise<void> {
  const { county } = ctx.actor;
  const recorded = await findRecorded(ctx.db, county, commandId);
  if (recorded && recorded.action !== 'hazard:configure') throw appError('id-taken', {});
  if (recorded) return;
  await ctx.transaction(async (tx) => {
    if (limit) await upsertLimit(tx, purpose, limit);
    else await deleteLimit(tx, purpose);
    const subject = { kind: 'hazardLimit', id: commandId };
    tx.record({ id: commandId, action: 'hazard:configure', subject, data: { purpose, limit } });
  });
  forgetLimits(county);
}
