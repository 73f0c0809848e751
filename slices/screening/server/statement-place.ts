import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Placement } from '@zhiben/platform/domain/scope.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { findEnterprise } from '@zhiben/slices/enterprise/server';

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

interface Command {
  readonly commandId: string;
  readonly action: string;
  readonly subjectId: string;
}

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
const UNIQUE_VIOLATION = '23505';

async function isResend(ctx: Ctx, { commandId, action, subjectId }: Command): Promise<boolean> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && (recorded.action !== action || recorded.subjectId !== subjectId)) throw appError('id-taken', {});
  return recorded !== undefined;
}

/** @throws app/version-conflict */
export function checkVersion(row: { readonly version: number }, version: number, what: string): void {
  if (row.version !== version) throw appError('version-conflict', { what });
}
