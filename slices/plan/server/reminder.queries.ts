import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { DEFAULT_REMINDERS, type OwedOn, type ReminderSettings } from '../domain/reminder.rules.ts';
import { DUE_SOON_DAYS } from '../domain/task-status.rules.ts';
import { whereToEscalate } from './occurrence.queries.ts';
import { type OccurrenceTables, occurrenceTables } from './occurrence.tables.ts';
import { STILL_OWED } from './occurrence-upkeep.queries.ts';
import type { ReadCtx } from './plan.tables.ts';

/** The county's own settings, or the defaults at version 0. */
export async function findReminderSettings({ db, actor }: ReadCtx): Promise<ReminderSettings & { version: number }> {
  const row = await occurrenceTables(db)
    .selectFrom('reminder_settings')
    .select(['ahead_days as aheadDays', 'overdue_every as overdueEvery', 'escalate_after as escalateAfter', 'version'])
    .where('county', '=', actor.county)
    .executeTakeFirst();
  return row ?? { ...DEFAULT_REMINDERS, version: 0 };
}

/** @returns false when the settings are not at `version` any more */
export async function updateReminderSettings(tx: TxCtx, version: number, settings: ReminderSettings): Promise<boolean> {
  const { aheadDays, overdueEvery, escalateAfter } = settings;
  const { rows } = await sql`
    insert into reminder_settings (county, ahead_days, overdue_every, escalate_after)
    values (${tx.actor.county}, ${[...aheadDays]}::integer[], ${overdueEvery}, ${escalateAfter})
    on conflict (county) do update set ahead_days = excluded.ahead_days, overdue_every = excluded.overdue_every,
      escalate_after = excluded.escalate_after, version = reminder_settings.version + 1
      where reminder_settings.version = ${version}
    returning version`.execute(tx.db);
  return rows.length > 0;
}

/** What each body owes up to a day, by due day. */
export async function listOwedByBody(ctx: ReadCtx, through: LocalDate, today: LocalDate) {
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('obligation_occurrences')
    .select(['body_id as bodyId', 'due_on as dueOn', sql<number>`count(*)`.as('count')])
    .select(sql<number>`count(*) filter (where ends_on < ${today}::date and due_on < ${today}::date)`.as('missed'))
    .where('county', '=', ctx.actor.county)
    .where(STILL_OWED)
    .where('due_on', '<=', through)
    .where('starts_on', '<=', today)
    .groupBy(['body_id', 'due_on'])
    .execute();
  const byBody = new Map<string, OwedOn[]>();
  for (const { bodyId, ...owed } of rows) byBody.set(bodyId, [...(byBody.get(bodyId) ?? []), owed]);
  return byBody;
}

/** Tasks that were delivered up to an instant and not acknowledged, by body. */
export async function countUnacknowledged(ctx: ReadCtx, before: Date): Promise<Map<string, number>> {
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('task_receipts')
    .select(['body_id as bodyId', sql<number>`count(*)`.as('count')])
    .where('county', '=', ctx.actor.county)
    .where('acknowledged_at', 'is', null)
    .where('delivered_at', '<=', before)
    .groupBy('body_id')
    .execute();
  return new Map(rows.map(({ bodyId, count }) => [bodyId, count]));
}

/** How each body stands that owes something: for the office's first screen. */
export function listBodyStates(ctx: ReadCtx, today: LocalDate, escalateAfter: number) {
  return occurrenceTables(ctx.db)
    .selectFrom('obligation_occurrences')
    .select([
      'body_id as bodyId',
      sql<number>`count(*) filter (where due_on < ${today}::date)`.as('overdue'),
      sql<number>`count(*) filter (where due_on >= ${today}::date)`.as('dueSoon'),
      sql<number>`count(*) filter (where returned_on is not null)`.as('returned'),
      sql<number>`count(*) filter (where ${whereToEscalate(today, escalateAfter)})`.as('toEscalate'),
      sql<LocalDate | null>`min(due_on) filter (where due_on < ${today}::date)`.as('oldestDueOn'),
    ])
    .where('county', '=', ctx.actor.county)
    .where(STILL_OWED)
    .where('due_on', '<=', addDays(today, DUE_SOON_DAYS))
    .where('starts_on', '<=', today)
    .groupBy('body_id')
    .execute();
}

/** The last reminder of each body by the office. */
export function listLastReminders(ctx: ReadCtx) {
  return occurrenceTables(ctx.db)
    .selectFrom('reminders')
    .distinctOn('body_id')
    .select(['body_id as bodyId', 'reminded_at as remindedAt', 'reminded_by_name as remindedByName'])
    .where('county', '=', ctx.actor.county)
    .where('kind', '<>', 'digest')
    .orderBy('body_id')
    .orderBy('reminded_at', 'desc')
    .execute();
}

/** @returns the bodies that were reminded in this way on this day */
export async function listRemindedOn(ctx: ReadCtx, kind: OccurrenceTables['reminders']['kind'], on: LocalDate) {
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('reminders')
    .select('body_id')
    .where('county', '=', ctx.actor.county)
    .where('kind', '=', kind)
    .where('reminded_on', '=', on)
    .execute();
  return new Set(rows.map((row) => row.body_id));
}

type NewReminder = Pick<OccurrenceTables['reminders'], 'body_id' | 'kind' | 'reminded_on' | 'people' | 'text'>;

/** @returns false when the body was reminded in this way on this day before */
export async function insertReminder(tx: TxCtx, reminder: NewReminder): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await occurrenceTables(tx.db)
    .insertInto('reminders')
    .values({
      ...reminder,
      county: tx.actor.county,
      id: newId(),
      reminded_at: tx.clock.now(),
      reminded_by_name: tx.actor.name,
    })
    .onConflict((c) => c.columns(['county', 'body_id', 'kind', 'reminded_on']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** Marks what a body owes beyond the limit as escalated. @returns the ids */
export async function markEscalated(
  tx: TxCtx,
  bodyId: string,
  today: LocalDate,
  escalateAfter: number,
): Promise<string[]> {
  const rows = await occurrenceTables(tx.db)
    .updateTable('obligation_occurrences')
    .set({ escalated_on: today })
    .where('county', '=', tx.actor.county)
    .where('body_id', '=', bodyId)
    .where(whereToEscalate(today, escalateAfter))
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}
