import { addDays, type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { getBody, listBodies } from '@zhiben/slices/division/server';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { canRemindBodies } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import type * as contracts from '../domain/reminder.contract.ts';
import { type Digest, digestOf, type ReminderSettings, sayDigest } from '../domain/reminder.rules.ts';
import { DUE_SOON_DAYS } from '../domain/task-status.rules.ts';
import {
  countUnacknowledged,
  findReminderSettings,
  insertReminder,
  listOwedByBody,
  listRemindedOn,
  markEscalated,
  updateReminderSettings,
} from './reminder.queries.ts';
import { placementOf } from './task.actions.ts';

const WORKLIST = '/worklist';
const DAY_MS = 86_400_000;

/**
 * The digests of the day: each person of a body that owes something gets one message. A body that had its digest today
 * gets none, so the job may start again at any point.
 * @returns how many bodies were reminded
 */
export async function sendDigests(ctx: Ctx): Promise<number> {
  const on = today(ctx.clock);
  const settings = await findReminderSettings(ctx);
  const digests = await digestsOf(ctx, settings, on);
  const before = await listRemindedOn(ctx, 'digest', on);
  let sent = 0;
  for (const [bodyId, digest] of digests) {
    if (before.has(bodyId)) continue;
    const text = sayDigest(digest, settings);
    const reminded = await ctx.transaction(async (tx) => {
      const people = await remind(tx, { bodyId, kind: 'digest', on, title: `到期提醒：${text}`, detail: ADVICE });
      tx.record({
        id: newId(),
        action: 'plan:digest',
        subject: { kind: 'body', id: bodyId },
        data: { ...digest, people: people ?? 0 },
      });
      return people !== null;
    });
    if (reminded) sent += 1;
  }
  return sent;
}

const ADVICE = '请打开“到期事项”，按期限先后办理并填报；已办结的请尽快填报，核查通过后不再提醒。';

async function digestsOf(ctx: Ctx, settings: ReminderSettings, on: LocalDate): Promise<Map<string, Digest>> {
  const bodyIds = (await listBodies(ctx)).map(({ id }) => id);
  const through = addDays(on, Math.max(0, ...settings.aheadDays));
  const owed = await listOwedByBody(ctx, bodyIds, { through, today: on });
  // A task that was assigned less than a day ago has its own notice still.
  const waiting = await countUnacknowledged(ctx, new Date(ctx.clock.now().getTime() - DAY_MS));
  const digests = new Map<string, Digest>();
  for (const bodyId of new Set([...owed.keys(), ...waiting.keys()])) {
    const digest = digestOf(owed.get(bodyId) ?? [], waiting.get(bodyId)?.count ?? 0, settings, on);
    if (digest) digests.set(bodyId, digest);
  }
  return digests;
}

/**
 * The office reminds bodies. A body that owes nothing, or was reminded by the office today, is left alone.
 * @throws app/not-found, plan/may-not
 */
export async function remindBodies(
  ctx: Ctx,
  { commandId, bodyIds, about }: z.output<typeof contracts.remindBodies.body>,
): Promise<{ reminded: number; skipped: number }> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded) return { reminded: bodyIds.length, skipped: 0 };
  return ctx.transaction(async (tx) => {
    const bodies = new Map((await listBodies(tx)).map((body) => [body.id, body]));
    if (!bodyIds.every((id) => bodies.has(id))) throw appError('not-found', { what: '选择的单位' });
    if (!canRemindBodies(tx.actor)) throw planError('may-not', { why: '只有安委办工作人员可以催办。' });
    const on = today(tx.clock);
    const settings = { ...(await findReminderSettings(tx)), aheadDays: [DUE_SOON_DAYS] };
    const owed = await listOwedByBody(tx, bodyIds, { through: addDays(on, DUE_SOON_DAYS), today: on });
    const waiting = await countUnacknowledged(tx, tx.clock.now());
    const reminded: string[] = [];
    for (const bodyId of new Set(bodyIds)) {
      const all = about === 'receipts' ? [] : (owed.get(bodyId) ?? []);
      const unacknowledged = waiting.get(bodyId)?.count ?? 0;
      if (all.length === 0 && unacknowledged === 0) continue;
      // The office asks today, whatever day the settings would wait for.
      const counted = digestOf([...all, { dueOn: on, missed: 0, count: 0 }], unacknowledged, settings, on);
      if (!counted) continue;
      const title = `催办：${sayDigest(counted, settings)}`;
      const isOfReceipts = about === 'receipts';
      const detail = isOfReceipts
        ? `${tx.actor.name}提醒您单位尽快签收分派的任务。请打开“本单位任务”逐项查看，或一次全部签收。`
        : `${tx.actor.name}提醒您单位尽快签收、填报。${ADVICE}`;
      const link = isOfReceipts ? '/tasks/mine' : WORKLIST;
      const people = await remind(tx, { bodyId, kind: 'manual', on, title, detail, link });
      if (people !== null) reminded.push(bodyId);
    }
    const names = reminded.map((id) => bodies.get(id)?.name ?? '');
    const subject = { kind: 'county', id: commandId };
    tx.record({ id: commandId, action: 'plan:remind', subject, data: { bodyIds: reminded, names, about } });
    return { reminded: reminded.length, skipped: bodyIds.length - reminded.length };
  });
}

