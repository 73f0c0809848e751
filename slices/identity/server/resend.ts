import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';

/**
 * Whether a command was carried out before, on this subject: the request is then a resend.
 * @throws app/id-taken when its id was used for another subject
 */
export async function isResend(ctx: Ctx, commandId: string, subjectId: string): Promise<boolean> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.subjectId !== subjectId) throw appError('id-taken', {});
  return recorded !== undefined;
}
