import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Placement } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { type Command, isResend, UNIQUE_VIOLATION } from './write-screening.ts';

export interface Place {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly industry: string;
}

/** @throws app/not-found when the enterprise lies outside the actor's scope, or nobody's is meant */
export async function placeOf(ctx: Pick<Ctx, 'db' | 'actor'>, enterpriseId: string | null): Promise<Place> {
  const found = enterpriseId === null ? undefined : await findEnterprise(ctx, enterpriseId);
  if (!found) throw appError('not-found', { what: '这家企业' });
  const { id, name, division, industry } = found;
  return { id, name, division, industry };
}

/** The enterprise of the person who asks. @throws app/not-found for people of none */
export const ownPlace = (ctx: Pick<Ctx, 'db' | 'actor'>): Promise<Place> => placeOf(ctx, ctx.actor.scope.enterpriseId);

export const placementOf = (ctx: Pick<Ctx, 'actor'>, { id, division, industry }: Place): Placement => ({
  county: ctx.actor.county,
  division,
  industry,
  enterpriseId: id,
});

/**
 * Runs a write once: sent again under its id it does nothing, also when both arrive at once.
 * @returns false when it was a resend
 * @throws app/id-taken when the id was used for something else
 */
export async function writeOnce(ctx: Ctx, command: Command, work: (tx: TxCtx) => Promise<void>): Promise<boolean> {
  if (await isResend(ctx, command)) return false;
  try {
    await ctx.transaction(work);
  } catch (error) {
    if (await isResend(ctx, command)) return false;
    throw (error as { code?: string } | null)?.code === UNIQUE_VIOLATION ? appError('id-taken', {}) : error;
  }
  return true;
}
