import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { getBody } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type * as contracts from '../domain/lineage.contract.ts';
import { isAbove } from '../domain/lineage.rules.ts';
import { lineageError } from '../domain/lineage.terms.ts';
import { canLinkPlan } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { readClauses, requireLineage } from './inheritance.ts';
import { findLineage, listChildren, saveLinks, setLineage as writeLineage } from './lineage.queries.ts';

const ONLY_OFFICE = { why: '只有安委办工作人员可以设定方案的承接关系。' };

/**
 * Says of which level a plan is and which higher plan it carries out. Levels strictly descend, so no circle can arise.
 * @throws app/not-found, app/version-conflict, plan/may-not, lineage/not-above, lineage/not-below
 */
export async function setLineage(
  ctx: Ctx,
  documentId: string,
  { commandId, version, level, parentId, parentLevel, bodyId }: z.output<typeof contracts.setLineage.body>,
): Promise<{ id: string }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id: documentId };
  return ctx.transaction(async (tx) => {
    const document = await requireLineage(tx, documentId);
    if (!canLinkPlan(tx.actor)) throw planError('may-not', ONLY_OFFICE);
    if (bodyId && !(await getBody(tx, bodyId))) throw appError('not-found', { what: '选择的单位' });
    const parent = parentId ? await findLineage(tx, parentId) : undefined;
    if (parentId && !parent) throw appError('not-found', { what: '上级方案' });
    const levelAbove = parent?.level ?? parentLevel ?? null;
    if (parent && (levelAbove === null || !isAbove(levelAbove, level))) {
      throw lineageError('not-above', { title: parent.title });
    }
    if (parent && parent.level === null && levelAbove !== null) {
      const setting = { document_id: parent.id, level: levelAbove, parent_id: null, body_id: null };
      if (!(await writeLineage(tx, setting, 0))) throw appError('version-conflict', { what: '上级方案的层级' });
      const subject = { kind: 'plan', id: parent.id, version: 1 };
      tx.record({ id: newId(), action: 'plan:link', subject, data: { title: parent.title, level: levelAbove } });
    }
    const above = (await listChildren(tx, documentId)).find((c) => c.level !== null && !isAbove(level, c.level));
    if (above) throw lineageError('not-below', { title: above.title });
    const setting = { document_id: documentId, level, parent_id: parentId ?? null, body_id: bodyId ?? null };
    const raised = await writeLineage(tx, setting, version);
    if (raised === undefined) throw appError('version-conflict', { what: '方案的承接关系' });
    tx.record({
      id: commandId,
      action: 'plan:link',
      subject: { kind: 'plan', id: documentId, version: raised },
      data: {
        title: document.title,
        level,
        parentId: parentId ?? null,
        parent: parent?.title ?? null,
        bodyId: bodyId ?? null,
      },
    });
    return { id: documentId };
  });
}

/**
 * Confirms, refuses or waives clauses of the higher plan, all or none.
 * @throws app/not-found, plan/may-not, lineage/no-parent
 */
export async function decideLinks(
  ctx: Ctx,
  documentId: string,
  { commandId, decisions }: z.output<typeof contracts.decideLinks.body>,
): Promise<{ decided: number }> {
  const result = { decided: decisions.length };
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return result;
  return ctx.transaction(async (tx) => {
    const { parentId, title } = await requireLineage(tx, documentId);
    if (!canLinkPlan(tx.actor)) throw planError('may-not', ONLY_OFFICE);
    if (parentId === null) throw lineageError('no-parent', {});
    const above = new Set((await readClauses(tx, parentId)).map((clause) => clause.key));
    const below = new Set((await readClauses(tx, documentId)).map((clause) => clause.key));
    for (const { parentClause, clause } of decisions) {
      if (!above.has(parentClause) || (clause !== '' && !below.has(clause)))
        throw appError('not-found', { what: '选择的条款' });
    }
    await saveLinks(tx, { documentId, parentId }, decisions);
    const subject = { kind: 'plan', id: documentId };
    tx.record({ id: commandId, action: 'plan:inherit', subject, data: { title, parentId, decisions } });
    return result;
  });
}
