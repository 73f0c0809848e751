import { addDays, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/occurrence.contract.ts';
import { type OccurrenceDays, type OccurrenceStatus, occurrenceStatus } from '../domain/occurrence.rules.ts';
import { DUE_SOON_DAYS } from '../domain/task-status.rules.ts';
import { occurrenceTables } from './occurrence.tables.ts';
import { STILL_ASKED, STILL_OWED } from './occurrence-upkeep.queries.ts';
import type { ReadCtx } from './plan.tables.ts';

type Filter = z.output<typeof contracts.countWork.query>;

/** Occurrences are public inside the county, as the plans are. */
function inCounty({ actor }: ReadCtx): RawBuilder<SqlBool> {
  const wholeCounty = { ...actor.scope, division: actor.county.padEnd(12, '0'), industries: null };
  const county = 'obligation_occurrences.county';
  return whereInScope(wholeCounty, { county, division: county });
}

/** Occurrences in a view of the worklist: what `occurrenceStatus` says, as SQL; a test holds the two together. */
function whereGroup(group: contracts.WorkGroup, day: RawBuilder<LocalDate>): RawBuilder<SqlBool> {
  const isMissed = sql`obligation_occurrences.lapses_on < ${day}`;
  const isNotMissed = sql`obligation_occurrences.lapses_on >= ${day}`;
  const conditions: Record<contracts.WorkGroup, RawBuilder<unknown>> = {
    todo: sql`${STILL_OWED} and obligation_occurrences.starts_on <= ${day} and ${isNotMissed}`,
    overdue: sql`${STILL_OWED} and obligation_occurrences.due_on < ${day} and ${isNotMissed}`,
    dueSoon: sql`${STILL_OWED} and obligation_occurrences.starts_on <= ${day}
      and obligation_occurrences.due_on between ${day} and ${day} + ${sql.lit(DUE_SOON_DAYS)}`,
    returned: sql`${STILL_OWED} and obligation_occurrences.returned_on is not null`,
    missed: sql`${STILL_OWED} and ${isMissed}`,
    ahead: sql`${STILL_OWED} and obligation_occurrences.starts_on > ${day}`,
    filed: sql`obligation_occurrences.filed_on is not null and obligation_occurrences.verified_on is null
      and obligation_occurrences.waived_on is null`,
    done: sql`obligation_occurrences.verified_on is not null and obligation_occurrences.waived_on is null`,
    waived: sql`obligation_occurrences.waived_on is not null`,
  };
  return sql<SqlBool>`(${conditions[group]})`;
}

const daysOf = [
  'obligation_occurrences.starts_on as startsOn',
  'obligation_occurrences.ends_on as endsOn',
  'obligation_occurrences.due_on as dueOn',
  'obligation_occurrences.filed_on as filedOn',
  'obligation_occurrences.verified_on as verifiedOn',
  'obligation_occurrences.returned_on as returnedOn',
  'obligation_occurrences.waived_on as waivedOn',
  'obligation_occurrences.withdrawn_on as withdrawnOn',
] as const;

/** The status of today; what belongs to a campaign that has ended stands as it stood then. */
const withStatus =
  (today: LocalDate) =>
  <T extends OccurrenceDays & { readonly closedOn: LocalDate | null }>(row: T) => ({
    ...row,
    status: occurrenceStatus(row, row.closedOn ?? today),
  });

const occurrence = [
  'obligation_occurrences.id',
  'obligation_occurrences.obligation_id as obligationId',
  'obligation_occurrences.body_id as bodyId',
  ...daysOf,
  'obligation_occurrences.closed_on as closedOn',
  'obligation_occurrences.waived_reason as waivedReason',
  'obligation_occurrences.waived_by_name as waivedByName',
] as const;

const workRow = [
  ...occurrence,
  'obligation_occurrences.task_id as taskId',
  'obligation_occurrences.campaign_id as campaignId',
  'campaigns.name as campaignName',
  'units.path',
  'units.label',
  'units.kind',
  'obligations.quote',
  'obligations.frequency',
] as const;

/** Up to how many tasks a word is rare: their occurrences are found by task, those of a common word by walking. */
const RARE = 300;

/** The tasks that a search names, or null where they are many (or nothing is searched). */
async function tasksNamed(ctx: ReadCtx, q: string | undefined): Promise<readonly string[] | null> {
  if (!q) return null;
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('campaign_units')
    .select('id')
    .where('county', '=', ctx.actor.county)
    .where(matchesSearch('campaign_units.search', q))
    .limit(RARE + 1)
    .execute();
  return rows.length > RARE ? null : rows.map((row) => row.id);
}

const inSight = (ctx: ReadCtx) => occurrenceTables(ctx.db).selectFrom('obligation_occurrences').where(inCounty(ctx));

const closedOr = (today: LocalDate) => sql<LocalDate>`coalesce(obligation_occurrences.closed_on, ${today}::date)`;

/**
 * @param escalateAfter days overdue from which an occurrence is to be escalated
 * @param named what `tasksNamed` found for `filter.q`
 */
function filtered(
  ctx: ReadCtx,
  filter: Filter,
  today: LocalDate,
  escalateAfter: number | null,
  named: readonly string[] | null = null,
) {
  const { group, mine, bodyId, campaignId, dueFrom, dueTo, toEscalate, closed, q } = filter;
  let query = inSight(ctx);
  // A campaign that is asked for by name is shown whether it has ended or not.
  if (closed) query = query.where('obligation_occurrences.closed_on', 'is not', null);
  else if (!campaignId) query = query.where('obligation_occurrences.closed_on', 'is', null);
  if (mine) query = query.where('obligation_occurrences.body_id', '=', sql<string>`${ctx.actor.bodyId}::uuid`);
  if (bodyId) query = query.where('obligation_occurrences.body_id', '=', bodyId);
  if (campaignId) query = query.where('obligation_occurrences.campaign_id', '=', campaignId);
  if (dueFrom) query = query.where('obligation_occurrences.due_on', '>=', dueFrom);
  if (dueTo) query = query.where('obligation_occurrences.due_on', '<=', dueTo);
  if (group) query = query.where(whereGroup(group, closed || campaignId ? closedOr(today) : sql`${today}::date`));
  if (toEscalate) query = query.where(whereToEscalate(today, escalateAfter ?? 0));
  if (q) {
    query = named
      ? // `offset 0`: the planner would else walk a million rows by due day until the few of these tasks turn up.
        query.where(
          'obligation_occurrences.id',
          'in',
          sql<string>`(select o.id from obligation_occurrences o
            where o.county = ${ctx.actor.county} and o.task_id = any(${[...named]}::uuid[]) offset 0)`,
        )
      : query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('campaign_units')
              .select('campaign_units.id')
              .whereRef('campaign_units.county', '=', 'obligation_occurrences.county')
              .whereRef('campaign_units.id', '=', 'obligation_occurrences.task_id')
              .where(matchesSearch('campaign_units.search', q)),
          ),
        );
  }
  return query;
}

