import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listBodies } from '@zhiben/slices/division/server';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import { listContacts } from '@zhiben/slices/identity/server';
import { canRemindBodies } from '../domain/plan.policy.ts';
import * as contracts from '../domain/reminder.contract.ts';
import type { ReminderSettings } from '../domain/reminder.rules.ts';
import { acknowledgeTasks } from './occurrence.actions.ts';
import { issueEscalation, remindBodies, setReminderSettings } from './reminder.actions.ts';
import { countUnacknowledged, findReminderSettings, listBodyStates, listLastReminders } from './reminder.queries.ts';

export const reminderRoutes = [
  route(contracts.acknowledgeTasks, ({ ctx, body }) => acknowledgeTasks(ctx, body)),
  route(contracts.listUnanswered, ({ ctx }) => unanswered(ctx)),
  route(contracts.remindBodies, ({ ctx, body }) => remindBodies(ctx, body)),
  route(contracts.issueEscalation, ({ ctx, body }) => issueEscalation(ctx, body)),
  route(contracts.getReminderSettings, async ({ ctx }) => presentSettings(ctx, await findReminderSettings(ctx))),
  route(contracts.setReminderSettings, async ({ ctx, body }) =>
    presentSettings(ctx, await setReminderSettings(ctx, body)),
  ),
];

function presentSettings(ctx: Ctx, settings: ReminderSettings & { version: number }) {
  return { ...settings, aheadDays: [...settings.aheadDays], abilities: { edit: canRemindBodies(ctx.actor) } };
}

const NO_STATE = { overdue: 0, dueSoon: 0, returned: 0, toEscalate: 0, oldestDueOn: null };
const MOST_CONTACTS = 3;

/** The bodies that owe an answer, the most overdue first. */
async function unanswered(ctx: Ctx) {
  const { escalateAfter } = await findReminderSettings(ctx);
  const bodies = (await listBodies(ctx)).map(({ id }) => id);
  const states = await listBodyStates(ctx, bodies, { today: today(ctx.clock), escalateAfter });
  const waiting = await countUnacknowledged(ctx, ctx.clock.now());
  const reminders = new Map((await listLastReminders(ctx)).map((reminder) => [reminder.bodyId, reminder]));
  const owing = states.flatMap(({ bodyId, overdue, returned }) =>
    overdue + returned + (waiting.get(bodyId)?.count ?? 0) > 0 ? [bodyId] : [],
  );
  const contacts = await listContacts(ctx, owing, STAFF_ROLES);
  const rows = owing.map((bodyId) => {
    const reminder = reminders.get(bodyId);
    const people = contacts.filter((person) => person.bodyId === bodyId).slice(0, MOST_CONTACTS);
    return {
      ...NO_STATE,
      ...states.find((state) => state.bodyId === bodyId),
      bodyId,
      unacknowledged: waiting.get(bodyId)?.count ?? 0,
      unacknowledgedSince: waiting.get(bodyId)?.since.toISOString() ?? null,
      contacts: people.map(({ name, phone }) => ({ name, phone })),
      remindedAt: reminder?.remindedAt.toISOString() ?? null,
      remindedByName: reminder?.remindedByName ?? null,
    };
  });
  const order = rows.toSorted((a, b) => b.overdue - a.overdue || b.unacknowledged - a.unacknowledged);
  return { rows: order, escalateAfter };
}
