import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countHazards } from '@zhiben/slices/hazard/server';
import { ENTERPRISE_ROLES } from '@zhiben/slices/identity/domain';
import { listPeople } from '@zhiben/slices/identity/server';
import { giveRisks, type MovedRisks, moveRisks } from '@zhiben/slices/risk/server';
import { giveScreening, type MovedScreening, moveScreening } from '@zhiben/slices/screening/server';
import { type EnterpriseFields, FIELD_NAMES } from '../domain/enterprise.fields.ts';
import { enterpriseError } from '../domain/enterprise.terms.ts';
import type { DuplicatePair } from '../domain/merge.contract.ts';
import { type EnterpriseFile, listFiles, lockFile, lockFiles, updateFile } from './enterprise.queries.ts';
import { insertChanges } from './enterprise-changes.queries.ts';
import { isResend, placementOf } from './file-subject.ts';
import { findMerge, insertMerge, listDuplicatePairs, updateMergeUndone } from './merge.queries.ts';

/** Pairs that may be one entity, the fuller file first. */
export async function proposeMerges(ctx: Ctx): Promise<{ rows: DuplicatePair[]; isCut: boolean }> {
  const { pairs, isCut } = await listDuplicatePairs(ctx);
  const files = new Map<string, EnterpriseFile>();
  const ids = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
  for (const file of await listFiles(ctx, ids)) files.set(file.id, file);
  const rows = pairs.flatMap(({ a, b, sameName, sameTownship, near }): DuplicatePair[] => {
    const [kept, gone] = [files.get(a), files.get(b)];
    if (!kept || !gone) return [];
    const reasons = [
      sameName ? '名称相同' : '名称相近',
      ...(sameTownship ? ['同一乡镇'] : []),
      ...(near ? ['位置相距 300 米以内'] : []),
    ];
    return [{ id: `${a}:${b}`, kept: side(kept), gone: side(gone), reasons }];
  });
  return { rows, isCut };
}

const side = ({ updatedAt, ...file }: EnterpriseFile) => ({ ...file, updatedAt: updatedAt.toISOString() });

/** What the kept file lacks and the other one has. */
function taken(kept: EnterpriseFile, gone: EnterpriseFile): Partial<EnterpriseFields> {
  const isBlank = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
  const fields = FIELD_NAMES.filter((field) => isBlank(kept[field]) && !isBlank(gone[field]));
  const found: Record<string, unknown> = Object.fromEntries(fields.map((field) => [field, gone[field]]));
  if (found.creditCode) found.kind = 'registered';
  return found as Partial<EnterpriseFields>;
}

/**
 * Replaces one file by another: what the kept one lacks is taken over, the address of the other leads to it, and its
 * papers and closed hazards are shown there, its risks and its self-inspection move. Nothing is deleted; `undoMerge` puts both back.
 * A file with hazards under way or people who sign in under it cannot be the one that goes: their scope is its id.
 * @throws app/not-found, enterprise/merge-self, merge-two-codes, merge-open-hazards, merge-accounts
 */
