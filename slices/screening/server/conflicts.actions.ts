import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import type * as contracts from '../domain/record.contract.ts';
import type { Conflict } from '../domain/record.contract.ts';
import { mayDo } from '../domain/screening.policy.ts';
import { screeningError } from '../domain/screening.terms.ts';
import {
  type ConflictRow,
  findConflict,
  listConflictRows,
  listConflictsOf,
  updateAnswers,
  updateResolved,
} from './conflicts.queries.ts';
import { type ReadCtx, theEnterprise } from './file.queries.ts';
import { findRecord } from './records.queries.ts';
import { writeScreening } from './write-screening.ts';

export function presentConflict(ctx: ReadCtx, row: ConflictRow): Conflict {
  const { chosen, reason, resolvedAt, resolvedByName, arisenAt } = row;
  return {
    id: row.id,
    recordId: row.recordId,
    enterpriseId: row.enterpriseId,
    taskName: row.taskName,
    slotKey: row.slotKey,
    slotDay: row.slotDay,
    itemId: row.itemId,
    question: row.question,
    first: row.first,
    second: row.second,
    arisenAt: arisenAt.toISOString(),
    resolution:
      chosen && resolvedAt
        ? { chosen, reason: reason ?? '', at: resolvedAt.toISOString(), byName: resolvedByName ?? '' }
        : null,
    abilities: { resolve: resolvedAt === null && mayDo(ctx.actor, row.enterpriseId) },
  };
}

export async function presentConflicts(ctx: ReadCtx, query: z.output<typeof contracts.listConflicts.query>) {
  const { id } = await theEnterprise(ctx, query.enterpriseId);
  const page = await listConflictRows(ctx, { ...query, enterpriseId: id });
  return { rows: page.rows.map((row) => presentConflict(ctx, row)), nextCursor: page.nextCursor };
}

/** Says which of two answers counts; both stay on record. @throws screening/conflict-resolved, app/not-found */
export async function resolveConflict(
  ctx: Ctx,
  id: string,
  { commandId, chosen, reason }: z.output<typeof contracts.resolveConflict.body>,
) {
  const { enterpriseId } = await theConflict(ctx, id);
  const command = {
    commandId,
    enterpriseId,
    action: 'screening:resolve',
    subjectId: id,
    kind: 'screeningConflict',
    may: mayDo,
  } as const;
  await writeScreening(ctx, command, async (tx) => {
    const conflict = await theConflict(tx, id);
    if (conflict.resolvedAt !== null) throw screeningError('conflict-resolved', {});
    const record = await findRecord(tx, conflict.recordId);
    if (!record) throw appError('not-found', { what: '这份排查记录' });
    await updateResolved(tx, id, { chosen, reason });
    const others = (await listConflictsOf(tx, record.id)).filter((one) => one.id !== id && one.resolvedAt === null);
    const answer = conflict[chosen].answer;
    const answers = record.answerList.map((one) => (one.item === conflict.itemId ? answer : one));
    await updateAnswers(tx, record, answers, others.length);
    const data = { recordId: record.id, item: conflict.itemId, chosen, answer, reason };
    return { version: 1, data };
  });
  return { id, version: 1 };
}

/** @throws app/not-found */
async function theConflict(ctx: ReadCtx, id: string): Promise<ConflictRow> {
  const found = await findConflict(ctx, id);
  if (!found) throw appError('not-found', { what: '这个冲突' });
  return found;
}
