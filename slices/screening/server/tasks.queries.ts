import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { sql } from 'kysely';
import type { CountedTask } from '../domain/figures.rules.ts';
import type { TaskLevel, WorkType } from '../domain/screening.terms.ts';
import type { PlannedSchedule } from '../domain/slots.rules.ts';
import { fileScope, type ReadCtx } from './file.queries.ts';
import { screeningTables } from './screening.tables.ts';

const columns = [
  't.id',
  't.enterprise_id as enterpriseId',
  't.checklist_id as checklistId',
  't.unit_id as unitId',
  't.unit_name as unitName',
  't.name',
  't.level',
  't.schedules',
  't.work_type as workType',
  't.task_no as taskNo',
  't.assignees',
  't.duty_code as dutyCode',
  't.basis',
  't.version',
  't.created_at as createdAt',
  't.updated_at as updatedAt',
  't.removed_at as removedAt',
  'checklists.name as checklistName',
  'checklists.edition',
  'checklists.items',
] as const;

function rows(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_tasks as t')
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 't.county').onRef('screening_files.enterprise_id', '=', 't.enterprise_id'),
    )
    .innerJoin('checklists', (j) =>
      j.onRef('checklists.county', '=', 't.county').onRef('checklists.id', '=', 't.checklist_id'),
    )
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select(columns);
}
export type TaskRow = NonNullable<Awaited<ReturnType<typeof findTask>>>;

export function findTask(ctx: ReadCtx, id: string) {
  return rows(ctx).where('t.id', '=', id).executeTakeFirst();
}

/** All tasks of an enterprise that are not removed. */
export function listTasksOf(ctx: ReadCtx, enterpriseId: string) {
  return rows(ctx)
    .where('t.enterprise_id', '=', enterpriseId)
    .where('t.removed_at', 'is', null)
    .orderBy('t.created_at')
    .orderBy('t.id')
    .execute();
}

