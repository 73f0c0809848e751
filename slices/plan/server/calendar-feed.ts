import { createHmac } from 'node:crypto';
import { addDays, instantOf, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import { tokenHash } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findActor } from '@zhiben/slices/identity/server';
import ical, { ICalEventTransparency } from 'ical-generator';
import type { WorkRow } from '../domain/occurrence.contract.ts';
import { clauseText, OCCURRENCE_STATUS_NAMES } from '../domain/plan.terms.ts';
import { findFeedOwner, insertFeed, revokeFeed } from './calendar-feed.queries.ts';
import { listDue } from './occurrence.queries.ts';

/** How far a feed reaches back and ahead, in days. */
const BACK = 60;
const AHEAD = 400;
/** More than a calendar on a phone can show; a body of a large county has some hundreds. */
const MOST = 2_000;

/**
 * Opens the actor's feed; an address given out before is dead from now on. Sent again it gives the same address: the
 * token follows from the command and a secret of this installation, and only its hash is kept.
 * @returns the path with the secret token
 * @throws app/id-taken
 */
export async function openFeed(ctx: Ctx, commandId: string): Promise<{ path: string }> {
  const { actor, services } = ctx;
  const token = createHmac('sha256', services.secretKey)
    .update(`calendar feed ${actor.county} ${actor.userId} ${commandId}`)
    .digest('base64url');
  const path = `/api/calendar/feeds/${token}.ics`;
  const recorded = await findRecorded(ctx.db, actor.county, commandId);
  if (recorded && (recorded.action !== OPEN || recorded.subjectId !== actor.userId)) throw appError('id-taken', {});
  if (recorded) return { path };
  await ctx.transaction(async (tx) => {
    await revokeFeed(tx);
    await insertFeed(tx, newId(), tokenHash(token).toString('hex'));
    tx.record({ id: commandId, action: OPEN, subject: { kind: 'user', id: tx.actor.userId }, data: {} });
  });
  return { path };
}
const OPEN = 'plan:open-feed';

export async function closeFeed(ctx: Ctx): Promise<{ createdAt: null }> {
  await ctx.transaction(async (tx) => {
    await revokeFeed(tx);
    const id = newId();
    tx.record({ id, action: 'plan:close-feed', subject: { kind: 'user', id: tx.actor.userId }, data: {} });
  });
  return { createdAt: null };
}

/**
 * What the body of the token's owner owes, as RFC 5545 text: all-day events on the due days. Nothing that is done keeps
 * its place in people's days: it is marked as done and free.
 * @throws app/not-found for a token that is unknown, revoked, or whose owner may not sign in any more
 */
export async function renderFeed(ctx: Ctx, token: string): Promise<string> {
  const owner = await findFeedOwner(ctx.db, tokenHash(token).toString('hex'));
  const actor = owner && (await findActor(ctx.db, owner, ctx.services.permissionsOfRole));
  if (!actor?.permissions.has('task:report')) throw appError('not-found', { what: '这个日历' });
  const on = today(ctx.clock);
  const of = { from: addDays(on, -BACK), to: addDays(on, AHEAD), bodyId: actor.bodyId ?? actor.userId };
  const rows = await listDue({ db: ctx.db, actor }, of, on, MOST);
  const calendar = ical({
    name: '治本 到期事项',
    prodId: { company: 'zhiben', product: 'plan', language: 'ZH' },
    ttl: 3600,
  });
  for (const row of rows) {
    calendar.createEvent({
      id: `${row.id}@zhiben`,
      stamp: ctx.clock.now(),
      // Noon in Shanghai is the same date in UTC, by which all-day events are written.
      start: instantOf(row.dueOn, 12),
      end: instantOf(addDays(row.dueOn, 1), 12),
      allDay: true,
      summary: summaryOf(row),
      description: `${row.quote}\n${row.campaignName}${clauseText(row.path)} ${row.label}\n/tasks/${row.taskId}`,
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return calendar.toString();
}

function summaryOf(row: WorkRow): string {
  return `[${OCCURRENCE_STATUS_NAMES[row.status]}] ${row.label}`;
}
