import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listRiskMeasures } from '@zhiben/slices/risk/server';
import type { z } from 'zod';
import type * as contracts from '../domain/checklist.contract.ts';
import type { CheckItem, Checklist } from '../domain/checklist.contract.ts';
import { screeningAbilities } from '../domain/screening.policy.ts';
import { screeningError } from '../domain/screening.terms.ts';
import { checklistLibrary } from './checklist-library.ts';
import {
  countChecklists,
  findChecklist,
  insertChecklist,
  insertEdition,
  listChecklistRows,
  listEditions,
  updateChecklist,
} from './checklists.queries.ts';
import { type ReadCtx, theEnterprise } from './file.queries.ts';
import { keepTaskMeasures } from './task-measures.queries.ts';
import { checkVersion, writeScreening } from './write-screening.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;
const MOST_CHECKLISTS = 300;

export async function presentChecklists(ctx: ReadCtx, query: z.output<typeof contracts.listChecklists.query>) {
  const { id } = await theEnterprise(ctx, query.enterpriseId);
  const page = await listChecklistRows(ctx, { ...query, enterpriseId: id });
  const rows = page.rows.map(({ updatedKey: _, removedAt: __, updatedAt, ...row }) => ({
    ...row,
    updatedAt: updatedAt.toISOString(),
  }));
  return { rows, nextCursor: page.nextCursor, abilities: screeningAbilities(ctx.actor, id) };
}

/** @throws app/not-found */
export async function presentChecklist(ctx: ReadCtx, id: string): Promise<Checklist> {
  const { removedAt, items: _, updatedAt, ...row } = await theChecklist(ctx, id);
  const editions = (await listEditions(ctx, id)).map(({ at, ...edition }) => ({ ...edition, at: at.toISOString() }));
  const abilities = screeningAbilities(ctx.actor, row.enterpriseId);
  return { ...row, updatedAt: updatedAt.toISOString(), removed: removedAt !== null, editions, abilities };
}

/** @throws app/not-found */
async function theChecklist(ctx: ReadCtx, id: string) {
  const found = await findChecklist(ctx, id);
  if (!found) throw appError('not-found', { what: '这份排查清单' });
  return found;
}

/**
 * Items may name control measures of the enterprise, and those that the edition before named: a measure may have been
 * removed since. @throws screening/unknown-measure
 */
async function checkMeasures(tx: TxCtx, enterpriseId: string, items: Items, before: Items = []): Promise<void> {
  const known = new Set(before.map(({ measureId }) => measureId));
  const named = items.filter(({ measureId }) => measureId !== null && !known.has(measureId));
  if (named.length === 0) return;
  const measures = new Set((await listRiskMeasures(tx, enterpriseId)).map(({ id }) => id));
  if (named.some(({ measureId }) => !measures.has(measureId as string))) throw screeningError('unknown-measure', {});
}
type Items = readonly Pick<CheckItem, 'measureId'>[];

/** @throws screening/unknown-checklist, screening/unknown-measure, screening/too-many */
export async function createChecklist(
  ctx: Ctx,
  { id, name, origin, libraryCode, items }: Body<typeof contracts.createChecklist>,
) {
  const { id: enterpriseId } = await theEnterprise(ctx, undefined);
  if (libraryCode !== null && !checklistLibrary().some(({ code }) => code === libraryCode))
    throw screeningError('unknown-checklist', {});
  const command = {
    commandId: id,
    enterpriseId,
    action: 'screening:createChecklist',
    subjectId: id,
    kind: 'checklist',
  } as const;
  await writeScreening(ctx, command, async (tx) => {
    if ((await countChecklists(tx, enterpriseId)) >= MOST_CHECKLISTS)
      throw screeningError('too-many', { what: '排查清单', most: MOST_CHECKLISTS });
    await checkMeasures(tx, enterpriseId, items);
    await insertChecklist(tx, { id, enterpriseId, name, origin, libraryCode, items });
    return { version: 1, data: { name, origin, libraryCode, items } };
  });
  return { id, version: 1 };
}

/** A new edition; what was answered under the earlier ones stays as it was. @throws screening/nothing-changed, -unknown-measure */
export async function editChecklist(
  ctx: Ctx,
  id: string,
  { commandId, version, name, items, note }: Body<typeof contracts.editChecklist>,
) {
  const { enterpriseId } = await theChecklist(ctx, id);
  const command = {
    commandId,
    enterpriseId,
    action: 'screening:editChecklist',
    subjectId: id,
    kind: 'checklist',
  } as const;
  await writeScreening(ctx, command, async (tx) => {
    const before = await theChecklist(tx, id);
    if (before.removedAt !== null) throw appError('not-found', { what: '这份排查清单' });
    const [present] = await listEditions(tx, id);
    await checkMeasures(tx, enterpriseId, items, present?.items);
    checkVersion(before, version, '这份排查清单');
    if (present && present.name === name && canonicalJson(present.items) === canonicalJson(items))
      throw screeningError('nothing-changed', {});
    const edition = before.edition + 1;
    await updateChecklist(tx, before, { name, edition, items });
    await insertEdition(tx, { checklistId: id, edition, name, items, note });
    await keepTaskMeasures(tx, { checklistId: id });
    return { version: version + 1, data: { edition, name, items, note } };
  });
  const { edition } = await theChecklist(ctx, id);
  return { id, version: version + 1, edition };
}

/** @throws screening/checklist-in-use */
export async function removeChecklist(
  ctx: Ctx,
  id: string,
  { commandId, version, reason }: Body<typeof contracts.removeChecklist>,
) {
  const { enterpriseId } = await theChecklist(ctx, id);
  const command = {
    commandId,
    enterpriseId,
    action: 'screening:removeChecklist',
    subjectId: id,
    kind: 'checklist',
  } as const;
  await writeScreening(ctx, command, async (tx) => {
    const before = await theChecklist(tx, id);
    checkVersion(before, version, '这份排查清单');
    if (before.tasks > 0) throw screeningError('checklist-in-use', { tasks: before.tasks });
    await updateChecklist(tx, before, 'remove');
    return { version: version + 1, data: { name: before.name, reason } };
  });
  return { id, version: version + 1 };
}
