import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listBodies } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import type * as contracts from '../domain/body-alias.contract.ts';
import { lineageError } from '../domain/lineage.terms.ts';
import { canAssignTask } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { deleteAlias, insertAlias, listAliases, updateAlias } from './body-alias.queries.ts';
import { findTaskParties } from './task.queries.ts';

type Addition = z.output<typeof contracts.addBodyAlias.body>;
type Change = z.output<typeof contracts.changeBodyAlias.body>;

/** @throws app/not-found, plan/may-not, lineage/word-taken */
export async function addBodyAlias(ctx: Ctx, addition: Addition): Promise<{ id: string }> {
  const { id, commandId, learnedFrom = null } = addition;
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id };
  return ctx.transaction(async (tx) => {
    const meaning = await meaningOf(tx, addition);
    if (learnedFrom !== null && (await findTaskParties(tx, [learnedFrom])).length === 0) {
      throw appError('not-found', { what: '这项任务' });
    }
    if (!(await insertAlias(tx, { id, ...meaning, learned_from: learnedFrom }))) {
      throw lineageError('word-taken', { phrase: meaning.phrase });
    }
    record(tx, commandId, 'plan:addAlias', id, { ...said(meaning), learnedFrom });
    return { id };
  });
}

/** @throws app/not-found, app/version-conflict, plan/may-not, lineage/word-taken */
export async function changeBodyAlias(ctx: Ctx, id: string, change: Change): Promise<{ id: string }> {
  if (await findRecorded(ctx.db, ctx.actor.county, change.commandId)) return { id };
  return ctx.transaction(async (tx) => {
    const meaning = await meaningOf(tx, change);
    const all = await listAliases(tx);
    if (!all.some((alias) => alias.id === id)) throw appError('not-found', { what: '这个称谓' });
    if (all.some((alias) => alias.id !== id && alias.phrase === meaning.phrase)) {
      throw lineageError('word-taken', { phrase: meaning.phrase });
    }
    if (!(await updateAlias(tx, id, change.version, meaning))) throw appError('version-conflict', { what: '称谓' });
    record(tx, change.commandId, 'plan:changeAlias', id, said(meaning));
    return { id };
  });
}

/** @throws app/not-found, app/version-conflict, plan/may-not */
export async function removeBodyAlias(
  ctx: Ctx,
  id: string,
  { commandId, version }: z.output<typeof contracts.removeBodyAlias.body>,
): Promise<{ id: string }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id };
  return ctx.transaction(async (tx) => {
    requireOffice(tx);
    const alias = (await listAliases(tx)).find((one) => one.id === id);
    if (!alias) throw appError('not-found', { what: '这个称谓' });
    if (!(await deleteAlias(tx, id, version))) throw appError('version-conflict', { what: '称谓' });
    const { phrase, bodyKinds, bodyIds } = alias;
    record(tx, commandId, 'plan:removeAlias', id, { phrase, bodyKinds, bodyIds });
    return { id };
  });
}

async function meaningOf(
  tx: TxCtx,
  { phrase, bodyKinds, bodyIds }: Pick<Addition, 'phrase' | 'bodyKinds' | 'bodyIds'>,
) {
  requireOffice(tx);
  const known = new Set((await listBodies(tx)).map((body) => body.id));
  if (!bodyIds.every((id) => known.has(id))) throw appError('not-found', { what: '选择的单位' });
  return { phrase: phrase.replace(/\s+/g, ''), body_kinds: [...new Set(bodyKinds)], body_ids: [...new Set(bodyIds)] };
}

type Meaning = Awaited<ReturnType<typeof meaningOf>>;

const said = ({ phrase, body_kinds, body_ids }: Meaning) => ({ phrase, bodyKinds: body_kinds, bodyIds: body_ids });

function requireOffice(tx: TxCtx): void {
  if (!canAssignTask(tx.actor, { doneOn: null, closedOn: null }))
    throw planError('may-not', { why: '只有安委办工作人员可以设定称谓。' });
}

function record(tx: TxCtx, id: string, action: string, aliasId: string, data: Record<string, unknown>): void {
  tx.record({ id, action, subject: { kind: 'bodyAlias', id: aliasId }, data });
}
