import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { EnterpriseFile } from './enterprise.queries.ts';

/**
 * Whether a command was carried out before on this subject: the request is then a resend.
 * @throws app/id-taken when its id was used for something else
 */
export async function isResend(ctx: Pick<Ctx, 'db' | 'actor'>, commandId: string, subjectId: string): Promise<boolean> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.subjectId !== subjectId) throw appError('id-taken', {});
  return recorded !== undefined;
}

/** Where a file lies, for audit facts and live updates. */
export function placementOf(ctx: Pick<Ctx, 'actor'>, file: Pick<EnterpriseFile, 'id' | 'division' | 'industry'>) {
  return { county: ctx.actor.county, division: file.division, industry: file.industry, enterpriseId: file.id };
}
