import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/record.contract.ts';
import type { RecordFilter } from '../domain/record.contract.ts';
import { fileScope, type ReadCtx } from './file.queries.ts';
import { screeningTables } from './screening.tables.ts';

const recordScope = {
  county: 'r.county',
  division: 'r.division',
  industry: 'r.industry',
  enterprise: 'r.enterprise_id',
};

const rowColumns = [
  'r.id',
  'r.enterprise_id as enterpriseId',
  'r.enterprise_name as enterpriseName',
  'r.division',
  'r.industry',
  'r.task_id as taskId',
  'r.task_name as taskName',
  'r.level',
  'r.unit_name as unitName',
  'r.slot_key as slotKey',
  'r.slot_day as slotDay',
  'r.state',
  'r.signer_id as signerId',
  'r.signer_name as signerName',
  'r.signed_at as signedAt',
  'r.received_at as receivedAt',
  'r.answer_count as answers',
  'r.bad',
  'r.finding_count as findings',
  'r.open_conflicts as conflicts',
] as const;
const missingCount = sql<number>`coalesce(array_length(r.missing_files, 1), 0)`.as('missingFiles');

const isTownshipOrBelow = (division: string) => division.slice(6, 9) !== '000';

/** So many enterprises at most are looked up one by one; of more, some stand near the top of any list. */
export const FEW = 2_000;

/** Enterprises that some words name: their ids, or `many`. */
async function findNamed(ctx: ReadCtx, q: string, few: number): Promise<readonly string[] | 'many'> {
  const { rows } = await sql<{ id: string }>`
    select screening_files.enterprise_id as id from screening_files
    where ${whereInScope(ctx.actor.scope, fileScope)} and ${matchesSearch('screening_files.search', q)}
    limit ${few + 1}`.execute(ctx.db);
  return rows.length > few ? 'many' : rows.map(({ id }) => id);
}

/** What the words of a filter name where they are looked for among enterprises: one's own records have other words. */
function namedBy(ctx: ReadCtx, { q, enterpriseId }: RecordFilter, few: number) {
  return q && !(enterpriseId ?? ctx.actor.scope.enterpriseId) ? findNamed(ctx, q, few) : undefined;
}

type Named = Awaited<ReturnType<typeof namedBy>>;

