import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { mayWrite } from '../domain/risk.policy.ts';
import { riskError } from '../domain/risk.terms.ts';
import { type EventRow, findEvent, findEventOwner } from './events.queries.ts';
import { type FilePlace, lockRiskFile, type ReadCtx } from './file.queries.ts';
import { findUnit, findUnitOwner, type UnitRow } from './units.queries.ts';

type Locked = Awaited<ReturnType<typeof lockRiskFile>>;
/** The list that a write works on, held until it ends. */
export type HeldFile = Locked & { readonly place: FilePlace };

/** What a write says of itself for the audit chain. */
export interface Written {
  readonly version: number;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Command {
  readonly commandId: string;
  readonly enterpriseId: string;
  /** `risk:assess` */
  readonly action: string;
  readonly subjectId: string;
  readonly kind: 'riskFile' | 'riskUnit' | 'riskEvent' | 'riskPlan' | 'riskReview' | 'riskRemark';
  /** Who may; the enterprise's own people when not said. */
  readonly policy?: (ctx: Pick<Ctx, 'actor'>, enterpriseId: string) => void;
}

/** @throws app/not-found when the enterprise lies outside the actor's scope */
export async function placeOf(ctx: ReadCtx, enterpriseId: string): Promise<FilePlace> {
  const found = await findEnterprise(ctx, enterpriseId);
  if (!found) throw appError('not-found', { what: '这家企业' });
  const { id, name, division, industry, longitude, latitude } = found;
  return { id, name, division, industry, longitude, latitude };
}

/** @throws risk/not-own */
function ownOnly({ actor }: Pick<Ctx, 'actor'>, enterpriseId: string): void {
  if (!mayWrite(actor, enterpriseId)) throw riskError('not-own', {});
}

/**
 * Whether a command was carried out before: the request is then a resend.
 * @throws app/id-taken when its id was used for something else
 */
async function isResend(ctx: ReadCtx, { commandId, action, subjectId }: Command): Promise<boolean> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && (recorded.action !== action || recorded.subjectId !== subjectId)) throw appError('id-taken', {});
  return recorded !== undefined;
}

/**
 * Runs one write on the risk list of an enterprise: scope, policy, the lock, the fact. Sent again it does nothing.
 * @returns false when it was a resend
 * @throws app/not-found, risk/not-own, app/id-taken
 */
export async function writeRisks(
  ctx: Ctx,
  command: Command,
  work: (tx: TxCtx, file: HeldFile) => Promise<Written>,
): Promise<boolean> {
  const { commandId, enterpriseId, action, kind, subjectId, policy = ownOnly } = command;
  const place = await placeOf(ctx, enterpriseId);
  policy(ctx, enterpriseId);
  if (await isResend(ctx, command)) return false;
  try {
    await ctx.transaction(async (tx) => {
      // As it stands under the lock: the enterprise may have moved since it was looked up.
      const file = await lockRiskFile(tx, place);
      await placeOf(tx, enterpriseId); // not of a file that was merged away while this waited
      const { division, industry } = file;
      const { version, data } = await work(tx, { ...file, place: file });
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
const UNIQUE_VIOLATION = '23505';

/** @throws app/version-conflict */
export function checkVersion(row: { readonly version: number }, version: number, what: string): void {
  if (row.version !== version) throw appError('version-conflict', { what });
}

/** @throws app/not-found */
export async function ownerOfUnit(ctx: ReadCtx, id: string): Promise<string> {
  const enterpriseId = await findUnitOwner(ctx, id);
  if (!enterpriseId) throw appError('not-found', { what: '这个风险单元' });
  return enterpriseId;
}

/** @throws app/not-found */
export async function ownerOfEvent(ctx: ReadCtx, id: string): Promise<string> {
  const enterpriseId = await findEventOwner(ctx, id);
  if (!enterpriseId) throw appError('not-found', { what: '这个风险点' });
  return enterpriseId;
}

/** A unit whose enterprise the actor may see. @throws app/not-found */
export async function theUnit(ctx: ReadCtx, id: string): Promise<UnitRow> {
  const unit = await findUnit(ctx, id);
  if (!unit) throw appError('not-found', { what: '这个风险单元' });
  return unit;
}

/** @throws app/not-found */
export async function theEvent(ctx: ReadCtx, id: string): Promise<EventRow> {
  const event = await findEvent(ctx, id);
  if (!event) throw appError('not-found', { what: '这个风险点' });
  return event;
}
