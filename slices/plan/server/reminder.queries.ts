import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { DEFAULT_REMINDERS, type OwedOn, type ReminderSettings } from '../domain/reminder.rules.ts';
import { DUE_SOON_DAYS } from '../domain/task-status.rules.ts';
import { whereToEscalate } from './occurrence.queries.ts';
import { type OccurrenceTables, occurrenceTables } from './occurrence.tables.ts';
import { STILL_ASKED } from './occurrence-upkeep.queries.ts';
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

/** What each of these bodies owes up to a day, by due day. */
export async function listOwedByBody(
  ctx: ReadCtx,
  bodyIds: readonly string[],
  { through, today }: { readonly through: LocalDate; readonly today: LocalDate },
) {
  const { rows } = await sql<OwedOn & { bodyId: string }>`
    select bodies.id as "bodyId", owed.* from unnest(${[...bodyIds]}::uuid[]) as bodies (id), lateral (
      select due_on as "dueOn", count(*) as count, count(*) filter (where lapses_on < ${today}::date) as missed
      from obligation_occurrences
      where county = ${ctx.actor.county} and body_id = bodies.id and ${STILL_ASKED}
        and due_on <= ${through}::date and starts_on <= ${today}::date
      group by due_on) owed`.execute(ctx.db);
  const byBody = new Map<string, OwedOn[]>();
  for (const { bodyId, ...owed } of rows) byBody.set(bodyId, [...(byBody.get(bodyId) ?? []), owed]);
  return byBody;
}

interface Waiting {
  readonly count: number;
  /** When the oldest was delivered. */
  readonly since: Date;
}

/** Tasks that were delivered up to an instant and not acknowledged, by body. */
export async function countUnacknowledged(ctx: ReadCtx, before: Date): Promise<Map<string, Waiting>> {
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('task_receipts')
    .innerJoin('tasks', (j) =>
      j.onRef('tasks.county', '=', 'task_receipts.county').onRef('tasks.id', '=', 'task_receipts.task_id'),
    )
    .select(['body_id as bodyId', sql<number>`count(*)`.as('count'), sql<Date>`min(delivered_at)`.as('since')])
    .where('task_receipts.county', '=', ctx.actor.county)
    .where('acknowledged_at', 'is', null)
    .where('delivered_at', '<=', before)
    .where('tasks.closed_on', 'is', null)
    .groupBy('body_id')
    .execute();
  return new Map(rows.map(({ bodyId, count, since }) => [bodyId, { count, since }]));
}

interface BodyState {
  readonly bodyId: string;
  readonly overdue: number;
  readonly dueSoon: number;
  readonly returned: number;
  readonly toEscalate: number;
  readonly oldestDueOn: LocalDate | null;
}

/**
 * How each of these bodies stands: for the office's first screen. Body by body along the index of what is owed, which
 * holds all that is counted: over a hundred thousand rows this takes a third of what one grouping of all costs.
 */
export async function listBodyStates(
  ctx: ReadCtx,
  bodyIds: readonly string[],
  { today, escalateAfter }: { readonly today: LocalDate; readonly escalateAfter: number },
): Promise<BodyState[]> {
  const { rows } = await sql<BodyState>`
    select bodies.id as "bodyId", state.* from unnest(${[...bodyIds]}::uuid[]) as bodies (id), lateral (
      select count(*) filter (where due_on < ${today}::date) as overdue,
        count(*) filter (where due_on >= ${today}::date) as "dueSoon",
        count(returned_on) as returned,
        count(*) filter (where escalated_on is null and due_on < ${addDays(today, -escalateAfter)}::date) as "toEscalate",
        min(due_on) filter (where due_on < ${today}::date) as "oldestDueOn"
      from obligation_occurrences
      where county = ${ctx.actor.county} and body_id = bodies.id and ${STILL_ASKED}
        and due_on <= ${addDays(today, DUE_SOON_DAYS)}::date and starts_on <= ${today}::date) state`.execute(ctx.db);
  return rows;
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