function conditionsOf(ctx: ReadCtx, filter: RecordFilter, named: Named): RawBuilder<SqlBool> {
  const { scope } = ctx.actor;
  const { q, enterpriseId, division, industry, taskId, unitId, level, state, from, to, mine, having } = filter;
  const all: RawBuilder<SqlBool>[] = [whereInScope(scope, recordScope)];
  // Said again as an equality: an index then gives the rows of a township, or an industry, in the order of the list.
  for (const place of [scope.enterpriseId === null ? scope.division : undefined, division]) {
    if (place && isTownshipOrBelow(place)) all.push(sql<SqlBool>`r.township = ${`${place.slice(0, 9)}000`}`);
  }
  if (division) {
    const { from: first, to: end } = divisionRange(division);
    all.push(sql<SqlBool>`r.division >= ${first} and r.division < ${end}`);
  }
  const only = industry ?? (scope.industries?.length === 1 ? scope.industries[0] : undefined);
  if (only) all.push(sql<SqlBool>`r.industry = ${only}`);
  const enterprise = enterpriseId ?? scope.enterpriseId;
  if (enterprise) all.push(sql<SqlBool>`r.enterprise_id = ${enterprise}`);
  if (taskId) all.push(sql<SqlBool>`r.task_id = ${taskId}`);
  if (unitId) all.push(sql<SqlBool>`r.unit_id = ${unitId}`);
  if (level) all.push(sql<SqlBool>`r.level = ${level}`);
  if (state) all.push(sql<SqlBool>`r.state = ${state}`);
  if (from) all.push(sql<SqlBool>`r.slot_day >= ${from}::date`);
  if (to) all.push(sql<SqlBool>`r.slot_day <= ${to}::date`);
  if (mine) all.push(sql<SqlBool>`r.signer_id = ${ctx.actor.userId}`);
  if (having === 'findings') all.push(sql<SqlBool>`r.finding_count > 0`);
  if (having === 'missing-files') all.push(sql<SqlBool>`r.missing_files <> '{}'`);
  if (having === 'conflict') all.push(sql<SqlBool>`r.open_conflicts > 0`);
  if (q && enterprise) {
    const words = q.toLowerCase();
    const texts = ['r.task_name', 'r.signer_name', 'r.unit_name'].map(
      (c) => sql`strpos(lower(${sql.ref(c)}), ${words}) > 0`,
    );
    all.push(sql<SqlBool>`(${sql.join(texts, sql` or `)})`);
  } else if (named === 'many' && q) {
    // A question of each row, so that the list is walked in its order until the page is full.
    all.push(sql<SqlBool>`(select ${matchesSearch('f.search', q)} from screening_files f
      where f.county = r.county and f.enterprise_id = r.enterprise_id)`);
  } else if (named) {
    // Not as a value: planning for each of two thousand ids in each month takes longer than finding them.
    all.push(sql<SqlBool>`r.enterprise_id = any(array(select unnest(${named}::uuid[])))`);
  }
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

export async function listRecordRows(
  ctx: ReadCtx,
  query: z.output<typeof contracts.listScreeningRecords.query>,
  few = FEW,
) {
  const { cursor, limit, sort = '-day', ...filter } = query;
  const direction = sort === 'day' ? 'asc' : 'desc';
  const named = await namedBy(ctx, filter, few);
  const conditions = [conditionsOf(ctx, filter, named)];
  const [day, id] = cursor ? decodeCursor(cursor, ['day', 'id']) : [undefined, undefined];
  if (day !== undefined) {
    const beyond = direction === 'asc' ? sql`>` : sql`<`;
    conditions.push(sql<SqlBool>`(r.slot_day, r.id) ${beyond} (${day}::date, ${id}::uuid)`);
    // Said again, so that months beyond are not opened.
    conditions.push(sql<SqlBool>`r.slot_day ${beyond}= ${day}::date`);
  }
  if (Array.isArray(named)) {
    const begin = day ?? (direction === 'asc' ? filter.from : filter.to);
    const keys = await nearestKeys(ctx, conditions, {
      begin,
      direction,
      most: limit + 1,
    });
    const ids = keys.map((key) => key.id);
    conditions.push(sql<SqlBool>`r.id = any(${ids}::uuid[])`);
    conditions.push(sql<SqlBool>`r.slot_day = any(${[...new Set(keys.map((key) => key.slotDay))]}::date[])`);
  }
  const rows = await screeningTables(ctx.db)
    .selectFrom('screening_records as r')
    .where(sql<boolean>`${sql.join(conditions, sql` and `)}`)
    .select(rowColumns)
    .select(missingCount)
    .orderBy('r.slot_day', direction)
    .orderBy('r.id', direction)
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, (row) => [row.slotDay, row.id]);
}
export type ListedRecord = Awaited<ReturnType<typeof listRecordRows>>['rows'][number];

const NEAR_DAYS = 31;
type Key = { readonly id: string; readonly slotDay: LocalDate };

/**
 * Keys of the first records of a few enterprises: out of one month from where the page begins, and only where that is
 * too little, out of all. An index holds what is asked; sorting the records of all years would grow with them.
 */
async function nearestKeys(
  { db, actor }: ReadCtx,
  conditions: readonly RawBuilder<SqlBool>[],
  page: { readonly begin: string | undefined; readonly direction: 'asc' | 'desc'; readonly most: number },
): Promise<readonly Key[]> {
  const { begin, direction, most } = page;
  const [outermost, order] = direction === 'asc' ? [sql`min`, sql`asc`] : [sql`max`, sql`desc`];
  const from = begin
    ? sql`${begin}::date`
    : sql`(select ${outermost}(slot_day) from screening_records where county = ${actor.county})`;
  const near =
    direction === 'asc'
      ? sql<SqlBool>`r.slot_day <= ${from} + ${NEAR_DAYS}::int`
      : sql<SqlBool>`r.slot_day >= ${from} - ${NEAR_DAYS}::int`;
  const find = async (all: readonly RawBuilder<SqlBool>[]) => {
    const { rows } = await sql<Key>`
      select r.id, r.slot_day::text as "slotDay" from screening_records r where ${sql.join(all, sql` and `)}
      order by r.slot_day ${order}, r.id ${order} limit ${most}`.execute(db);
    return rows;
  };
  const found = await find([...conditions, near]);
  return found.length < most ? find(conditions) : found;
}

