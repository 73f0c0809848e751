import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import { carryDuties } from '../domain/duty-carry.rules.ts';
import type * as contracts from '../domain/edition.contract.ts';
import type { EditionCounts } from '../domain/edition.rules.ts';
import { canAdoptPlan } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { refuseClosed } from './campaign-closing.actions.ts';
import { insertObligations, insertTasks, insertUnits } from './clause.queries.ts';
import { lockDocument } from './correction.queries.ts';
import { dutyColumns } from './duty-columns.ts';
import { type Change, compareWithEdition } from './edition.compare.ts';
import {
  findEdition,
  insertEdition,
  listEditions,
  makeRoom,
  markAdded,
  repealDuties,
  repealUnits,
  updateActions,
  updateDuty,
  updateUnit,
} from './edition.queries.ts';
import { assignDuties } from './occurrence.upkeep.ts';
import { endOwnerships, listDutyActors } from './occurrence-upkeep.queries.ts';
import { refreshTasks } from './task.actions.ts';
import { findTaskParties } from './task.queries.ts';

type Comparison = Awaited<ReturnType<typeof compareWithEdition>>;

/**
 * Puts a campaign on a new edition of its plan. Kept clauses keep their tasks with bodies, reports and history; work
 * that was left out is closed as 条款已废止; new clauses are tasks without bodies. All of it, or nothing.
 * @throws app/not-found, app/version-conflict, plan/may-not, plan/already-adopted, lineage/same-edition
 */
export async function adoptEdition(
  ctx: Ctx,
  campaignId: string,
  { commandId, version, documentId }: z.output<typeof contracts.adoptEdition.body>,
): Promise<{ edition: number; counts: EditionCounts }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) {
    const { campaign, counts } = await recordedEdition(ctx, campaignId, documentId);
    return { edition: campaign.edition, counts };
  }
  return ctx.transaction((tx) => takeEdition(tx, { commandId, campaignId, version, documentId }));
}

/** The same inside a transaction. */
export async function takeEdition(
  tx: TxCtx,
  { commandId, campaignId, version, documentId }: Omit<Recorded, 'comparison'> & { version: number },
): Promise<{ edition: number; counts: EditionCounts }> {
  await lockDocument(tx, documentId);
  const comparison = await compareWithEdition(tx, campaignId, documentId, { lock: true });
  const { campaign, document, work, headings, counts } = comparison;
  if (!canAdoptPlan(tx.actor, document)) throw planError('may-not', { why: '只有安委办工作人员可以升版。' });
  if (campaign.version !== version) throw appError('version-conflict', { what: '专项行动' });
  const kept = work.flatMap(({ before, after }) => (before && after ? [before.id] : []));
  await refuseClosed(
    tx,
    work.flatMap(({ before }) => before?.id ?? []),
  );
  const on = today(tx.clock);
  const ids = idsOf([...work, ...headings]);

  await makeRoom(tx, { campaignId, edition: campaign.edition });
  await layDownUnits(tx, comparison, ids, on);
  await layDownDuties(tx, comparison, ids, on);
  await insertEdition(tx, { campaignId, documentId, counts, before: campaign });
  const open = (await findTaskParties(tx, kept)).flatMap((task) => {
    const { id, leadBodyId, supportingBodyIds, doneOn } = task;
    return leadBodyId !== null && doneOn === null ? [{ taskId: id, leadBodyId, supportingBodyIds }] : [];
  });
  await assignDuties(tx, open);
  await refreshTasks(
    tx,
    work.flatMap(({ before, after }) => before?.id ?? (after ? ids(after.key) : [])),
  );
  await tellBodies(tx, campaign.name, work);
  recordEdition(tx, { commandId, campaignId, documentId, comparison });
  return { edition: campaign.edition + 1, counts };
}

async function recordedEdition(ctx: Ctx, campaignId: string, documentId: string) {
  const campaign = await findEdition(ctx, campaignId);
  const entry = (await listEditions(ctx, campaignId)).find((one) => one.documentId === documentId);
  if (!campaign || !entry) throw appError('not-found', { what: '这个版本' });
  const none: EditionCounts = { unchanged: 0, changed: 0, removed: 0, added: 0 };
  return { campaign: { edition: entry.edition }, counts: { ...none, ...entry.counts } };
}

/** Ids of the new edition's clauses by their keys: kept ones keep theirs. */
function idsOf(changes: readonly Change[]): (key: string) => string {
  const ids = new Map(changes.flatMap(({ before, after }) => (after ? [[after.key, before?.id ?? newId()]] : [])));
  return (key) => {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`the edition has no clause ${key}`);
    return id;
  };
}

