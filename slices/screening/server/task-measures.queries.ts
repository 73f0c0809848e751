import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { officialId } from './official-ids.ts';
import { screeningTables } from './screening.tables.ts';

/**
 * Keeps with some tasks which control measures they check, after the task or its checklist changed. A task on somebody's
 * 包保 list that has no number there cannot be reported and has none. What a task no longer checks is marked: checks made
 * before still name it.
 */
export async function keepTaskMeasures(
  tx: TxCtx,
  of: { readonly taskId: string } | { readonly checklistId: string },
): Promise<void> {
  const { county } = tx.actor;
  const now = tx.clock.now();
  const db = screeningTables(tx.db);
  let tasks = db.selectFrom('screening_tasks as t').where('t.county', '=', county);
  tasks = 'taskId' in of ? tasks.where('t.id', '=', of.taskId) : tasks.where('t.checklist_id', '=', of.checklistId);
  const checked = await tasks
    .innerJoin('checklists as c', (j) => j.onRef('c.county', '=', 't.county').onRef('c.id', '=', 't.checklist_id'))
    .innerJoin('checklist_editions as e', (j) =>
      j.onRef('e.county', '=', 'c.county').onRef('e.checklist_id', '=', 'c.id').onRef('e.edition', '=', 'c.edition'),
    )
    .innerJoin(sql<{ item: { measureId: string | null } }>`jsonb_array_elements(e.items)`.as<'i'>(sql`i(item)`), (j) =>
      j.onTrue(),
    )
    .where('t.removed_at', 'is', null)
    .where((eb) => eb.or([eb('t.work_type', '=', 0), eb('t.task_no', 'is not', null)]))
    .where(sql<boolean>`i.item->>'measureId' is not null`)
    .select(['t.id as taskId', sql<string>`i.item->>'measureId'`.as('measureId')])
    .distinct()
    .execute();
  const standing = checked.map(({ taskId, measureId }) => ({ id: officialId(taskId, measureId), taskId, measureId }));
  if (standing.length > 0) {
    // Of a task that was edited all are told anew: its times are theirs.
    const anew = 'taskId' in of ? sql<boolean>`true` : sql<boolean>`screening_task_measures.removed_at is not null`;
    await db
      .insertInto('screening_task_measures')
      .values(
        standing.map(({ id, taskId, measureId }) => ({
          county,
          id,
          task_id: taskId,
          measure_id: measureId,
          changed_at: now,
          removed_at: null,
        })),
      )
      .onConflict((c) => c.columns(['county', 'id']).doUpdateSet({ changed_at: now, removed_at: null }).where(anew))
      .execute();
  }
  await db
    .updateTable('screening_task_measures')
    .set({ changed_at: now, removed_at: now })
    .where('county', '=', county)
    .where('task_id', 'in', tasks.select('t.id'))
    .where('removed_at', 'is', null)
    .where(sql<boolean>`not id = any(${standing.map(({ id }) => id)}::uuid[])`)
    .execute();
}

/** The tasks of measures that were removed and stand again are told anew. */
export async function touchTasksOfMeasures(tx: TxCtx, measureIds: readonly string[]): Promise<void> {
  await screeningTables(tx.db)
    .updateTable('screening_task_measures')
    .set({ changed_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where(sql<boolean>`measure_id = any(${[...measureIds]}::uuid[])`)
    .execute();
}

/** Hazards found on items that check a measure, as far as the task is one that checks it. */
export async function keepFindingMeasures(
  tx: TxCtx,
  enterpriseId: string,
  found: readonly {
    readonly hazardId: string;
    readonly recordId: string;
    readonly taskId: string;
    readonly measureId: string;
  }[],
): Promise<void> {
  if (found.length === 0) return;
  await sql`
    insert into screening_finding_measures (county, hazard_id, enterprise_id, record_id, measure_id, found_at)
    select ${tx.actor.county}, f.hazard_id, ${enterpriseId}, f.record_id, f.measure_id, ${tx.clock.now()}
    from unnest(${found.map((f) => f.hazardId)}::uuid[], ${found.map((f) => f.recordId)}::uuid[],
      ${found.map((f) => f.taskId)}::uuid[], ${found.map((f) => f.measureId)}::uuid[])
      as f(hazard_id, record_id, task_id, measure_id)
    join screening_task_measures m
      on m.county = ${tx.actor.county} and m.task_id = f.task_id and m.measure_id = f.measure_id
    on conflict do nothing`.execute(tx.db);
}