/** Ids of the records of a filter, in no order. */
function foundIds(ctx: ReadCtx, filter: RecordFilter, named: Named) {
  let found = screeningTables(ctx.db)
    .selectFrom('screening_records as r')
    .where(conditionsOf(ctx, filter, named === 'many' ? undefined : named))
    .select('r.id');
  // Without an order those of the first enterprises are enough; the list would ask each row.
  if (named === 'many' && filter.q)
    found = found.where(sql<boolean>`r.enterprise_id in (select screening_files.enterprise_id from screening_files
      where ${whereInScope(ctx.actor.scope, fileScope)} and ${matchesSearch('screening_files.search', filter.q)})`);
  return found;
}

export async function countRecordRows(ctx: ReadCtx, filter: RecordFilter, few = FEW) {
  return countUpTo(ctx.db, foundIds(ctx, filter, await namedBy(ctx, filter, few)));
}

/** How many rows there are, counted no further than `most`. */
export async function countRecordsUpTo(ctx: ReadCtx, filter: RecordFilter, most: number): Promise<number> {
  const found = foundIds(ctx, filter, await namedBy(ctx, filter, FEW)).limit(most);
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${found}) as counted`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** The day under which a record is kept, by which its month is found; undefined when there is none in the county. */
async function dayOfRecord(ctx: ReadCtx, id: string): Promise<LocalDate | undefined> {
  const row = await screeningTables(ctx.db)
    .selectFrom('screening_items')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('subject_kind', '=', 'screeningRecord')
    .select('subject_day as day')
    .executeTakeFirst();
  return row?.day ?? undefined;
}

/** A record in the actor's scope with all it says. */
export async function findRecord(ctx: ReadCtx, id: string) {
  const day = await dayOfRecord(ctx, id);
  let found = screeningTables(ctx.db)
    .selectFrom('screening_records as r')
    .where(whereInScope(ctx.actor.scope, recordScope))
    .where('r.id', '=', id)
    .select(rowColumns)
    .select(missingCount)
    .select([
      'r.unit_id as unitId',
      'r.checklist_id as checklistId',
      'r.edition',
      'r.started_at as startedAt',
      'r.device_id as deviceId',
      'r.clock_skew_seconds as clockSkewSeconds',
      'r.claimed_slot_key as claimedSlotKey',
      'r.hash',
      'r.answers as answerList',
      'r.findings as findingList',
      'r.merged',
      'r.missing_files as missing',
      'r.version',
    ]);
  // Loaders write no items: such a record is looked for in all months.
  if (day) found = found.where('r.slot_day', '=', day);
  return found.executeTakeFirst();
}

/** Records that answer slots of an enterprise which are counted on the days of a range. */
export function listAnsweringOf(
  ctx: ReadCtx,
  enterpriseId: string,
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
) {
  return screeningTables(ctx.db)
    .selectFrom('screening_records')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('slot_key', 'is not', null)
    .where('slot_day', '>=', from)
    .where('slot_day', '<=', to)
    .select(['id', 'task_id as taskId', 'slot_key as slotKey', 'state'])
    .execute();
}

/** The last records of some tasks of an enterprise, newest first. */
export function listLatestOf(ctx: ReadCtx, enterpriseId: string, taskIds: readonly string[], limit: number) {
  return screeningTables(ctx.db)
    .selectFrom('screening_records as r')
    .where('r.county', '=', ctx.actor.county)
    .where('r.enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`r.task_id = any(${[...taskIds]}::uuid[])`)
    .select(rowColumns)
    .select(missingCount)
    .orderBy('r.slot_day', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute();
}
