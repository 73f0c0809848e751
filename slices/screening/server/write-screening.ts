import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { mayManage } from '../domain/screening.policy.ts';
import { screeningError } from '../domain/screening.terms.ts';
import { type HeldFile, lockFile, type ReadCtx, theEnterprise } from './file.queries.ts';

/** What makes a write the same one when it is sent again. */
export interface Command {
  readonly commandId: string;
  /** `screening:editTask` */
  readonly action: string;
  readonly subjectId: string;
}

interface ScreeningCommand extends Command {
  readonly enterpriseId: string;
  readonly kind: 'checklist' | 'screeningTask' | 'suspension' | 'screeningConflict';
  /** Who may; those who manage the enterprise's self-inspection when not said. */
  readonly may?: (actor: Ctx['actor'], enterpriseId: string) => boolean;
}

/** What a write says of itself for the audit chain. */
interface Written {
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Runs one write on the self-inspection of an enterprise: scope, policy, the lock, the fact. Sent again it does nothing.
 * @returns false when it was a resend
 * @throws app/not-found, screening/not-own, app/id-taken
 */
export async function writeScreening(
  ctx: Ctx,
  command: ScreeningCommand,
  work: (tx: TxCtx, file: HeldFile) => Promise<Written>,
): Promise<boolean> {
  const { commandId, enterpriseId, action, kind, subjectId, may = mayManage } = command;
  const place = await theEnterprise(ctx, enterpriseId);
  if (!may(ctx.actor, enterpriseId)) throw screeningError('not-own', {});
  if (await isResend(ctx, command)) return false;
  try {
    await ctx.transaction(async (tx) => {
      const file = await lockFile(tx, place);
      await theEnterprise(tx, enterpriseId); // not of a file that was merged away while this waited
      const { version, data } = await work(tx, file);
      const { division, industry } = file;
      const placement = { county: tx.actor.county, division, industry, enterpriseId };
      tx.record({ id: commandId, action, subject: { kind, id: subjectId, version }, data, placement });
    });
  } catch (error) {
    if ((error as { code?: string } | null)?.code !== UNIQUE_VIOLATION) throw error;
    if (await isResend(ctx, command)) return false; // the same command twice at once
    throw appError('id-taken', {});
  }
  return true;
}
export const UNIQUE_VIOLATION = '23505';

/** Whether a command was recorded before. @throws app/id-taken when its id was used for something else */
export async function isResend(ctx: ReadCtx, { commandId, action, subjectId }: Command): Promise<boolean> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && (recorded.action !== action || recorded.subjectId !== subjectId)) throw appError('id-taken', {});
  return recorded !== undefined;
}

/** @throws app/version-conflict */
export function checkVersion(row: { readonly version: number }, version: number, what: string): void {
  if (row.version !== version) throw appError('version-conflict', { what });
}
