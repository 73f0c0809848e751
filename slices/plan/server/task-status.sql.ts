import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type AliasedRawBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Tally } from '../domain/campaign.contract.ts';
import { DUE_SOON_DAYS, TASK_STATUSES, type TaskStatus } from '../domain/task-status.rules.ts';

export const NO_TASKS: Tally = {
  total: 0,
  unassigned: 0,
  inProgress: 0,
  dueSoon: 0,
  overdue: 0,
  awaitingVerification: 0,
  done: 0,
  repealed: 0,
};

/** Tasks in a status on a day: `taskStatus` said as SQL over the columns of `tasks`. */
export function whereStatus(status: TaskStatus, day: RawBuilder<LocalDate>): RawBuilder<SqlBool> {
  const soon = sql`${day} + ${sql.lit(DUE_SOON_DAYS)}`;
  const running = sql`tasks.done_on is null and tasks.lead_body_id is not null and tasks.pending_on is null`;
  const conditions: Record<TaskStatus, RawBuilder<unknown>> = {
    done: sql`tasks.done_on is not null and tasks.repealed_on is null`,
    repealed: sql`tasks.repealed_on is not null`,
    unassigned: sql`tasks.done_on is null and tasks.lead_body_id is null`,
    awaitingVerification: sql`tasks.done_on is null and tasks.lead_body_id is not null and tasks.pending_on is not null`,
    overdue: sql`${running} and tasks.due_on < ${day}`,
    dueSoon: sql`${running} and tasks.due_on between ${day} and ${soon}`,
    inProgress: sql`${running} and tasks.due_on > ${soon}`,
  };
  return sql<SqlBool>`(${conditions[status]})`;
}

/** The day on which a campaign ended, else today: what has ended stands as it stood then. */
export const closedOr = (today: LocalDate): RawBuilder<LocalDate> =>
  sql<LocalDate>`coalesce(tasks.closed_on, ${today}::date)`;

/** Selects a `Tally` over grouped tasks, as columns of its names. */
export function tallyColumns(today: LocalDate): AliasedRawBuilder<number, keyof Tally>[] {
  const counted = (status: TaskStatus) => sql<number>`count(*) filter (where ${whereStatus(status, closedOr(today))})`;
  return [
    sql<number>`count(*) filter (where tasks.repealed_on is null)`.as('total'),
    ...TASK_STATUSES.map((status) => counted(status).as(status)),
  ];
}
