import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type SelectQueryBuilder, type SqlBool, sql } from 'kysely';
import type { WorkType } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';
import { fileScope } from './file.queries.ts';
import { measuresOf, officialId } from './official-ids.ts';
import { screeningTables } from './screening.tables.ts';

/*
 * Tasks, checks, suspensions and findings as they are exchanged with other platforms: in the order of change, or by id.
 * Only the exchange slice asks, for the county as a whole or for one enterprise.
 */

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** What changed behind a place; `until` may still be followed by earlier changes. */
export interface OfficialFilter {
  readonly after: { readonly at: string; readonly id: string } | null;
  readonly until: Date;
  readonly enterpriseId: string | null;
}

/** What changed behind a place, in the order of change. */
export const changedBehind =
  (columns: { readonly at: string; readonly id: string; readonly enterprise: string }, filter: OfficialFilter) =>
  <DB, TB extends keyof DB, O>(rows: SelectQueryBuilder<DB, TB, O>): SelectQueryBuilder<DB, TB, O> => {
    const [at, id] = [sql.ref(columns.at), sql.ref(columns.id)];
    const { after, until, enterpriseId } = filter;
    const all = [sql`${at} < ${until}`];
    if (after) all.push(sql`(${at}, ${id}) > (${after.at}::timestamptz, ${after.id}::uuid)`);
    if (enterpriseId) all.push(sql`${sql.ref(columns.enterprise)} = ${enterpriseId}`);
    return rows
      .where(sql<SqlBool>`(${sql.join(all, sql` and `)})`)
      .orderBy(at)
      .orderBy(id);
  };

/** A task as far as it checks one measure. */
export interface OfficialTask {
  readonly id: string;
  readonly taskId: string;
  readonly measureId: string;
  readonly enterpriseId: string;
  readonly name: string;
  readonly schedules: readonly PlannedSchedule[];
  readonly workType: WorkType;
  readonly taskNo: number | null;
  readonly createdAt: Date;
  readonly changedAt: Date;
  readonly changedKey: string;
  readonly removedAt: Date | null;
  readonly byName: string;
}

function selectTasks(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_task_measures as m')
    .innerJoin('screening_tasks as t', (j) => j.onRef('t.county', '=', 'm.county').onRef('t.id', '=', 'm.task_id'))
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 't.county').onRef('screening_files.enterprise_id', '=', 't.enterprise_id'),
    )
    .where('m.county', '=', ctx.actor.county)
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select([
      'm.id',
      'm.task_id as taskId',
      'm.measure_id as measureId',
      't.enterprise_id as enterpriseId',
      't.name',
      't.schedules',
      't.work_type as workType',
      't.task_no as taskNo',
      't.created_at as createdAt',
      'm.changed_at as changedAt',
      sql<string>`m.changed_at::text`.as('changedKey'),
      'm.removed_at as removedAt',
      't.updated_by_name as byName',
    ]);
}

export function listChangedTasks(ctx: ReadCtx, filter: OfficialFilter, limit: number): Promise<OfficialTask[]> {
  const columns = { at: 'm.changed_at', id: 'm.id', enterprise: 't.enterprise_id' };
  return selectTasks(ctx).$call(changedBehind(columns, filter)).limit(limit).execute();
}

/** By their official ids, or all that check some measures. */
export async function findOfficialTasks(
  ctx: ReadCtx,
  by: { readonly ids: readonly string[] } | { readonly measureIds: readonly string[] },
): Promise<OfficialTask[]> {
  const rows = selectTasks(ctx);
  if ('ids' in by) return rows.where(sql<boolean>`m.id = any(${[...by.ids]}::uuid[])`).execute();
  return rows.where(sql<boolean>`m.measure_id = any(${[...by.measureIds]}::uuid[])`).execute();
}

/** A check as far as it answers one measure. */
export interface OfficialCheck {
  readonly id: string;
  readonly recordId: string;
  readonly measureId: string;
  readonly officialTaskId: string;
  readonly enterpriseId: string;
  /** By the server's clock. */
  readonly signedAt: Date;
  readonly signerName: string;
  readonly receivedAt: Date;
  readonly updatedAt: Date;
}

