import { type LocalDate, localDate } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { type DuePeriod, type Duty, LAID_FOR_GOOD, putsOffHolidays } from '../domain/due.rules.ts';
import type { Filing, OccurrenceDays } from '../domain/occurrence.rules.ts';
import { occurrenceTables } from './occurrence.tables.ts';
import type { ReadCtx } from './plan.tables.ts';

/** SQL by which owners and occurrences are kept in step with assignments, filings and the passing of days. */

/** Nothing filed, waived or withdrawn. */
export const STILL_OWED = sql<boolean>`obligation_occurrences.filed_on is null
  and obligation_occurrences.waived_on is null and obligation_occurrences.withdrawn_on is null`;

/** Still owed in a campaign that runs: what anybody is asked or reminded of. */
export const STILL_ASKED = sql<boolean>`${STILL_OWED} and obligation_occurrences.closed_on is null`;

/** Duties of tasks with the words that say whose they are, and who owes them now. */
export async function listDutyActors(ctx: ReadCtx, taskIds: readonly string[]) {
  const db = occurrenceTables(ctx.db);
  const duties = await db
    .selectFrom('obligations')
    .select(['id', 'unit_id as taskId', 'actor'])
    .where('county', '=', ctx.actor.county)
    .where('unit_id', '=', sql<string>`any(${[...taskIds]}::uuid[])`)
    .where('repealed_on', 'is', null)
    .execute();
  const owners = await db
    .selectFrom('obligation_owners')
    .select(['obligation_id as dutyId', 'body_id as bodyId', 'since_on as sinceOn'])
    .where('county', '=', ctx.actor.county)
    .where('task_id', '=', sql<string>`any(${[...taskIds]}::uuid[])`)
    .where('until_on', 'is', null)
    .execute();
  return duties.map((duty) => ({ ...duty, owners: owners.filter((owner) => owner.dutyId === duty.id) }));
}

interface Ownership {
  readonly dutyId: string;
  readonly bodyId: string;
}

/** Ends ownerships today; what these bodies still owed is withdrawn. */
export async function endOwnerships(tx: TxCtx, ended: readonly Ownership[], today: LocalDate): Promise<void> {
  if (ended.length === 0) return;
  const pairs = sql`unnest(${ended.map((o) => o.dutyId)}::uuid[], ${ended.map((o) => o.bodyId)}::uuid[])`;
  await sql`
    update obligation_owners set until_on = greatest(since_on, ${today}::date)
    from ${pairs} as given (duty, body)
    where county = ${tx.actor.county} and obligation_id = given.duty and body_id = given.body
      and until_on is null`.execute(tx.db);
  await sql`
    update obligation_occurrences set withdrawn_on = ${today}::date
    from ${pairs} as given (duty, body)
    where county = ${tx.actor.county} and obligation_id = given.duty and body_id = given.body
      and ${STILL_OWED}`.execute(tx.db);
}

/**
 * Begins ownerships. A body that takes over alone (`alone`) is not asked for what the bodies before it have filed: its
 * occurrences begin after the last period that was answered.
 */
export async function beginOwnerships(
  tx: TxCtx,
  begun: readonly (Ownership & { readonly taskId: string; readonly alone: boolean })[],
  today: LocalDate,
): Promise<void> {
  if (begun.length === 0) return;
  await sql`
    insert into obligation_owners (county, obligation_id, body_id, since_on, task_id, laid_through)
    select ${tx.actor.county}, given.duty, given.body, greatest(${today}::date, campaigns.starts_on), given.task,
      case when given.alone then (
        select max(coalesce(o.ends_on, ${LAID_FOR_GOOD}::date)) from obligation_occurrences o
        where o.county = tasks.county and o.obligation_id = given.duty
          and (o.filed_on is not null or o.waived_on is not null)) end
    from unnest(${begun.map((o) => o.dutyId)}::uuid[], ${begun.map((o) => o.bodyId)}::uuid[],
        ${begun.map((o) => o.taskId)}::uuid[], ${begun.map((o) => o.alone)}::boolean[]) as given (duty, body, task, alone)
      join tasks on tasks.county = ${tx.actor.county} and tasks.id = given.task
      join campaigns on campaigns.county = tasks.county and campaigns.id = tasks.campaign_id
    on conflict (county, obligation_id, body_id, since_on)
      do update set until_on = null, laid_through = excluded.laid_through`.execute(tx.db);
}

