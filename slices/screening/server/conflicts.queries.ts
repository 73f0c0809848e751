import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { sql } from 'kysely';
import type { Answer } from '../domain/record.contract.ts';
import { fileScope, type ReadCtx } from './file.queries.ts';
import { screeningTables } from './screening.tables.ts';

function rows(ctx: ReadCtx) {
  return screeningTables(ctx.db)
    .selectFrom('screening_conflicts as c')
    .innerJoin('screening_files', (j) =>
      j.onRef('screening_files.county', '=', 'c.county').onRef('screening_files.enterprise_id', '=', 'c.enterprise_id'),
    )
    .where(whereInScope(ctx.actor.scope, fileScope))
    .select([
      'c.id',
      'c.record_id as recordId',
      'c.enterprise_id as enterpriseId',
      'c.task_name as taskName',
      'c.slot_key as slotKey',
      'c.slot_day as slotDay',
      'c.item_id as itemId',
      'c.question',
      'c.first',
      'c.second',
      'c.arisen_at as arisenAt',
      'c.chosen',
      'c.reason',
      'c.resolved_at as resolvedAt',
      'c.resolved_by_name as resolvedByName',
    ]);
}
export type ConflictRow = NonNullable<Awaited<ReturnType<typeof findConflict>>>;

export function findConflict(ctx: ReadCtx, id: string) {
  return rows(ctx).where('c.id', '=', id).executeTakeFirst();
}

export function listConflictsOf(ctx: ReadCtx, recordId: string) {
  return rows(ctx).where('c.record_id', '=', recordId).orderBy('c.arisen_at').orderBy('c.id').execute();
}

export async function listConflictRows(
  ctx: ReadCtx,
  query: { enterpriseId: string; open?: 'true' | undefined; cursor?: string | undefined; limit: number },
) {
  const { enterpriseId, open, cursor, limit } = query;
  let found = rows(ctx)
    .where('c.enterprise_id', '=', enterpriseId)
    .select(sql<string>`c.arisen_at::text`.as('arisenKey'))
    .orderBy('c.arisen_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit + 1);
  if (open) found = found.where('c.resolved_at', 'is', null);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    found = found.where(sql<boolean>`(c.arisen_at, c.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await found.execute(), limit, (row) => [row.arisenKey, row.id]);
}

export async function countOpenConflicts(ctx: ReadCtx, enterpriseId: string): Promise<number> {
  const row = await screeningTables(ctx.db)
    .selectFrom('screening_conflicts')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('resolved_at', 'is', null)
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function updateResolved(
  tx: TxCtx,
  id: string,
  { chosen, reason }: { readonly chosen: 'first' | 'second'; readonly reason: string },
): Promise<void> {
  await screeningTables(tx.db)
    .updateTable('screening_conflicts')
    .set({
      chosen,
      reason,
      resolved_at: tx.clock.now(),
      resolved_by: tx.actor.userId,
      resolved_by_name: tx.actor.name,
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** The answers of a record as they stand after a conflict was settled. */
export async function updateAnswers(
  tx: TxCtx,
  record: { readonly id: string; readonly slotDay: string; readonly version: number },
  answers: readonly Answer[],
  openConflicts: number,
): Promise<void> {
  await screeningTables(tx.db)
    .updateTable('screening_records')
    .set({
      answers: JSON.stringify(answers) as unknown as Answer[],
      bad: answers.filter(({ verdict }) => verdict === 'bad').length,
      open_conflicts: openConflicts,
      version: record.version + 1,
      updated_at: tx.clock.now(),
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', record.id)
    .where('slot_day', '=', record.slotDay)
    .execute();
}