function selectRecords(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_records as r')
    .where(
      whereInScope(ctx.actor.scope, {
        county: 'r.county',
        division: 'r.division',
        industry: 'r.industry',
        enterprise: 'r.enterprise_id',
      }),
    )
    .where(
      sql<boolean>`exists (select from screening_task_measures m where m.county = r.county and m.task_id = r.task_id)`,
    )
    .select([
      'r.id',
      'r.enterprise_id as enterpriseId',
      'r.task_id as taskId',
      'r.checklist_id as checklistId',
      'r.edition',
      sql<Date>`r.signed_at - make_interval(secs => r.clock_skew_seconds)`.as('signedAt'),
      'r.signer_name as signerName',
      'r.received_at as receivedAt',
      'r.updated_at as updatedAt',
      sql<string>`r.updated_at::text`.as('updatedKey'),
    ]);
}
type SelectedRecord = Awaited<ReturnType<ReturnType<typeof selectRecords>['execute']>>[number];

/** A page of records in the order of change, with the checks of measures that they hold: none, one or several each. */
export async function listChangedChecks(
  ctx: ReadCtx,
  filter: OfficialFilter,
  limit: number,
): Promise<{ checks: OfficialCheck[]; rows: number; last: { at: string; id: string } | undefined }> {
  const columns = { at: 'r.updated_at', id: 'r.id', enterprise: 'r.enterprise_id' };
  const rows = await selectRecords(ctx).$call(changedBehind(columns, filter)).limit(limit).execute();
  const last = rows.at(-1);
  return { checks: await checksOf(ctx, rows), rows: rows.length, last: last && { at: last.updatedKey, id: last.id } };
}

export async function findChecks(ctx: ReadCtx, recordIds: readonly string[]): Promise<OfficialCheck[]> {
  if (recordIds.length === 0) return [];
  return checksOf(
    ctx,
    await selectRecords(ctx)
      .where(sql<boolean>`r.id = any(${[...recordIds]}::uuid[])`)
      .execute(),
  );
}

async function checksOf(ctx: ReadCtx, records: readonly SelectedRecord[]): Promise<OfficialCheck[]> {
  if (records.length === 0) return [];
  const editions = new Map(records.map((r) => [`${r.checklistId}/${r.edition}`, r]));
  const [lists, pairs] = await Promise.all([
    screeningTables(ctx.db)
      .selectFrom('checklist_editions')
      .where('county', '=', ctx.actor.county)
      .where(
        sql<boolean>`(checklist_id, edition) in (select * from unnest(
          ${[...editions.values()].map((r) => r.checklistId)}::uuid[], ${[...editions.values()].map((r) => r.edition)}::int[]))`,
      )
      .select(['checklist_id as checklistId', 'edition', 'items'])
      .execute(),
    screeningTables(ctx.db)
      .selectFrom('screening_task_measures')
      .where('county', '=', ctx.actor.county)
      .where(sql<boolean>`task_id = any(${[...new Set(records.map(({ taskId }) => taskId))]}::uuid[])`)
      .select(['id', 'task_id as taskId', 'measure_id as measureId'])
      .execute(),
  ]);
  const measures = new Map(
    lists.map(({ checklistId, edition, items }) => [`${checklistId}/${edition}`, measuresOf(items)]),
  );
  const tasks = new Map(pairs.map(({ id, taskId, measureId }) => [`${taskId}/${measureId}`, id]));
  return records.flatMap((r) =>
    (measures.get(`${r.checklistId}/${r.edition}`) ?? []).flatMap((measureId) => {
      const officialTaskId = tasks.get(`${r.taskId}/${measureId}`);
      if (!officialTaskId) return [];
      const { enterpriseId, signedAt, signerName, receivedAt, updatedAt } = r;
      const id = officialId(r.id, measureId);
      return [
        { id, recordId: r.id, measureId, officialTaskId, enterpriseId, signedAt, signerName, receivedAt, updatedAt },
      ];
    }),
  );
}

/** A hazard that was found on an item which checks a measure. */
export interface FoundHazard {
  readonly hazardId: string;
  readonly enterpriseId: string;
  readonly recordId: string;
  readonly measureId: string;
  readonly foundAt: Date;
  readonly foundKey: string;
}

function selectFound(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_finding_measures as f')
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 'f.county').onRef('screening_files.enterprise_id', '=', 'f.enterprise_id'),
    )
    .where('f.county', '=', ctx.actor.county)
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select([
      'f.hazard_id as hazardId',
      'f.enterprise_id as enterpriseId',
      'f.record_id as recordId',
      'f.measure_id as measureId',
      'f.found_at as foundAt',
      sql<string>`f.found_at::text`.as('foundKey'),
    ]);
}

