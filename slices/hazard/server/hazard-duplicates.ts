import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { findPrints, listFileHashes } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { z } from 'zod';
import { hazardError } from '../domain/hazard.errors.ts';
import { abilitiesOf, incompetence, REGULATOR_FOUND, seenChannel } from '../domain/hazard.policy.ts';
import type { Hazard } from '../domain/hazard.state.ts';
import { CHANNEL_NAMES } from '../domain/hazard.terms.ts';
import * as contracts from '../domain/hazard-duplicates.contract.ts';
import { duplicateError } from '../domain/hazard-duplicates.errors.ts';
import { ALIKE, likenessTo, piecesWith } from '../domain/hazard-duplicates.rules.ts';
import { giveCommand } from './hazard.actions.ts';
import { hazardActor, presentRow } from './hazard.present.ts';
import { findHazard, listStates, lockHazard } from './hazard.queries.ts';
import { deleteMerge, insertMerge, listMerges, listReports } from './hazard-duplicates.queries.ts';
import { findImportOrigin } from './hazard-import.queries.ts';
import { registerFound } from './hazard-register.ts';

const WHAT = { what: '这条隐患' };
/** An enterprise rarely has more under way; older ones are hardly reported again. */
const MOST_COMPARED = 50;
const MOST_SHOWN = 5;

export const hazardDuplicateRoutes = [
  route(contracts.listDuplicates, ({ ctx, params }) => presentDuplicates(ctx, params.id)),
  route(contracts.mergeHazard, ({ ctx, params, body }) => mergeHazard(ctx, params.id, body)),
  route(contracts.partHazard, ({ ctx, params, body }) => part(ctx, params.id, body)),
];

async function presentDuplicates(ctx: Ctx, id: string) {
  const hazard = await findHazard(ctx, id);
  if (!hazard) throw appError('not-found', WHAT);
  const [actor, others, merges, imported] = await Promise.all([
    hazardActor(ctx),
    listReports(ctx, hazard, MOST_COMPARED),
    listMerges(ctx, id),
    hazard.channel === 'import' ? importOf(ctx, id) : null,
  ]);
  const hashes = await listFileHashes(ctx.db, ctx.actor, [id, ...others.map((other) => other.id)]);
  const prints = await findPrints(ctx.db, ctx.actor.county, [...new Set([...hashes.values()].flat())]);
  const filesOf = (one: string) => {
    const files = hashes.get(one) ?? [];
    return { files, prints: files.flatMap((hash) => prints.get(hash) ?? []) };
  };
  const likeness = likenessTo({ ...hazard, ...filesOf(id) });
  const alike = others
    .map((other) => ({ id: other.id, ...likeness({ ...other, ...filesOf(other.id) }) }))
    .filter(({ score }) => score >= ALIKE)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_SHOWN);
  const pieces = piecesWith(hazard, others);
  const kept = merges.find(({ mergedId }) => mergedId === id);
  const sources = merges.filter(({ keptId }) => keptId === id);
  const shown = [...alike.map((one) => one.id), ...pieces, ...sources.map(({ mergedId }) => mergedId)];
  const states = await listStates(ctx, kept ? [...shown, kept.keptId] : shown);
  const stateOf = new Map(states.map((state) => [state.id, state]));
  const known = <T>(stateId: string, present: (state: Hazard) => T): T[] => {
    const state = stateOf.get(stateId);
    return state ? [present(state)] : [];
  };
  return {
    alike: alike.flatMap(({ id: other, score, because }) =>
      known(other, (state) => ({ hazard: presentRow(ctx, state), score, because: [...because] })),
    ),
    pieces: pieces.flatMap((other) => known(other, (state) => presentRow(ctx, state))),
    sources: sources.flatMap(({ mergedId, reason, mergedAt }) =>
      known(mergedId, (state) => ({ ...sourceOf(ctx, state), reason, mergedAt: mergedAt.toISOString() })),
    ),
    mergedInto: (kept && known(kept.keptId, (state) => sourceOf(ctx, state))[0]) ?? null,
    importedFrom: imported,
    mayMerge: abilitiesOf(actor, hazard).dismiss,
    mayPart: kept !== undefined && incompetence('dismiss', actor) === null,
  };
}

async function importOf(ctx: Ctx, id: string) {
  const origin = await findImportOrigin(ctx, id);
  if (!origin) return null;
  const { fileName, row, originalChannel } = origin;
  const seen = originalChannel && seenChannel(ctx.actor, originalChannel);
  const channelName = originalChannel && (seen ? CHANNEL_NAMES[seen] : REGULATOR_FOUND);
  return { fileName, row, channelName };
}

function sourceOf(ctx: Ctx, hazard: Hazard) {
  const { id, number, discoveredOn, description } = hazard;
  return { id, number, channelName: presentRow(ctx, hazard).channelName, discoveredOn, description };
}

/**
 * Ends the later report as no hazard of its own and points it to the one that is worked on. By the loop's own command,
 * so who may, in which status and on which version is asked there; a resend takes up what was left undone.
 */
export async function mergeHazard(ctx: Ctx, id: string, body: z.output<typeof contracts.mergeHazard.body>) {
  const { keptId, reason, ...command } = body;
  const [hazard, kept] = await Promise.all([findHazard(ctx, id), findHazard(ctx, keptId)]);
  if (!hazard) throw appError('not-found', WHAT);
  if (!kept) throw appError('not-found', { what: '要并入的隐患' });
  if (kept.id === id || kept.enterpriseId !== hazard.enterpriseId || kept.status === 'dismissed') {
    throw duplicateError('merge-unfit', {});
  }
  await giveCommand(ctx, id, 'dismiss', { ...command, reason: `重复上报，并入 ${kept.number}：${reason}` });
  if ((await listMerges(ctx, id)).some(({ mergedId }) => mergedId === id)) return { mergedInto: keptId };
  await ctx.transaction(async (tx) => {
    await insertMerge(tx, { mergedId: id, keptId, reason });
    const { division, industry, enterpriseId } = kept;
    tx.record({
      id: newId(),
      action: 'hazard:merge',
      subject: { kind: 'hazard', id: keptId },
      data: { merged: id, number: hazard.number, reason },
      placement: { county: tx.actor.county, division, industry, enterpriseId },
    });
  });
  return { mergedInto: keptId };
}

/** Takes a merger back: what was ended stays ended, the report is taken up as a new clue with its own origin. */
async function part(ctx: Ctx, mergedId: string, body: z.output<typeof contracts.partHazard.body>) {
  const { commandId, id, reason } = body;
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.action !== 'hazard:part') throw appError('id-taken', {});
  if (recorded) return { id };
  const why = incompetence('dismiss', await hazardActor(ctx));
  await ctx.transaction(async (tx) => {
    const merged = await lockHazard(tx, mergedId);
    if (!merged) throw appError('not-found', WHAT);
    if (why) throw hazardError('not-yours', { why });
    if (!(await deleteMerge(tx, mergedId))) throw duplicateError('not-merged', {});
    const { enterpriseId, description, place, discoveredOn, channel, criterionCode, longitude, latitude } = merged;
    const found = { enterpriseId, description, place, discoveredOn, channel, criterionCode, longitude, latitude };
    await registerFound(tx, [{ id, found, more: { takesUp: { id: mergedId, number: merged.number, reason } } }]);
    const { division, industry } = merged;
    const placement = { county: tx.actor.county, division, industry, enterpriseId };
    tx.record({
      id: commandId,
      action: 'hazard:part',
      subject: { kind: 'hazard', id: mergedId },
      data: { reason, takenUpAs: id },
      placement,
    });
  });
  return { id };
}