export async function mergeEnterprises(
  ctx: Ctx,
  keptId: string,
  { commandId, goneId, reason }: { readonly commandId: string; readonly goneId: string; readonly reason: string },
): Promise<void> {
  if (await isResend(ctx, commandId, keptId)) return;
  const underway = await countHazards(ctx, { enterpriseId: goneId, group: 'underway' });
  const accounts = await listPeople(ctx, { enterpriseId: goneId }, ENTERPRISE_ROLES);
  await ctx.transaction(async (tx) => {
    const [first, second] = [keptId, goneId].sort() as [string, string];
    const files = new Map<string, EnterpriseFile | undefined>();
    for (const id of [first, second]) files.set(id, await lockFile(tx, id));
    const [kept, gone] = [files.get(keptId), files.get(goneId)];
    if (!kept || !gone) throw appError('not-found', { what: '这家企业' });
    if (keptId === goneId) throw enterpriseError('merge-self', {});
    if (underway.count > 0) throw enterpriseError('merge-open-hazards', { count: underway.count });
    if (accounts.length > 0) throw enterpriseError('merge-accounts', { count: accounts.length });
    if (kept.creditCode !== null && gone.creditCode !== null) throw enterpriseError('merge-two-codes', {});
    const changes = taken(kept, gone);
    const before = Object.fromEntries(
      Object.keys(changes).map((field) => [field, kept[field as keyof EnterpriseFile]]),
    );
    // The code is unique in the county: it moves over, and back again when the merge is undone.
    await updateFile(tx, gone, { mergedInto: keptId, ...(changes.creditCode ? { creditCode: null } : {}) });
    await updateFile(tx, kept, changes);
    const movedRisks = await moveRisks(tx, goneId, { ...kept, ...changes });
    const movedScreening = await moveScreening(tx, goneId, { ...kept, ...changes });
    const moved = { movedRisks, movedScreening };
    await insertMerge(tx, { id: commandId, keptId, goneId, reason, taken: changes, before, ...moved });
    const ground = {
      commandId,
      source: 'merge' as const,
      basis: `并入“${gone.name}”：${reason}`,
      effectiveOn: today(tx.clock),
    };
    await insertChanges(tx, ground, [{ id: keptId, before, changes }]);
    const subject = { kind: 'enterprise', id: keptId, version: kept.version + 1 };
    const data = { gone: goneId, reason, taken: changes, ...moved };
    tx.record({ id: commandId, action: 'enterprise:merge', subject, data, placement: placementOf(tx, kept) });
  });
}

/**
 * Undoes a merge: the other file stands again as it was, and what was taken over goes back unless it was changed since.
 * @returns the id of the file that stands again
 * @throws app/not-found, enterprise/merge-undone
 */
export async function undoMerge(ctx: Ctx, id: string, commandId: string): Promise<string> {
  const merge = await findMerge(ctx, id);
  if (!merge) throw appError('not-found', { what: '这次合并' });
  const { keptId, goneId } = merge;
  if (await isResend(ctx, commandId, keptId)) return goneId;
  await ctx.transaction(async (tx) => {
    const files = await lockFiles(tx, [keptId, goneId]);
    const kept = files.find((file) => file.id === keptId);
    const gone = files.find((file) => file.id === goneId);
    if (!kept || !gone || gone.mergedInto !== keptId) throw enterpriseError('merge-undone', {});
    const takenOver = merge.taken as Record<string, unknown>;
    const before = merge.before as Record<string, unknown>;
    const back = Object.keys(takenOver).filter(
      (field) => JSON.stringify(kept[field as keyof EnterpriseFile]) === JSON.stringify(takenOver[field]),
    );
    const changes = Object.fromEntries(back.map((field) => [field, before[field]])) as Partial<EnterpriseFields>;
    const code = 'creditCode' in changes ? { creditCode: takenOver.creditCode as string } : {};
    await updateFile(tx, kept, changes);
    await updateFile(tx, gone, { mergedInto: null, ...code });
    await giveRisks(tx, merge.movedRisks as MovedRisks, gone);
    // Merges of before this was moved say nothing of it.
    const movedScreening = merge.movedScreening as Partial<MovedScreening>;
    if (movedScreening.tasks) await giveScreening(tx, movedScreening as MovedScreening, gone);
    await updateMergeUndone(tx, id);
    const ground = {
      commandId,
      source: 'merge' as const,
      basis: `撤销并入“${gone.name}”`,
      effectiveOn: today(tx.clock),
    };
    await insertChanges(tx, ground, [{ id: keptId, before: kept as unknown as Record<string, unknown>, changes }]);
    const subject = { kind: 'enterprise', id: keptId, version: kept.version + 1 };
    tx.record({
      id: commandId,
      action: 'enterprise:undoMerge',
      subject,
      data: { merge: id, gone: goneId, back },
      placement: placementOf(tx, kept),
    });
  });
  return goneId;
}