/** In the order in which they were found. */
export function listFoundHazards(ctx: ReadCtx, filter: OfficialFilter, limit: number): Promise<FoundHazard[]> {
  const columns = { at: 'f.found_at', id: 'f.hazard_id', enterprise: 'f.enterprise_id' };
  return selectFound(ctx).$call(changedBehind(columns, filter)).limit(limit).execute();
}

export function findFoundHazards(ctx: ReadCtx, hazardIds: readonly string[]): Promise<FoundHazard[]> {
  return selectFound(ctx)
    .where(sql<boolean>`f.hazard_id = any(${[...hazardIds]}::uuid[])`)
    .execute();
}

function selectSuspensions(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_suspensions as s')
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 's.county').onRef('screening_files.enterprise_id', '=', 's.enterprise_id'),
    )
    .where('s.county', '=', ctx.actor.county)
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select([
      's.id',
      's.enterprise_id as enterpriseId',
      's.unit_id as unitId',
      's.starts_at as startsAt',
      's.ends_at as endsAt',
      's.reason',
      's.filed_at as filedAt',
      's.filed_by_name as filedByName',
      's.withdrawn_at as withdrawnAt',
      's.updated_at as updatedAt',
      sql<string>`s.updated_at::text`.as('updatedKey'),
    ]);
}
export type OfficialSuspension = Awaited<ReturnType<ReturnType<typeof selectSuspensions>['execute']>>[number];

export function listChangedSuspensions(ctx: ReadCtx, filter: OfficialFilter, limit: number) {
  const columns = { at: 's.updated_at', id: 's.id', enterprise: 's.enterprise_id' };
  return selectSuspensions(ctx).$call(changedBehind(columns, filter)).limit(limit).execute();
}

export function findSuspensions(ctx: ReadCtx, ids: readonly string[]): Promise<OfficialSuspension[]> {
  return selectSuspensions(ctx)
    .where(sql<boolean>`s.id = any(${[...ids]}::uuid[])`)
    .execute();
}

/** What of the self-inspection hangs on no measure and is not reported: tasks, no further than 10,000, and items. */
export async function countOfficial(ctx: ReadCtx) {
  const tasks = screeningTables(ctx.db)
    .selectFrom('screening_tasks as t')
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 't.county').onRef('screening_files.enterprise_id', '=', 't.enterprise_id'),
    )
    .where('t.county', '=', ctx.actor.county)
    .where(whereInScope(ctx.actor.scope, fileScope))
    .where('t.removed_at', 'is', null);
  const isMeasured = sql<boolean>`exists (select from screening_task_measures m
    where m.county = t.county and m.task_id = t.id and m.removed_at is null)`;
  const [unmeasured, items] = await Promise.all([
    countUpTo(ctx.db, tasks.where(sql<boolean>`not ${isMeasured}`).select('t.id')),
    tasks
      .innerJoin('checklists as c', (j) => j.onRef('c.county', '=', 't.county').onRef('c.id', '=', 't.checklist_id'))
      .select([
        sql<number>`coalesce(sum(c.items), 0)::int`.as('all'),
        sql<number>`coalesce(sum(c.items - c.measured), 0)::int`.as('unmeasured'),
      ])
      .executeTakeFirstOrThrow(),
  ]);
  return { unmeasured, items };
}

/** Tasks in force that check no measure, or have no number on their 包保 list: not reported. In the order of their ids. */
export function listUnreportedTasks(ctx: ReadCtx, after: string | null, limit: number) {
  let rows = screeningTables(ctx.db)
    .selectFrom('screening_tasks as t')
    .innerJoin('checklists as c', (j) => j.onRef('c.county', '=', 't.county').onRef('c.id', '=', 't.checklist_id'))
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 't.county').onRef('screening_files.enterprise_id', '=', 't.enterprise_id'),
    )
    .where('t.county', '=', ctx.actor.county)
    .where(whereInScope(ctx.actor.scope, fileScope))
    .where('t.removed_at', 'is', null)
    .where(
      sql<boolean>`not exists (select from screening_task_measures m
        where m.county = t.county and m.task_id = t.id and m.removed_at is null)`,
    )
    .select(['t.id', 't.name', 't.enterprise_id as enterpriseId', 't.updated_at as updatedAt', 'c.items', 'c.measured'])
    .orderBy('t.id')
    .limit(limit);
  if (after) rows = rows.where('t.id', '>', after);
  return rows.execute();
}