async function layDownUnits(
  tx: TxCtx,
  { campaign, work, headings }: Comparison,
  idOf: (key: string) => string,
  on: LocalDate,
) {
  const all = [...work, ...headings];
  const gone = all.flatMap(({ before, after }) => (after ? [] : (before?.id ?? [])));
  await repealUnits(tx, { ids: gone, documentId: campaign.documentId, on });
  const inOrder = all.filter((one) => one.after).sort((a, b) => startOf(a) - startOf(b));
  // In the order of the text a clause comes after the one it stands under.
  for (const [ordinal, { before, after }] of inOrder.entries()) {
    if (!after) continue;
    const unit = {
      id: idOf(after.key),
      parent_id: after.parentKey === null ? null : idOf(after.parentKey),
      ordinal,
      kind: after.kind,
      path: [...after.path],
      label: after.label,
      span_start: after.span.start,
      span_end: after.span.end,
    };
    if (before) await updateUnit(tx, unit);
    else await insertUnits(tx, [{ ...unit, campaign_id: campaign.id }]);
  }
  const tasks = work.flatMap(({ change, before, after }) =>
    before && after ? [{ id: before.id, actionId: idOf(after.actionKey), changed: change === 'changed' }] : [],
  );
  await updateActions(tx, tasks);
  const added = work.flatMap(({ before, after }) => (after && !before ? [after] : []));
  await insertTasks(
    tx,
    added.map((unit) => ({
      id: idOf(unit.key),
      campaign_id: campaign.id,
      action_id: idOf(unit.actionKey),
      due_on: campaign.endsOn,
    })),
  );
  await markAdded(
    tx,
    added.map((unit) => idOf(unit.key)),
    on,
  );
}

const startOf = ({ after }: Change) => after?.span.start ?? 0;

/** Duties that ask for the same go on with their filings; others end, and what is new begins. */
async function layDownDuties(
  tx: TxCtx,
  { campaign, work, headings, duties, obligations }: Comparison,
  idOf: (key: string) => string,
  on: LocalDate,
): Promise<void> {
  const ended: { id: string; unitId: string }[] = [];
  for (const { before, after } of [...work, ...headings]) {
    const old = before ? obligations.filter((duty) => duty.unitId === before.id) : [];
    const young = duties.flatMap((one, ordinal) => (one.unitKey === after?.key ? [{ ...one.duty, ordinal }] : []));
    const carried = carryDuties(old, young);
    for (const pair of carried) {
      const [from, to] = [old[pair.before], young[pair.after]];
      if (from && to) await updateDuty(tx, from.id, { ...dutyColumns(to), ordinal: to.ordinal });
    }
    ended.push(...old.filter((_, i) => !carried.some((pair) => pair.before === i)));
    const fresh = young.filter((_, j) => !carried.some((pair) => pair.after === j));
    if (!after || fresh.length === 0) continue;
    await insertObligations(
      tx,
      fresh.map((duty) => ({
        ...dutyColumns(duty),
        id: newId(),
        campaign_id: campaign.id,
        unit_id: idOf(after.key),
        ordinal: duty.ordinal,
        due_on: null,
        met_through: null,
      })),
    );
  }
  const gone = new Set(ended.map((duty) => duty.id));
  const actors = await listDutyActors(tx, [...new Set(ended.map((duty) => duty.unitId))]);
  await endOwnerships(
    tx,
    actors
      .filter((duty) => gone.has(duty.id))
      .flatMap((duty) => duty.owners.map(({ bodyId }) => ({ dutyId: duty.id, bodyId }))),
    on,
  );
  await repealDuties(tx, [...gone], on);
}

/** Who leads work whose words changed or that was left out is told, once for all of it. */
async function tellBodies(tx: TxCtx, campaignName: string, work: readonly Change[]): Promise<void> {
  const touched = work.flatMap(({ change, before }) =>
    before?.leadBodyId && before.doneOn === null && (change === 'changed' || change === 'removed')
      ? [{ change, bodyId: before.leadBodyId }]
      : [],
  );
  for (const bodyId of new Set(touched.map((one) => one.bodyId))) {
    const own = touched.filter((one) => one.bodyId === bodyId);
    const count = (change: string) => own.filter((one) => one.change === change).length;
    await notify(tx, {
      userIds: (await listPeople(tx, { bodyIds: [bodyId] }, STAFF_ROLES)).filter((id) => id !== tx.actor.userId),
      kind: 'plan:edition',
      title: `“${campaignName}”已升版`,
      detail: `您单位牵头的任务中，修改 ${count('changed')} 项，废止 ${count('removed')} 项。已填报的进展保留。`,
      link: '/tasks/mine',
    });
  }
}

interface Recorded {
  readonly commandId: string;
  readonly campaignId: string;
  readonly documentId: string;
  readonly comparison: Comparison;
}

/** The campaign's own fact, and one for each task that was changed, left out or added. */
function recordEdition(tx: TxCtx, { commandId, campaignId, documentId, comparison }: Recorded): void {
  const { campaign, document, work, counts } = comparison;
  const edition = campaign.edition + 1;
  tx.record({
    id: commandId,
    action: 'plan:adoptEdition',
    subject: { kind: 'campaign', id: campaignId, version: campaign.version + 1 },
    data: { edition, documentId, title: document.title, sha256: document.sha256, before: campaign.documentId, counts },
  });
  for (const { change, before, after } of work) {
    if (!before || change === 'unchanged' || change === 'added') continue;
    const isOpen = before.doneOn === null;
    if (change === 'removed' && !isOpen) continue;
    tx.record({
      id: newId(),
      action: change === 'removed' ? 'plan:repeal' : 'plan:amend',
      subject: { kind: 'task', id: before.id, version: (before.version ?? 0) + 1 },
      data: { edition, before: before.text.trim(), after: after?.text.trim() ?? null },
    });
  }
}
