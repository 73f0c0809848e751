import { createHash } from 'node:crypto';
import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { listBodies } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import { closingError } from '../domain/campaign-closing.terms.ts';
import type * as contracts from '../domain/duty-list.contract.ts';
import type { DutyListContent } from '../domain/duty-list.contract.ts';
import { composeDutyList, dutyListFaults, isSameDutyList, partiesOf } from '../domain/duty-list.rules.ts';
import { dutyListError } from '../domain/duty-list.terms.ts';
import { canKeepDutyList } from '../domain/plan.policy.ts';
import { planError } from '../domain/plan.terms.ts';
import { listAliases } from './body-alias.queries.ts';
import { foundCampaign } from './campaign.actions.ts';
import { listClauses } from './clause.queries.ts';
import { keepOriginal } from './document.actions.ts';
import { insertPlan } from './document.queries.ts';
import { deleteDutyList, findDutyList, insertDutyList, lockDutyList, updateDutyList } from './duty-list.queries.ts';
import { takeEdition } from './edition.actions.ts';
import { findEdition } from './edition.queries.ts';
import type { ReadCtx } from './plan.tables.ts';
import { storable, withoutUnstorable } from './storable.ts';
import { giveTasks } from './task.actions.ts';
import { findTaskParties } from './task.queries.ts';

type List = NonNullable<Awaited<ReturnType<typeof findDutyList>>>;
type Command = z.output<typeof contracts.publishDutyList.body>;

/** @throws app/not-found, app/id-taken, plan/may-not */
export async function createDutyList(
  ctx: Ctx,
  { id, commandId, content }: z.output<typeof contracts.createDutyList.body>,
): Promise<{ id: string; version: number }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return presentVersion(ctx, id);
  return ctx.transaction(async (tx) => {
    requireOffice(tx);
    await requireBodies(tx, content);
    if (!(await insertDutyList(tx, id, content))) throw appError('id-taken', {});
    record(tx, commandId, 'plan:create-duty-list', { id, version: 1 }, content);
    return { id, version: 1 };
  });
}

/** @throws app/not-found, app/version-conflict, plan/may-not, plan/campaign-closed, plan/duty-list-fixed */
export async function saveDutyList(
  ctx: Ctx,
  id: string,
  { commandId, version, content }: z.output<typeof contracts.saveDutyList.body>,
): Promise<{ id: string; version: number }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return presentVersion(ctx, id);
  return ctx.transaction(async (tx) => {
    await requireBodies(tx, content);
    const { published } = await requireList(tx, id, version);
    const isMoved =
      published &&
      (published.title !== content.title ||
        published.startsOn !== content.startsOn ||
        published.endsOn !== content.endsOn);
    if (isMoved) throw dutyListError('duty-list-fixed', {});
    await updateDutyList(tx, id, { content });
    record(tx, commandId, 'plan:save-duty-list', { id, version: version + 1 }, content);
    return { id, version: version + 1 };
  });
}

/**
 * A list that was never published is deleted; one that was goes back to what it says now.
 * @throws app/not-found, app/version-conflict, plan/may-not
 */
export async function discardDutyList(ctx: Ctx, id: string, { commandId, version }: Command): Promise<{ id: string }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return { id };
  return ctx.transaction(async (tx) => {
    const { draft, published } = await requireList(tx, id, version);
    if (published) await updateDutyList(tx, id, { content: published });
    else await deleteDutyList(tx, id);
    record(tx, commandId, 'plan:discard-duty-list', { id, version: version + 1 }, draft);
    return { id };
  });
}

/**
 * Puts a list in force: a document of its own, a campaign of that document, and its tasks given to their bodies; from
 * the second time on an edition of the same campaign. All of it, or nothing.
 * @throws app/not-found, app/version-conflict, plan/may-not, plan/campaign-closed, plan/duty-list-incomplete,
 *   plan/duty-list-unchanged, plan/duty-list-twin
 */
export async function publishDutyList(
  ctx: Ctx,
  id: string,
  { commandId, version }: Command,
): Promise<{ id: string; version: number; campaignId: string; edition: number }> {
  if (await findRecorded(ctx.db, ctx.actor.county, commandId)) return presentPublished(ctx, id);
  const on = today(ctx.clock);
  // The original lies in the file store before any row names it; on a failure below nothing ever does.
  const asRead = await findDutyList(ctx, id);
  if (asRead?.version === version && canKeepDutyList(ctx.actor)) {
    const { bytes, sha256 } = await composed(ctx, asRead, on);
    await keepOriginal(ctx, sha256, bytes, 'text/plain');
  }
  return ctx.transaction(async (tx) => {
    const list = await requireList(tx, id, version);
    const { draft, published } = list;
    const faults = dutyListFaults(draft);
    const [first] = faults;
    if (first) {
      const say = ({ path, message }: typeof first) => ({ path, message });
      const count = faults.length;
      throw dutyListError('duty-list-incomplete', { count, first: `${first.path}，${first.message}` }, faults.map(say));
    }
    if (published && isSameDutyList(draft, published)) {
      throw dutyListError('duty-list-unchanged', { edition: list.edition ?? 1 });
    }
    const documentId = await insertDocument(tx, list, on);
    const { campaignId, edition } = await putInForce(tx, list, documentId);
    await giveToBodies(tx, campaignId, list);
    await updateDutyList(tx, id, { content: draft, published: { campaignId } });
    tx.record({
      id: commandId,
      action: 'plan:publish-duty-list',
      subject: { kind: 'dutyList', id, version: version + 1 },
      data: { title: draft.title, edition, campaignId, documentId },
    });
    return { id, version: version + 1, campaignId, edition };
  });
}

