import { addMonths, calendarDay } from '@zhiben/platform/domain/calendar.ts';
import { addDays, type LocalDate, localDate, today } from '@zhiben/platform/domain/clock.ts';
import { firstDueOn, type LimitRule } from '@zhiben/platform/domain/deadline.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded, listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import { type ComingNumber, sendNumber } from '@zhiben/platform/server/numbers.ts';
import { getBody } from '@zhiben/slices/division/server';
import { findEnterprises } from '@zhiben/slices/enterprise/server';
import { getCriterion } from '@zhiben/standards';
import type { z } from 'zod';
import type { HazardCommand, registerSchema } from '../domain/hazard.commands.ts';
import { hazardError } from '../domain/hazard.errors.ts';
import { channelsOf, incompetence, type RecordCommand } from '../domain/hazard.policy.ts';
import { applyCommand, hazardNumbering, isInForce, settleBasis } from '../domain/hazard.rules.ts';
import type { Hazard, HazardEvent } from '../domain/hazard.state.ts';
import { CHANNEL_NAMES, type Listing } from '../domain/hazard.terms.ts';
import { isHazardAction } from '../domain/hazard.timeline.ts';
import { COMMAND_NAMES } from '../domain/hazard.transitions.ts';
import { moveDeadlines, startRegistered } from './hazard.deadlines.ts';
import { tellNext } from './hazard.notices.ts';
import { hazardActor } from './hazard.present.ts';
import { findHazard, insertHazard, lockHazard, updateHazard } from './hazard.queries.ts';
import { findLimit, limitCase } from './hazard-limits.queries.ts';
import { issueNotices } from './hazard-notices.actions.ts';
import { checkPhotos, photosUsedBefore } from './hazard-photos.ts';

/**
 * Enters a hazard under its number for life. Sent again with the same id by the same person it answers with what is
 * there.
 * @throws hazard/channel-not-yours, hazard/criterion-not-in-force, app/not-found (enterprise), app/id-taken
 */
export async function registerHazard(ctx: Ctx, body: z.output<typeof registerSchema>): Promise<Hazard> {
  const { bodyId, userId } = ctx.actor;
  const allowed = channelsOf(ctx.actor);
  if (!allowed.includes(body.channel)) {
    throw hazardError('channel-not-yours', { allowed: allowed.map((c) => CHANNEL_NAMES[c]).join('、') });
  }
  if (body.criterionCode !== null) {
    settleBasis(body.discoveredOn, { criterionCode: body.criterionCode, basis: '' }, getCriterion(body.criterionCode));
  }
  const [enterprise] = await findEnterprises(ctx, [body.enterpriseId]);
  if (!enterprise) throw appError('not-found', { what: '这家企业' });
  try {
    const { hazard, coming } = await ctx.transaction((tx) => enterHazard(tx, body, enterprise));
    return { ...hazard, number: await coming.known() };
  } catch (error) {
    if (!isTaken(error)) throw error;
    const before = await findHazard(ctx, body.id);
    if (before?.registeredBy !== userId || before.registeredByBody !== bodyId) throw appError('id-taken', {});
    return before;
  }
}

type Place = Pick<Awaited<ReturnType<typeof findEnterprises>>[number], 'id' | 'name' | 'division' | 'industry'>;
type Finding = z.output<typeof registerSchema> & { readonly reopensId?: string };

/**
 * The registration itself, inside the transaction of whoever found it. What is sent from the number on is not waited
 * for: registrations of a county follow one another.
 */
async function enterHazard(tx: TxCtx, body: Finding, place: Place): Promise<{ hazard: Hazard; coming: ComingNumber }> {
  const { id } = body;
  const { county } = tx.actor;
  const { division, industry } = place;
  const on = today(tx.clock);
  const placement = { county, division, industry, enterpriseId: place.id };
  const evidence = await attachFiles(tx, { fileIds: body.files, subject: { kind: 'hazard', id }, placement });
  const limit = await findLimit(tx, 'judgement', { industry, isSuspended: false });
  const judgementDueOn = limit && firstDueOn(limit, on);
  const coming = sendNumber(tx, hazardNumbering(county, Number(on.slice(0, 4))));
  const found = { number: coming.mark, enterpriseName: place.name, division, industry, judgementDueOn };
  const { event, changes } = applyCommand(null, { kind: 'register', ...body, ...found }, circumstanceOf(tx));
  const hazard = { ...changes, id } as Hazard;
  insertHazard(tx, hazard);
  await startRegistered(tx, [{ hazard, event }]);
  recordEvent(tx, id, hazard, event, evidence);
  return { hazard, coming };
}

/** PostgreSQL's unique_violation. */
function isTaken(error: unknown): boolean {
  return (error as { code?: string } | null)?.code === '23505';
}