export interface ToLay extends Ownership {
  readonly taskId: string;
  readonly campaignId: string;
  readonly sinceOn: LocalDate;
  readonly endsOn: LocalDate;
  readonly laidThrough: LocalDate | null;
  readonly duty: Duty;
}

/** Ownerships whose occurrences do not reach a day yet: of some tasks, a campaign, or the next of the county. */
export async function listToLay(
  ctx: ReadCtx,
  before: LocalDate,
  of: { readonly taskIds: readonly string[] } | { readonly campaignId: string } | { readonly limit: number },
): Promise<ToLay[]> {
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('obligation_owners as owners')
    .innerJoin('obligations', (j) =>
      j.onRef('obligations.county', '=', 'owners.county').onRef('obligations.id', '=', 'owners.obligation_id'),
    )
    .innerJoin('campaigns', (j) =>
      j.onRef('campaigns.county', '=', 'owners.county').onRef('campaigns.id', '=', 'obligations.campaign_id'),
    )
    .innerJoin('tasks', (j) => j.onRef('tasks.county', '=', 'owners.county').onRef('tasks.id', '=', 'owners.task_id'))
    .select([
      'owners.obligation_id as dutyId',
      'owners.body_id as bodyId',
      'owners.task_id as taskId',
      'owners.since_on as sinceOn',
      'owners.laid_through as laidThrough',
      'obligations.campaign_id as campaignId',
      'obligations.kind',
      'obligations.deadline',
      'obligations.frequency',
      'obligations.quote',
      'campaigns.ends_on as endsOn',
    ])
    .where('owners.county', '=', ctx.actor.county)
    .where('owners.until_on', 'is', null)
    .where('tasks.done_on', 'is', null)
    .where('tasks.closed_on', 'is', null)
    .where('obligations.repealed_on', 'is', null)
    .where(({ eb, or }) => or([eb('owners.laid_through', 'is', null), eb('owners.laid_through', '<', before)]))
    .$if('taskIds' in of, (q) =>
      q.where('owners.task_id', '=', sql<string>`any(${(of as { taskIds: string[] }).taskIds}::uuid[])`),
    )
    .$if('campaignId' in of, (q) => q.where('tasks.campaign_id', '=', (of as { campaignId: string }).campaignId))
    .$if('limit' in of, (q) => q.limit((of as { limit: number }).limit))
    .execute();
  return rows.map(({ dutyId, bodyId, taskId, campaignId, sinceOn, endsOn, laidThrough, quote, ...words }) => ({
    dutyId,
    bodyId,
    taskId,
    campaignId,
    sinceOn,
    endsOn,
    laidThrough,
    duty: { ...words, putsOff: putsOffHolidays(quote) },
  }));
}