export function whereToEscalate(today: LocalDate, escalateAfter: number): RawBuilder<SqlBool> {
  return sql<SqlBool>`(${STILL_ASKED} and obligation_occurrences.escalated_on is null
    and obligation_occurrences.due_on < ${addDays(today, -escalateAfter)}::date)`;
}

/** With what the row shows of duty, clause and campaign. */
const described = (query: ReturnType<typeof filtered>) =>
  query
    .innerJoin('obligations', (j) =>
      j
        .onRef('obligations.county', '=', 'obligation_occurrences.county')
        .onRef('obligations.id', '=', 'obligation_occurrences.obligation_id'),
    )
    .innerJoin('campaign_units as units', (j) =>
      j
        .onRef('units.county', '=', 'obligation_occurrences.county')
        .onRef('units.id', '=', 'obligation_occurrences.task_id'),
    )
    .innerJoin('campaigns', (j) =>
      j
        .onRef('campaigns.county', '=', 'obligation_occurrences.county')
        .onRef('campaigns.id', '=', 'obligation_occurrences.campaign_id'),
    );

type ListQuery = z.output<typeof contracts.listWork.query>;

/** What is owed, by what lapses first. */
export async function listWork(ctx: ReadCtx, query: ListQuery, today: LocalDate, escalateAfter: number) {
  const { cursor, limit, sort, ...filter } = query;
  const order = sort === '-dueOn' ? 'desc' : 'asc';
  const named = await tasksNamed(ctx, filter.q);
  let rows = described(filtered(ctx, filter, today, escalateAfter, named))
    .select(workRow)
    .orderBy('obligation_occurrences.due_on', order)
    .orderBy('obligation_occurrences.id', order)
    .limit(limit + 1);
  if (cursor) {
    const [dueOn = null, id = null] = decodeCursor(cursor, ['day', 'id']);
    const after = sql`(${dueOn}::date, ${id}::uuid)`;
    const place = sql`(obligation_occurrences.due_on, obligation_occurrences.id)`;
    rows = rows.where(order === 'asc' ? sql<boolean>`${place} > ${after}` : sql<boolean>`${place} < ${after}`);
  }
  const shown = (await rows.execute()).map(withStatus(today));
  return toPage(shown, limit, (row) => [row.dueOn, row.id]);
}

