import { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import type { StoredFile } from '@zhiben/platform/domain/files.contract.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { originalKey } from '@zhiben/platform/server/files/file-store.ts';
import {
  attachContents,
  attachFiles,
  cleanPhoto,
  findContents,
  listFiles,
  storeFile,
} from '@zhiben/platform/server/files/index.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { findEnterpriseFile } from '@zhiben/slices/enterprise/server';
import { registerFound } from '@zhiben/slices/hazard/server';
import { listPeople } from '@zhiben/slices/identity/server';
import type { z } from 'zod';
import type * as contracts from '../domain/snapshot.contract.ts';
import {
  answerDueOn,
  plainClaimCode,
  SNAPSHOT_KIND_NAMES,
  type SnapshotKind,
  snapshotStatusName,
} from '../domain/snapshot.rules.ts';
import { statementError } from '../domain/statement.errors.ts';
import { mayAnswer } from '../domain/statement.policy.ts';
import type { SnapshotBody } from '../domain/sync.contract.ts';
import { findRules } from './reward.queries.ts';
import {
  findByClaim,
  findSnapshot,
  insertSnapshot,
  isClaimOf,
  lockSnapshot,
  type NewSnapshot,
  type SnapshotRecord,
  updateCollectWords,
  updateDecided,
} from './snapshot.queries.ts';
import { anonymousActor, hashOfCode, readTicket } from './snapshot-anonymous.ts';
import { ownPlace, type Place, placementOf, placeOf, writeOnce } from './statement-place.ts';
import { insertMissing } from './sync.queries.ts';
import { checkVersion } from './write-screening.ts';

type Body<C extends { readonly body: z.ZodType }> = z.output<C['body']>;

interface Report {
  readonly id: string;
  readonly kind: SnapshotKind;
  readonly words: string;
  readonly place: string;
  /** SHA-256 of the pictures that belong to it, on the server already or not. */
  readonly fileHashes: readonly string[];
}

/**
 * Takes in what a phone sent under the person's name. The sync records its own fact under the item's id; this one says
 * what was reported. Pictures that are not here yet are tied to the report when they arrive.
 */
export async function takeSnapshot(
  tx: TxCtx,
  place: Place,
  { id, body }: { readonly id: string; readonly body: SnapshotBody },
): Promise<{ readonly kind: string; readonly id: string }> {
  const { words, place: where, files: fileHashes } = body;
  const subject = { kind: 'snapshot', id };
  const known = await findContents(tx.db, tx.actor.county, place.id, fileHashes);
  await attachContents(tx, [...known], subject, placementOf(tx, place));
  const missing = [...new Set(fileHashes)].filter((hash) => !known.has(hash));
  const wait = { county: tx.actor.county, subject_kind: 'snapshot' as const, subject_id: id, slot_day: null };
  await insertMissing(
    tx,
    missing.map((sha256) => ({ ...wait, sha256, enterprise_id: place.id, since: tx.clock.now() })),
  );
  const by = { id: tx.actor.userId, name: tx.actor.name };
  await enter(tx, place, { id, kind: 'hazard', words, place: where, fileHashes }, by, newId());
  return subject;
}

async function enter(
  tx: TxCtx,
  place: Place,
  { id, kind, words, place: where, fileHashes }: Report,
  by: NewSnapshot['by'],
  factId: string = id,
) {
  const { answerDays } = await findRules(tx, place.id);
  const receivedOn = today(tx.clock);
  const dueOn = answerDueOn(receivedOn, answerDays);
  await insertSnapshot(tx, { id, place, kind, words, where, fileHashes, receivedOn, dueOn, by });
  await notify(tx, {
    userIds: await listPeople(tx, { enterpriseId: place.id }, ['enterpriseSafetyManager']),
    kind: 'screening:snapshot',
    title: `收到一条${SNAPSHOT_KIND_NAMES[kind]}`,
    detail: `${where}：${words}`.slice(0, 120),
    link: `/snapshots/${id}`,
    dedupeKey: `snapshot:${id}`,
  });
  tx.record({
    id: factId,
    action: 'screening:snapshot',
    subject: { kind: 'snapshot', id, version: 1 },
    data: { kind, words, place: where, files: [...fileHashes], isNamed: 'id' in by },
    placement: placementOf(tx, place),
  });
  return { dueOn };
}

/** @throws files/not-attachable, app/id-taken */
export async function sendSnapshot(ctx: Ctx, { id, files, ...report }: Body<typeof contracts.sendSnapshot>) {
  const place = await ownPlace(ctx);
  const command = { commandId: id, action: 'screening:snapshot', subjectId: id };
  await writeOnce(ctx, command, async (tx) => {
    const subject = { kind: 'snapshot', id };
    const attached = await attachFiles(tx, { fileIds: files, subject, placement: placementOf(tx, place) });
    const fileHashes = attached.map(({ sha256 }) => sha256);
    await enter(tx, place, { id, ...report, fileHashes }, { id: ctx.actor.userId, name: ctx.actor.name });
  });
  const kept = await findSnapshot(ctx, id);
  if (!kept || kept.finderId !== ctx.actor.userId) throw appError('id-taken', {});
  return { id, dueOn: kept.dueOn };
}

/** The context and place that a ticket leads to: nobody in particular, of one enterprise. @throws screening/ticket-wrong */
export async function behindTicket(
  ctx: Ctx,
  ticket: string,
): Promise<{ readonly own: Ctx; readonly place: Place; readonly answerDays: number }> {
  const drop = readTicket(ctx.services, ticket);
  if (!drop) throw statementError('ticket-wrong', {});
  const own = ctx.as(anonymousActor(drop.county, drop.enterpriseId));
  const rules = await findRules(own, drop.enterpriseId);
  if (rules.dropNumber !== drop.dropNumber) throw statementError('ticket-wrong', {});
  // The address hangs on a wall: it leads on when the file was merged into another.
  const kept = (await findEnterpriseFile(own, drop.enterpriseId))?.mergedInto;
  if (!kept) return { own, place: await placeOf(own, drop.enterpriseId), answerDays: rules.answerDays };
  const there = ctx.as(anonymousActor(drop.county, kept));
  const { answerDays } = await findRules(there, kept);
  return { own: there, place: await placeOf(there, kept), answerDays };
}

/**
 * Enters an anonymous report. Whoever calls has made sure that the request carries no session.
 * @throws screening/ticket-wrong, screening/photo-wrong, app/id-taken
 */
export async function dropSnapshot(ctx: Ctx, body: Body<typeof contracts.dropSnapshot>) {
  const { own, place } = await behindTicket(ctx, body.ticket);
  const { id, kind, words, photos } = body;
  const claimHash = Buffer.from(body.claimHash, 'hex');
  const before = await findByClaim(own.db, claimHash);
  if (before) {
    if (before.id !== id) throw appError('id-taken', {});
    return { id, dueOn: before.dueOn };
  }
  const pictures = await Promise.all(photos.map((photo) => cleanPhoto(Buffer.from(photo, 'base64'))));
  const clean = pictures.filter((picture) => picture !== null);
  if (clean.length < photos.length)
    throw statementError('photo-wrong', {}, [{ path: 'photos', message: '照片无法识别' }]);
  const files: StoredFile[] = [];
  for (const [n, picture] of clean.entries()) {
    files.push(await storeFile(own, Readable.from([picture]), { id: newId(), name: `照片${n + 1}.jpg` }));
  }
  const command = { commandId: id, action: 'screening:snapshot', subjectId: id };
  await writeOnce(own, command, async (tx) => {
    const subject = { kind: 'snapshot', id };
    await attachFiles(tx, { fileIds: files.map((file) => file.id), subject, placement: placementOf(tx, place) });
    const fileHashes = files.map(({ sha256 }) => sha256);
    await enter(tx, place, { id, kind, words, place: body.place, fileHashes }, { claimHash });
  });
  if (!(await isClaimOf(own, id, claimHash))) throw appError('id-taken', {});
  return { id, dueOn: (await findByClaim(own.db, claimHash))?.dueOn ?? today(own.clock) };
}

/** The report of a claim code; with words, how its finder wants to be paid. @throws app/not-found */
export async function followClaim(ctx: Ctx, { code, collectWords }: Body<typeof contracts.followSnapshot>) {
  const plain = plainClaimCode(code);
  const found = plain === null ? undefined : await findByClaim(ctx.db, hashOfCode(plain));
  if (!found) throw appError('not-found', { what: '这个查询码对应的报告' });
  if (collectWords === undefined || collectWords === found.collectWords) return found;
  const own = ctx.as(anonymousActor(found.county, found.enterpriseId));
  await own.transaction(async (tx) => {
    await updateCollectWords(tx, found.id, collectWords);
    // Not the words: what a finder lets slip in them is not to stand in a chain for ever.
    const subject = { kind: 'snapshot', id: found.id };
    tx.record({ id: newId(), action: 'screening:sayCollection', subject, data: {} });
  });
  return { ...found, collectWords };
}

/**
 * The manager's answer: a hazard (registered under the enterprise's own finding), no hazard, or known already. The
 * finder reads it. @throws screening/decided-already, app/not-found, app/version-conflict
 */
export async function decideSnapshot(ctx: Ctx, id: string, body: Body<typeof contracts.decideSnapshot>): Promise<void> {
  const { commandId, outcome } = body;
  const before = await findSnapshot(ctx, id);
  if (!before) throw appError('not-found', { what: '这条报告' });
  const place = await placeOf(ctx, before.enterpriseId);
  const command = { commandId, action: 'screening:answer', subjectId: id };
  await writeOnce(ctx, command, async (tx) => {
    const snapshot = await lockSnapshot(tx, id);
    if (!snapshot) throw appError('not-found', { what: '这条报告' });
    if (!mayAnswer(tx.actor, snapshot.enterpriseId, snapshot.status))
      throw statementError('decided-already', { what: '这条报告' });
    if (outcome === 'duplicate') await checkOther(tx, snapshot, body.duplicateOf);
    checkVersion(snapshot, body.version, '这条报告');
    const isHazard = outcome === 'accepted' && snapshot.kind === 'hazard';
    const decision = {
      status: outcome,
      reason: outcome === 'accepted' ? null : body.reason,
      answer: outcome === 'accepted' ? body.answer : body.reason,
      hazardId: isHazard ? body.hazardId : null,
      duplicateOf: outcome === 'duplicate' ? body.duplicateOf : null,
    };
    await updateDecided(tx, snapshot, decision);
    await tellFinder(tx, snapshot, decision);
    if (isHazard) await becomeHazard(tx, snapshot, body);
    tx.record({
      id: commandId,
      action: command.action,
      subject: { kind: 'snapshot', id, version: snapshot.version + 1 },
      data: decision,
      placement: placementOf(tx, place),
    });
  });
  if (outcome === 'accepted' && before.kind === 'hazard') await passPictures(ctx, id, body.hazardId, place);
}

/** @throws app/not-found where the other report is not of the same enterprise, or is this one */
async function checkOther(tx: TxCtx, { id, enterpriseId }: SnapshotRecord, otherId: string): Promise<void> {
  const other = otherId === id ? undefined : await findSnapshot(tx, otherId);
  if (other?.enterpriseId !== enterpriseId) throw appError('not-found', { what: '在先的那条报告' });
}

async function tellFinder(
  tx: TxCtx,
  { id, kind, finderId, words }: SnapshotRecord,
  { status, answer }: { status: SnapshotRecord['status']; answer: string },
) {
  if (finderId === null) return; // follows it by the code
  await notify(tx, {
    userIds: [finderId],
    kind: 'screening:answer',
    title: `您报告的${SNAPSHOT_KIND_NAMES[kind]}${snapshotStatusName(kind, status)}`,
    detail: (answer || words).slice(0, 120),
    link: `/snapshots/${id}`,
    dedupeKey: `snapshot-answer:${id}`,
  });
}

/** Found by the enterprise itself, on the day of the report; no word of who reported it. */
async function becomeHazard(
  tx: TxCtx,
  { id, enterpriseId, receivedOn }: SnapshotRecord,
  { hazardId, description, place }: { hazardId: string; description: string; place: string },
): Promise<void> {
  const found = {
    enterpriseId,
    description,
    place,
    discoveredOn: receivedOn,
    channel: 'selfInspection' as const,
    criterionCode: null,
    longitude: null,
    latitude: null,
  };
  await registerFound(tx, [{ id: hazardId, found, more: { snapshot: id } }]);
}

/**
 * The pictures go with the hazard, as files of the manager who registered it: the finder's own stay with the report.
 * After the commit, and again with a resend: what is there already is not copied twice.
 */
async function passPictures(ctx: Ctx, snapshotId: string, hazardId: string, place: Place): Promise<void> {
  const [pictures, there] = await Promise.all([
    listFiles(ctx.db, ctx.actor, snapshotId),
    listFiles(ctx.db, ctx.actor, hazardId),
  ]);
  const missing = pictures.filter(({ sha256 }) => there.every((file) => file.sha256 !== sha256));
  if (missing.length === 0) return;
  const copies: StoredFile[] = [];
  for (const { sha256, name } of missing) {
    const bytes = await ctx.services.files.open(originalKey(ctx.actor.county, sha256));
    copies.push(await storeFile(ctx, bytes, { id: newId(), name }));
  }
  await ctx.transaction(async (tx) => {
    const subject = { kind: 'hazard', id: hazardId };
    const fileIds = copies.map(({ id }) => id);
    await attachFiles(tx, { fileIds, subject, placement: placementOf(tx, place) });
    const data = { files: copies.map(({ name, sha256 }) => ({ name, sha256 })), hazardId };
    tx.record({ id: newId(), action: 'screening:passPictures', subject: { kind: 'snapshot', id: snapshotId }, data });
  });
}