/** The document that publishing the draft now would make. */
export async function composed(ctx: Pick<Ctx, 'db' | 'actor'>, list: List, on: LocalDate) {
  const edition = (list.edition ?? 0) + 1;
  const ownerBodyId = await ownerOf(ctx, list);
  const { text, plan } = composeDutyList(
    list.draft,
    { edition, on, ownerBodyId },
    { bodies: await listBodies(ctx), aliases: await listAliases(ctx) },
  );
  const kept = withoutUnstorable(text);
  const bytes = Buffer.from(kept);
  return { edition, ownerBodyId, text: kept, plan, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
}

async function insertDocument(tx: TxCtx, list: List, on: LocalDate): Promise<string> {
  const { text, plan, bytes, sha256 } = await composed(tx, list, on);
  const id = newId();
  const inserted = await insertPlan(tx, {
    id,
    sha256,
    file_name: `${list.draft.title}.txt`,
    bytes: bytes.length,
    format: 'txt',
    text,
    title: list.draft.title,
    doc_number: null,
    issuer: null,
    dated_on: plan.date,
    period_from: plan.period.from,
    period_to: plan.period.to,
    reading: storable(plan),
  });
  if (!inserted) throw dutyListError('duty-list-twin', {});
  return id;
}

async function putInForce(tx: TxCtx, { draft, campaignId, ...list }: List, documentId: string) {
  if (campaignId === null) {
    const { title: name, startsOn, endsOn } = draft;
    const ownerBodyId = await ownerOf(tx, { ...list, draft, campaignId });
    const period = { startsOn: startsOn as LocalDate, endsOn: endsOn as LocalDate };
    const adoption = { id: newId(), commandId: newId(), documentId, name, ownerBodyId, ...period };
    return { campaignId: (await foundCampaign(tx, adoption, '清单')).id, edition: 1 };
  }
  const campaign = await findEdition(tx, campaignId, { lock: true });
  if (!campaign) throw new Error('a published list has no campaign');
  const { version } = campaign;
  const { edition } = await takeEdition(tx, { commandId: newId(), campaignId, version, documentId });
  return { campaignId, edition };
}

/** Gives each line's task to the bodies of its party; what they have already stays as it is. */
async function giveToBodies(tx: TxCtx, campaignId: string, list: List): Promise<void> {
  const ownerBodyId = await ownerOf(tx, list);
  const lines = list.draft.parties.flatMap((party) => party.lines.map(() => partiesOf(party, ownerBodyId)));
  // The composed text has one unit of work for each line, in their order.
  const work = (await listClauses(tx, campaignId)).filter((clause) => clause.taskId !== null);
  if (work.length !== lines.length) throw new Error('the tasks of a list are not its lines');
  const tasks = new Map(
    (
      await findTaskParties(
        tx,
        work.map(({ id }) => id),
      )
    ).map((task) => [task.id, task]),
  );
  const assignments = work.flatMap(({ id: taskId }, n) => {
    const [task, wanted] = [tasks.get(taskId), lines[n]];
    if (!task || !wanted || task.doneOn !== null) return [];
    const isGiven =
      task.leadBodyId === wanted.leadBodyId &&
      [...task.supportingBodyIds].sort().join() === [...wanted.supportingBodyIds].sort().join();
    return isGiven ? [] : [{ taskId, version: task.version, ...wanted }];
  });
  if (assignments.length > 0) await giveTasks(tx, { commandId: newId(), assignments });
}

/** The office that keeps a list: once published its campaign's owner, before that the office of whoever publishes. */
async function ownerOf({ actor, ...ctx }: Pick<ReadCtx, 'db' | 'actor'>, { ownerBodyId }: List): Promise<string> {
  if (ownerBodyId !== null) return ownerBodyId;
  if (actor.bodyId !== null) return actor.bodyId;
  const office = (await listBodies({ ...ctx, actor })).find((body) => body.kind === 'committeeOffice');
  if (!office) throw appError('not-found', { what: '县安委办' });
  return office.id;
}

function requireOffice(tx: TxCtx): void {
  if (!canKeepDutyList(tx.actor)) throw planError('may-not', { why: '只有安委办工作人员可以编制职责清单。' });
}

async function requireList(tx: TxCtx, id: string, version: number): Promise<List> {
  await lockDutyList(tx, id);
  const list = await findDutyList(tx, id);
  if (!list) throw appError('not-found', { what: '这份职责清单' });
  requireOffice(tx);
  if (list.version !== version) throw appError('version-conflict', { what: '职责清单' });
  if (list.closedAt !== null) throw closingError('campaign-closed', { name: list.draft.title });
  return list;
}

async function requireBodies(tx: TxCtx, { parties }: DutyListContent): Promise<void> {
  const known = new Set((await listBodies(tx)).map((body) => body.id));
  if (parties.some(({ bodyIds }) => bodyIds.some((id) => !known.has(id)))) {
    throw appError('not-found', { what: '选择的单位' });
  }
}

async function presentVersion(ctx: Ctx, id: string) {
  const list = await findDutyList(ctx, id);
  if (!list) throw appError('not-found', { what: '这份职责清单' });
  return { id, version: list.version };
}

async function presentPublished(ctx: Ctx, id: string) {
  const list = await findDutyList(ctx, id);
  if (!list || list.campaignId === null) throw appError('not-found', { what: '这份职责清单' });
  return { id, version: list.version, campaignId: list.campaignId, edition: list.edition ?? 1 };
}

function record(
  tx: TxCtx,
  commandId: string,
  action: string,
  { id, version }: { id: string; version: number },
  content: DutyListContent,
): void {
  const sha256 = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const lines = content.parties.reduce((sum, party) => sum + party.lines.length, 0);
  const data = { title: content.title, parties: content.parties.length, lines, sha256 };
  tx.record({ id: commandId, action, subject: { kind: 'dutyList', id, version }, data });
}