interface OnRecord {
  readonly commandId: string;
  readonly expectedVersion: number;
}

/** What `completed` adds to what was sent. */
type Completed = 'reused' | 'acceptanceDueOn' | 'closureDueOn' | 'bodyName' | 'latestOn' | 'reopensAs';
type CommandOf<K extends RecordCommand> = Extract<HazardCommand, { kind: K }>;

/**
 * Gives a command on a record: scope, competence, version, rules, in this order, under a lock on the row. A resend of
 * a command that was recorded answers with the record as it is now.
 * @throws app/not-found, hazard/not-yours, hazard/changed, and what `applyCommand` throws
 */
export async function giveCommand<K extends RecordCommand>(
  ctx: Ctx,
  id: string,
  kind: K,
  body: OnRecord & Omit<CommandOf<K>, 'kind' | Completed>,
): Promise<Hazard> {
  const { commandId, expectedVersion, ...given } = body;
  const before = await findResent(ctx, id, kind, commandId);
  if (before) return before;
  const actor = await hazardActor(ctx);
  try {
    return await ctx.transaction(async (tx) => {
      const hazard = await lockHazard(tx, id);
      if (!hazard) throw appError('not-found', { what: '这条隐患' });
      const why = incompetence(kind, actor);
      if (why) throw hazardError('not-yours', { why });
      if (hazard.version !== expectedVersion) throw await changedMeanwhile(tx, id, expectedVersion);
      const command = await completed(tx, hazard, { kind, ...given } as unknown as HazardCommand);
      const { event, changes } = applyCommand(hazard, command, circumstanceOf(tx));
      await checkPhotos(tx, hazard, command);
      const { division, industry, enterpriseId } = hazard;
      const placement = { county: tx.actor.county, division, industry, enterpriseId };
      const evidence = await attachFiles(tx, { fileIds: filesOf(command), subject: { kind: 'hazard', id }, placement });
      const after = { ...hazard, ...changes };
      await updateHazard(tx, id, changes);
      await moveDeadlines(tx, hazard, after, event);
      recordEvent(tx, commandId, after, event, evidence);
      await tellNext(tx, after, event);
      if (event.action === 'hazard:confirm') await issueNotices(tx, after);
      if (event.action === 'hazard:lookBack' && !event.data.passed) await reopen(tx, after, event.data);
      return after;
    });
  } catch (error) {
    // Sent twice at once: the other one was first.
    const other = await findResent(ctx, id, kind, commandId);
    if (other) return other;
    throw error;
  }
}