/** Writes laid-out occurrences. One that was withdrawn from the same body before is owed again. */
export async function insertOccurrences(
  tx: TxCtx,
  laid: readonly (ToLay & { readonly periods: readonly DuePeriod[]; readonly through: LocalDate })[],
): Promise<number> {
  const rows = laid.flatMap((owner) => owner.periods.map((period) => ({ owner, period })));
  const of = <T>(pick: (row: (typeof rows)[number]) => T) => rows.map(pick);
  await sql`
    insert into obligation_occurrences
      (county, id, campaign_id, task_id, obligation_id, body_id, starts_on, ends_on, due_on)
    select ${tx.actor.county}, * from unnest(${of(() => newId())}::uuid[], ${of((r) => r.owner.campaignId)}::uuid[],
      ${of((r) => r.owner.taskId)}::uuid[], ${of((r) => r.owner.dutyId)}::uuid[], ${of((r) => r.owner.bodyId)}::uuid[],
      ${of((r) => r.period.startsOn)}::date[], ${of((r) => r.period.endsOn)}::date[],
      ${of((r) => r.period.dueOn)}::date[])
    on conflict (county, obligation_id, body_id, starts_on) do update set withdrawn_on = null, due_on = excluded.due_on
      where obligation_occurrences.withdrawn_on is not null`.execute(tx.db);
  await sql`
    update obligation_owners set laid_through = given.through
    from unnest(${laid.map((o) => o.dutyId)}::uuid[], ${laid.map((o) => o.bodyId)}::uuid[],
      ${laid.map((o) => o.through)}::date[]) as given (duty, body, through)
    where county = ${tx.actor.county} and obligation_id = given.duty and body_id = given.body
      and until_on is null`.execute(tx.db);
  return rows.length;
}

/** Withdraws what is still owed of tasks that are done, and of duties that a later edition repealed. */
export async function withdrawDone(tx: TxCtx, taskIds: readonly string[]): Promise<void> {
  await sql`
    update obligation_occurrences set withdrawn_on = coalesce(obligations.repealed_on, tasks.done_on)
    from tasks
      join obligations on obligations.county = tasks.county and obligations.unit_id = tasks.id
    where tasks.county = ${tx.actor.county} and tasks.id = any(${[...taskIds]}::uuid[])
      and (tasks.done_on is not null or obligations.repealed_on is not null)
      and obligation_occurrences.county = tasks.county and obligation_occurrences.task_id = tasks.id
      and obligation_occurrences.obligation_id = obligations.id and ${STILL_OWED}`.execute(tx.db);
}

/** The filings that answer each of these occurrences. */
export async function listFilings(ctx: ReadCtx, occurrenceIds: readonly string[]): Promise<Map<string, Filing[]>> {
  const rows = await occurrenceTables(ctx.db)
    .selectFrom('progress_occurrences as answers')
    .innerJoin('task_progress as progress', (j) =>
      j.onRef('progress.county', '=', 'answers.county').onRef('progress.id', '=', 'answers.progress_id'),
    )
    .select(['answers.occurrence_id as id', 'progress.filed_at', 'progress.outcome', 'progress.decided_at'])
    .where('answers.county', '=', ctx.actor.county)
    .where('answers.occurrence_id', '=', sql<string>`any(${[...occurrenceIds]}::uuid[])`)
    .execute();
  const filings = new Map<string, Filing[]>(occurrenceIds.map((id) => [id, []]));
  for (const { id, filed_at, outcome, decided_at } of rows) {
    const decidedOn = decided_at && localDate(decided_at);
    filings.get(id)?.push({ filedOn: localDate(filed_at), outcome, decidedOn });
  }
  return filings;
}

type Answered = Pick<OccurrenceDays, 'filedOn' | 'verifiedOn' | 'returnedOn'>;

export async function updateAnswered(tx: TxCtx, answered: ReadonlyMap<string, Answered>): Promise<void> {
  const rows = [...answered];
  await sql`
    update obligation_occurrences set filed_on = given.filed, verified_on = given.verified, returned_on = given.returned
    from unnest(${rows.map(([id]) => id)}::uuid[], ${rows.map(([, a]) => a.filedOn)}::date[],
      ${rows.map(([, a]) => a.verifiedOn)}::date[], ${rows.map(([, a]) => a.returnedOn)}::date[])
      as given (id, filed, verified, returned)
    where county = ${tx.actor.county} and obligation_occurrences.id = given.id`.execute(tx.db);
}

export async function insertAnswers(tx: TxCtx, progressId: string, occurrenceIds: readonly string[]): Promise<void> {
  if (occurrenceIds.length === 0) return;
  const { county } = tx.actor;
  await occurrenceTables(tx.db)
    .insertInto('progress_occurrences')
    .values(occurrenceIds.map((id) => ({ county, occurrence_id: id, progress_id: progressId })))
    .execute();
}