/**
 * The office issues an escalation that the system proposed: the people of the body and the county's leaders are told.
 * @throws app/not-found, plan/may-not, plan/not-escalatable
 */
export async function issueEscalation(
  ctx: Ctx,
  { commandId, bodyId, text }: z.output<typeof contracts.issueEscalation.body>,
): Promise<{ bodyId: string }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { bodyId };
  return ctx.transaction(async (tx) => {
    const body = await getBody(tx, bodyId);
    if (!body) throw appError('not-found', { what: '选择的单位' });
    if (!canRemindBodies(tx.actor)) throw planError('may-not', { why: '只有安委办工作人员可以提级。' });
    const on = today(tx.clock);
    const { escalateAfter } = await findReminderSettings(tx);
    const ids = await markEscalated(tx, bodyId, on, escalateAfter);
    if (ids.length === 0) throw planError('not-escalatable', {});
    const title = `提级：${body.name} ${ids.length} 项事项逾期超过 ${escalateAfter} 天`;
    const people = await remind(tx, { bodyId, kind: 'escalation', on, title, detail: text });
    if (people === null) throw planError('not-escalatable', {});
    const leaders = (await listBodies(tx)).filter(({ kind }) => kind === 'leadership').map(({ id }) => id);
    const userIds = await listPeople(tx, { bodyIds: leaders }, ['leader']);
    const link = `/worklist?view=all&bodyId=${bodyId}&group=overdue`;
    await notify(tx, { userIds, kind: 'plan:escalate', title, detail: text, link });
    tx.record({
      id: commandId,
      action: 'plan:escalate',
      subject: { kind: 'body', id: bodyId },
      data: { body: body.name, text, escalated: ids.length, occurrenceIds: ids },
      placement: placementOf(tx, body),
    });
    return { bodyId };
  });
}

interface Reminder {
  readonly bodyId: string;
  readonly kind: 'digest' | 'manual' | 'escalation';
  readonly on: LocalDate;
  readonly title: string;
  readonly detail: string;
  readonly link?: string;
}

/** Tells the people of a body once a day. @returns how many were told, or null when it was reminded today before */
async function remind(
  tx: TxCtx,
  { bodyId, kind, on, title, detail, link = WORKLIST }: Reminder,
): Promise<number | null> {
  const userIds = await listPeople(tx, { bodyIds: [bodyId] }, STAFF_ROLES);
  const inserted = await insertReminder(tx, {
    body_id: bodyId,
    kind,
    reminded_on: on,
    people: userIds.length,
    text: title,
  });
  if (!inserted) return null;
  const dedupeKey = `plan:${kind}:${on}`;
  await notify(tx, { userIds, kind: `plan:${kind}`, title, detail, link, dedupeKey });
  return userIds.length;
}

/** @throws app/version-conflict, plan/may-not */
export async function setReminderSettings(
  ctx: Ctx,
  { commandId, version, ...settings }: z.output<typeof contracts.setReminderSettings.body>,
) {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return findReminderSettings(ctx);
  return ctx.transaction(async (tx) => {
    if (!canRemindBodies(tx.actor)) throw planError('may-not', { why: '只有安委办工作人员可以修改提醒设置。' });
    const sorted = { ...settings, aheadDays: settings.aheadDays.toSorted((a, b) => b - a) };
    if (!(await updateReminderSettings(tx, version, sorted))) throw appError('version-conflict', { what: '提醒设置' });
    tx.record({
      id: commandId,
      action: 'plan:set-reminders',
      subject: { kind: 'county', id: commandId },
      data: sorted,
    });
    return findReminderSettings(tx);
  });
}