/** What a draw does to a closed hazard, in the draw's own transaction; it was found in the scope of whoever draws. */
export async function selectForLookBack(
  tx: TxCtx,
  id: string,
  { drawId, dueOn, factId }: { readonly drawId: string; readonly dueOn: LocalDate; readonly factId: string },
): Promise<void> {
  const hazard = await lockHazard(tx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  const { event, changes } = applyCommand(hazard, { kind: 'selectForLookBack', drawId, dueOn }, circumstanceOf(tx));
  const after = { ...hazard, ...changes };
  await updateHazard(tx, id, changes);
  await moveDeadlines(tx, hazard, after, event);
  recordEvent(tx, factId, after, event, []);
  await tellNext(tx, after, event);
}

/**
 * Says on the hazard how its plates hang, in the transaction of the paper that was issued, taken down or withdrawn.
 * @param listing by all its plates together; null when the only one was withdrawn
 * @param document number of the paper
 * @throws app/not-found, and what `applyCommand` throws: nothing is listed that is at its end
 */
export async function markListed(
  tx: TxCtx,
  id: string,
  { listing, document }: { readonly listing: Listing | null; readonly document: string },
): Promise<void> {
  const hazard = await lockHazard(tx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  const { event, changes } = applyCommand(hazard, { kind: 'markListed', listing, document }, circumstanceOf(tx));
  await updateHazard(tx, id, changes);
  recordEvent(tx, newId(), { ...hazard, ...changes }, event, []);
}

/** The record, when the command was recorded before. @throws app/id-taken when its id was used for something else */
async function findResent(ctx: Ctx, id: string, kind: RecordCommand, commandId: string): Promise<Hazard | undefined> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (!recorded) return undefined;
  if (recorded.subjectId !== id || recorded.action !== `hazard:${kind}`) throw appError('id-taken', {});
  const hazard = await findHazard(ctx, id);
  if (!hazard) throw appError('not-found', { what: '这条隐患' });
  return hazard;
}

/** Adds what only the database or the library knows. */
async function completed(tx: TxCtx, hazard: Hazard, command: HazardCommand): Promise<HazardCommand> {
  const dueBy = async (purpose: 'acceptance' | 'closure') => {
    const limit = await findLimit(tx, purpose, limitCase(hazard));
    return limit && firstDueOn(limit, today(tx.clock));
  };
  switch (command.kind) {
    case 'confirm': {
      const criterion = command.criterionCode === null ? undefined : getCriterion(command.criterionCode);
      return { ...command, basis: settleBasis(hazard.discoveredOn, command, criterion) };
    }
    case 'apply': {
      const uses = await photosUsedBefore(tx, hazard, command.files);
      const reused = uses.map(({ name, where }) => `照片“${name}”与${where}所附的照片内容相同，请核对是否为整改后所拍`);
      return { ...command, acceptanceDueOn: await dueBy('acceptance'), ...(reused.length > 0 && { reused }) };
    }
    case 'refuseClosure':
      return { ...command, acceptanceDueOn: await dueBy('acceptance') };
    case 'accept':
      return hazard.grade === 'major' ? { ...command, closureDueOn: await dueBy('closure') } : command;
    case 'assign': {
      const body = await getBody(tx, command.bodyId);
      if (body?.kind !== 'department') throw appError('not-found', { what: '这个部门' });
      return { ...command, bodyName: body.name };
    }
    case 'lookBack':
      return { ...command, reopensAs: command.passed ? null : newId() };
    case 'applyExtension': {
      const lead = await findLimit(tx, 'extensionLead', limitCase(hazard));
      const dueOn = hazard.rectificationDueOn;
      return { ...command, latestOn: lead && dueOn ? lastDayBefore(dueOn, lead) : null };
    }
    default:
      return command;
  }
}

/** The last day that lies a whole limit before another one. */
function lastDayBefore(dueOn: LocalDate, { amount, unit }: LimitRule): LocalDate {
  if (unit === 'month') return addMonths(dueOn, -amount);
  if (unit !== 'workingDay') return addDays(dueOn, -amount);
  let at = dueOn;
  for (let left = amount; left > 0; ) {
    at = addDays(at, -1);
    if (calendarDay(at).working) left -= 1;
  }
  return at;
}

type LookBack = Extract<HazardEvent, { action: 'hazard:lookBack' }>['data'];

/** What a look-back found is a new hazard of its own, linked to the closed one, which stays as it was. */
async function reopen(tx: TxCtx, closed: Hazard, { reopensAs, finding, place, longitude, latitude }: LookBack) {
  const { enterpriseId: id, enterpriseName: name, division, industry } = closed;
  const discoveredOn = today(tx.clock);
  const criterion = closed.criterionCode ? getCriterion(closed.criterionCode) : undefined;
  const found: Finding = {
    id: reopensAs as string,
    enterpriseId: id,
    description: `回头看发现反弹（${closed.number}）：${finding}`,
    place,
    longitude,
    latitude,
    channel: 'departmentInspection',
    discoveredOn,
    criterionCode: criterion && isInForce(criterion, discoveredOn) ? criterion.code : null,
    files: [],
    reopensId: closed.id,
  };
  await enterHazard(tx, found, { id, name, division, industry });
}

function filesOf(command: HazardCommand): string[] {
  if (command.kind === 'commit') return command.commitments.flatMap((commitment) => commitment.proof.files);
  return 'files' in command ? command.files : [];
}

function circumstanceOf({ clock, actor }: TxCtx) {
  const now = clock.now();
  return { at: now.toISOString(), today: localDate(now), userId: actor.userId, name: actor.name, bodyId: actor.bodyId };
}

interface Evidence {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
}

function recordEvent(tx: TxCtx, factId: string, hazard: Hazard, event: HazardEvent, files: readonly Evidence[]): void {
  const { id, version, division, industry, enterpriseId } = hazard;
  const evidence = files.map(({ id, name, sha256 }) => ({ id, name, sha256 }));
  tx.record({
    id: factId,
    action: event.action,
    subject: { kind: 'hazard', id, version },
    data: { ...event.data, ...(evidence.length > 0 && { evidence }) },
    placement: { county: tx.actor.county, division, industry, enterpriseId },
  });
}

/** Says who did what since the caller read the record: each step of the loop is one version. */
async function changedMeanwhile(tx: TxCtx, id: string, expectedVersion: number) {
  const steps = (await listTimeline(tx.db, tx.actor.county, id)).filter(({ action }) => isHazardAction(action));
  const since = steps.slice(expectedVersion > 0 && expectedVersion < steps.length ? expectedVersion : -1);
  if (since.length === 0) return appError('version-conflict', { what: '这条隐患' });
  const done = since.slice(-MOST_NAMED).map(({ action, actor, at }) => {
    const kind = action.replace('hazard:', '') as keyof typeof COMMAND_NAMES;
    return { who: actor.name, what: COMMAND_NAMES[kind], at };
  });
  return hazardError('changed', { done });
}

const MOST_NAMED = 3;
