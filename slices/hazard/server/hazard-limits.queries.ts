import type { LimitRule } from '@zhiben/platform/domain/deadline.ts';
import { legalLimit } from '@zhiben/platform/server/calendar/deadline.actions.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { defaultLimit, type LibraryLimit, type LimitCase, type LimitPurpose } from '../domain/hazard.limits.ts';
import { type Hazard, measuresInForce } from '../domain/hazard.state.ts';
import type { LimitGiven } from '../domain/hazard-limits.contract.ts';
import { hazardTables } from './hazard.tables.ts';

/** The limits that the county set itself. */
export function listCountyLimits({ db, actor }: Pick<Ctx, 'db' | 'actor'>) {
  return hazardTables(db)
    .selectFrom('hazard_limits')
    .select(['purpose', 'amount', 'unit', 'source'])
    .where('county', '=', actor.county)
    .execute();
}

/*
 * Every registration asks for the limit of judging and nearly never gets another answer, so a process remembers what it
 * read for a few seconds. Its own change shows at once, that of another process so much later.
 */
const KEPT_MS = 5_000;
const kept = new Map<string, { readonly until: number; readonly limits: ReturnType<typeof listCountyLimits> }>();

function recentLimits(ctx: Pick<Ctx, 'db' | 'actor'>): ReturnType<typeof listCountyLimits> {
  const { county } = ctx.actor;
  const known = kept.get(county);
  if (known && known.until > performance.now()) return known.limits;
  const limits = listCountyLimits(ctx);
  kept.set(county, { until: performance.now() + KEPT_MS, limits });
  limits.catch(() => kept.delete(county));
  return limits;
}

/** After a change has been committed. */
export function forgetLimits(county: string): void {
  kept.delete(county);
}

/**
 * The limit that holds in the county for a purpose, as a rule to count by; null where nothing limits it.
 * @param facts of the hazard that it is for; null asks for what holds in general
 */
export async function findLimit(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  purpose: LimitPurpose | 'suspension',
  facts: LimitCase | null,
): Promise<LimitRule | null> {
  const own = (await recentLimits(ctx)).find((limit) => limit.purpose === purpose);
  const limit = own ?? defaultLimit(purpose, facts);
  if (limit === null) return null;
  if ('library' in limit) return libraryRule(limit);
  const { amount, unit, source } = limit;
  return { code: `hazard:${purpose}`, amount, unit, source };
}

export function libraryRule({ library, ...said }: LibraryLimit): LimitRule {
  return { ...legalLimit(library), ...said };
}

/** What limits may differ by, of a hazard. */
export function limitCase({ industry, course }: Pick<Hazard, 'industry' | 'course'>): LimitCase {
  return { industry, isSuspended: measuresInForce({ course }).some(({ measure }) => measure === 'suspension') };
}

export async function upsertLimit(tx: TxCtx, purpose: LimitPurpose, limit: LimitGiven): Promise<void> {
  const set = { ...limit, set_by: tx.actor.userId, set_at: tx.clock.now() };
  await hazardTables(tx.db)
    .insertInto('hazard_limits')
    .values({ county: tx.actor.county, purpose, ...set })
    .onConflict((c) => c.columns(['county', 'purpose']).doUpdateSet(set))
    .execute();
}

/** Back to the default. */
export async function deleteLimit(tx: TxCtx, purpose: LimitPurpose): Promise<void> {
  await hazardTables(tx.db)
    .deleteFrom('hazard_limits')
    .where('county', '=', tx.actor.county)
    .where('purpose', '=', purpose)
    .execute();
}