/** One of them, or undefined. */
export async function findWork(ctx: ReadCtx, id: string, today: LocalDate) {
  const row = await described(inSight(ctx))
    .select(workRow)
    .where('obligation_occurrences.id', '=', id)
    .executeTakeFirst();
  return row && withStatus(today)(row);
}

export async function countWork(ctx: ReadCtx, filter: Filter, today: LocalDate, escalateAfter: number) {
  const named = await tasksNamed(ctx, filter.q);
  return countUpTo(ctx.db, filtered(ctx, filter, today, escalateAfter, named).select('obligation_occurrences.id'));
}

interface CountOf {
  readonly today: LocalDate;
  readonly escalateAfter: number;
  readonly most: number;
}

/** How many there are, counted no further than `most`. */
export async function countWorkUpTo(ctx: ReadCtx, filter: Filter, { today, escalateAfter, most }: CountOf) {
  const named = await tasksNamed(ctx, filter.q);
  const { count } = await occurrenceTables(ctx.db)
    .selectFrom(
      filtered(ctx, filter, today, escalateAfter, named).select('obligation_occurrences.id').limit(most).as('counted'),
    )
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** All occurrences of a task, by duty, body and time. */
export async function listTaskOccurrences(ctx: ReadCtx, taskId: string, today: LocalDate) {
  const rows = await inSight(ctx)
    .select(occurrence)
    .where('obligation_occurrences.task_id', '=', taskId)
    .orderBy('obligation_occurrences.obligation_id')
    .orderBy('obligation_occurrences.body_id')
    .orderBy('obligation_occurrences.starts_on')
    .limit(5_000)
    .execute();
  return rows.map(withStatus(today));
}

interface CalendarOf {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly bodyId: string | null;
}

const calendarFilter = ({ from, to, bodyId }: CalendarOf): Filter => ({
  dueFrom: from,
  dueTo: to,
  ...(bodyId === null ? {} : { bodyId }),
});

const NOT_WITHDRAWN = sql<boolean>`(obligation_occurrences.withdrawn_on is null
  or obligation_occurrences.filed_on is not null)`;

/** How many occurrences of each status are due on each day. */
export async function countByDay(ctx: ReadCtx, of: CalendarOf, today: LocalDate) {
  const rows = await filtered(ctx, calendarFilter(of), today, null)
    .select(daysOf)
    .select(sql<number>`count(*)`.as('count'))
    .where(NOT_WITHDRAWN)
    .groupBy([
      'obligation_occurrences.starts_on',
      'obligation_occurrences.ends_on',
      'obligation_occurrences.due_on',
      'obligation_occurrences.filed_on',
      'obligation_occurrences.verified_on',
      'obligation_occurrences.returned_on',
      'obligation_occurrences.waived_on',
      'obligation_occurrences.withdrawn_on',
    ])
    .execute();
  const counts = new Map<string, { date: LocalDate; status: OccurrenceStatus; count: number }>();
  for (const row of rows) {
    const status = occurrenceStatus(row, today);
    const key = `${row.dueOn} ${status}`;
    const entry = counts.get(key) ?? { date: row.dueOn, status, count: 0 };
    counts.set(key, { ...entry, count: entry.count + row.count });
  }
  return [...counts.values()].sort((a, b) => a.date.localeCompare(b.date));
}

/** What is due in a span of days, withdrawn ones left out. */
export async function listDue(ctx: ReadCtx, of: CalendarOf, today: LocalDate, limit: number) {
  const rows = await described(filtered(ctx, calendarFilter(of), today, null).where(NOT_WITHDRAWN))
    .select(workRow)
    .orderBy('obligation_occurrences.due_on')
    .orderBy('obligation_occurrences.id')
    .limit(limit)
    .execute();
  return rows.map(withStatus(today));
}

/** The first things of each day in a span, found day by day in the index: a body may have thousands in a month. */
export async function listFirstDue(ctx: ReadCtx, { from, to, bodyId }: CalendarOf, today: LocalDate, perDay: number) {
  const rows = await described(inSight(ctx))
    .select(workRow)
    .where('obligation_occurrences.closed_on', 'is', null)
    .where(
      'obligation_occurrences.id',
      'in',
      sql<string>`(select first.id
        from generate_series(${from}::date, ${to}::date, interval '1 day') as day(on_day), lateral (
          select o.id from obligation_occurrences o
          where o.county = ${ctx.actor.county} and ${bodyId === null ? sql`true` : sql`o.body_id = ${bodyId}::uuid`}
            and o.due_on = day.on_day::date and o.closed_on is null
            and (o.withdrawn_on is null or o.filed_on is not null)
          order by o.id limit ${perDay}) first)`,
    )
    .orderBy('obligation_occurrences.due_on')
    .orderBy('obligation_occurrences.id')
    .execute();
  return rows.map(withStatus(today));
}

/** Occurrences of a task that a filing may answer: not settled and not withdrawn. */
export function listAnswerable(ctx: ReadCtx, taskId: string) {
  return inSight(ctx)
    .select([
      'obligation_occurrences.id',
      'obligation_occurrences.obligation_id as dutyId',
      'body_id as bodyId',
      ...daysOf,
    ])
    .where('obligation_occurrences.task_id', '=', taskId)
    .where('obligation_occurrences.verified_on', 'is', null)
    .where('obligation_occurrences.waived_on', 'is', null)
    .where('obligation_occurrences.withdrawn_on', 'is', null)
    .orderBy('obligation_occurrences.due_on')
    .execute();
}

/** Which occurrences a filing answers. */
export async function listAnswered(ctx: ReadCtx, progressIds: readonly string[]) {
  return occurrenceTables(ctx.db)
    .selectFrom('progress_occurrences')
    .select(['progress_id as progressId', 'occurrence_id as id'])
    .where('county', '=', ctx.actor.county)
    .where('progress_id', '=', sql<string>`any(${[...progressIds]}::uuid[])`)
    .orderBy('occurrence_id')
    .execute();
}

/** The tasks to which occurrences belong. */
export async function listTasksOf(ctx: ReadCtx, ids: readonly string[]): Promise<string[]> {
  const rows = await inSight(ctx)
    .select('task_id as taskId')
    .distinct()
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
  return rows.map(({ taskId }) => taskId);
}

/** Occurrences to be waived, locked, with the tasks they belong to. */
export function lockOccurrences(tx: TxCtx, ids: readonly string[]) {
  return occurrenceTables(tx.db)
    .selectFrom('obligation_occurrences')
    .select(['id', 'task_id as taskId', ...daysOf])
    .where(inCounty(tx))
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function updateWaived(tx: TxCtx, ids: readonly string[], on: LocalDate, reason: string): Promise<void> {
  await occurrenceTables(tx.db)
    .updateTable('obligation_occurrences')
    .set({ waived_on: on, waived_reason: reason, waived_by_name: tx.actor.name })
    .where('county', '=', tx.actor.county)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .execute();
}