/** Tasks of an enterprise by their ids, removed ones too: a phone may have checked before it heard. */
export function findTasks(ctx: ReadCtx, enterpriseId: string, ids: readonly string[]) {
  const found = rows(ctx)
    .where('t.enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`t.id = any(${[...ids]}::uuid[])`);
  return rowsOf(ctx, found);
}

export async function listTaskRows(
  ctx: ReadCtx,
  query: {
    readonly enterpriseId: string;
    readonly q?: string | undefined;
    readonly level?: TaskLevel | undefined;
    readonly unitId?: string | undefined;
    readonly removed?: 'true' | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
) {
  const { enterpriseId, q, level, unitId, removed, cursor, limit } = query;
  let found = rows(ctx)
    .where('t.enterprise_id', '=', enterpriseId)
    .select(sql<string>`t.created_at::text`.as('createdKey'))
    .orderBy('t.created_at')
    .orderBy('t.id')
    .limit(limit + 1);
  if (!removed) found = found.where('t.removed_at', 'is', null);
  if (q) {
    const words = q.toLowerCase();
    found = found.where(
      sql<boolean>`(strpos(lower(t.name), ${words}) > 0 or strpos(lower(t.unit_name), ${words}) > 0)`,
    );
  }
  if (level) found = found.where('t.level', '=', level);
  if (unitId) found = found.where('t.unit_id', '=', unitId);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    found = found.where(sql<boolean>`(t.created_at, t.id) > (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await found.execute(), limit, (row) => [row.createdKey, row.id]);
}

/** Tasks by enterprise as figures need them, removed ones too. */
export async function listCountedTasks(
  ctx: ReadCtx,
  enterpriseIds: readonly string[],
): Promise<Map<string, CountedTask[]>> {
  const found = await rowsOf(ctx, countedOf({ county: ctx.actor.county, enterpriseIds }));
  const byEnterprise = new Map<string, CountedTask[]>();
  for (const { enterpriseId, id, unitId, schedules } of found) {
    const task = { id, unitId, schedules };
    const held = byEnterprise.get(enterpriseId);
    if (held) held.push(task);
    else byEnterprise.set(enterpriseId, [task]);
  }
  return byEnterprise;
}

const countedOf = fixedStatement(
  (db, { county, enterpriseIds }: { county: string; enterpriseIds: readonly string[] }) =>
    screeningTables(db)
      .selectFrom('screening_tasks')
      .where('county', '=', county)
      .where(sql<boolean>`enterprise_id = any(${enterpriseIds}::uuid[])`)
      .select(['enterprise_id as enterpriseId', 'id', 'unit_id as unitId', 'schedules']),
);

export async function countTasks(ctx: ReadCtx, enterpriseId: string): Promise<number> {
  const row = await screeningTables(ctx.db)
    .selectFrom('screening_tasks')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('removed_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

export interface TaskFields {
  readonly checklistId: string;
  readonly unitId: string | null;
  readonly unitName: string | null;
  readonly name: string;
  readonly level: TaskLevel;
  readonly workType: WorkType;
  readonly taskNo: number | null;
  readonly assignees: readonly string[];
  readonly dutyCode: string | null;
  readonly basis: string;
  readonly schedules: readonly PlannedSchedule[];
}

const values = (fields: TaskFields) => ({
  checklist_id: fields.checklistId,
  unit_id: fields.unitId,
  unit_name: fields.unitName,
  name: fields.name,
  level: fields.level,
  work_type: fields.workType,
  task_no: fields.taskNo,
  assignees: [...fields.assignees],
  duty_code: fields.dutyCode,
  basis: fields.basis,
  schedules: JSON.stringify(fields.schedules) as unknown as PlannedSchedule[],
});

export async function insertTask(tx: TxCtx, id: string, enterpriseId: string, fields: TaskFields): Promise<void> {
  const now = tx.clock.now();
  await screeningTables(tx.db)
    .insertInto('screening_tasks')
    .values({
      county: tx.actor.county,
      id,
      enterprise_id: enterpriseId,
      ...values(fields),
      created_at: now,
      updated_at: now,
      updated_by_name: tx.actor.name,
      removed_at: null,
    })
    .execute();
}

export async function updateTask(
  tx: TxCtx,
  before: { readonly id: string; readonly version: number },
  change: { readonly fields: TaskFields } | { readonly removed: readonly PlannedSchedule[] },
): Promise<void> {
  const now = tx.clock.now();
  const set =
    'fields' in change
      ? values(change.fields)
      : { removed_at: now, schedules: JSON.stringify(change.removed) as unknown as PlannedSchedule[] };
  await screeningTables(tx.db)
    .updateTable('screening_tasks')
    .set({ ...set, version: before.version + 1, updated_at: now, updated_by_name: tx.actor.name })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
}

/** Records that answer slots of a task which are counted on or after a day. */
export function listAnswering(tx: TxCtx, taskId: string, from: string) {
  return screeningTables(tx.db)
    .selectFrom('screening_records')
    .where('county', '=', tx.actor.county)
    .where('task_id', '=', taskId)
    .where('slot_key', 'is not', null)
    .where('slot_day', '>=', from)
    .select(['id', 'slot_key as slotKey', 'slot_day as slotDay'])
    .execute();
}

/** A change of plan may cut a period short: what was answered is then counted on its new last day. */
export async function moveRecord(tx: TxCtx, record: { id: string; slotDay: string }, to: string): Promise<void> {
  const now = tx.clock.now();
  const { county } = tx.actor;
  const db = screeningTables(tx.db);
  await db
    .updateTable('screening_records')
    .set({ slot_day: to, updated_at: now })
    .where('county', '=', county)
    .where('id', '=', record.id)
    .where('slot_day', '=', record.slotDay)
    .execute();
  await db
    .updateTable('screening_items')
    .set({ subject_day: to })
    .where('county', '=', county)
    .where('id', '=', record.id)
    .execute();
  for (const table of ['screening_missing_files', 'screening_conflicts'] as const) {
    await sql`update ${sql.table(table)} set slot_day = ${to}::date
      where county = ${county} and ${sql.ref(table === 'screening_conflicts' ? 'record_id' : 'subject_id')} = ${record.id}
        and slot_day = ${record.slotDay}::date`.execute(tx.db);
  }
}
