import { localDate, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { findRecorded, listTimeline } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { attachFiles } from '@zhiben/platform/server/files/index.ts';
import { nextNumber } from '@zhiben/platform/server/numbers.ts';
import type { Body } from '@zhiben/slices/division/domain';
import { getBody, listBodies } from '@zhiben/slices/division/server';
import { findEnterprise } from '@zhiben/slices/enterprise/server';
import { markListed } from '@zhiben/slices/hazard/server';
import type { z } from 'zod';
import {
  COMMAND_NAMES,
  type CommandKind,
  type CommandOf,
  type draftSchema,
  type PaperCommand,
  type PartyInput,
} from '../domain/paper.commands.ts';
import { incompetence, issuableBy, ownReceipt, type PaperActor } from '../domain/paper.policy.ts';
import { applyCommand, documentNumber, personalDataIn, receiptsOf, seriesOf } from '../domain/paper.rules.ts';
import type { Paper } from '../domain/paper.state.ts';
import { supervisionError } from '../domain/supervision.errors.ts';
import { KINDS, RUNNING } from '../domain/supervision.terms.ts';
import { lockForPlate } from './annual.queries.ts';
import { movePaperDeadlines } from './paper.deadlines.ts';
import { tellAboutPaper } from './paper.notices.ts';
import { findListing, findPaper, insertPaper, listingOf, lockPaper, updatePaper } from './paper.queries.ts';
import { findSubject, isSubjectAccepted } from './paper-subject.ts';
import { lockProposal, settleProposal } from './proposal.queries.ts';
import { findKind, listSettings, wordOf } from './settings.queries.ts';

/** The actor as the policy looks at it. */
export async function paperActor(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<PaperActor> {
  const { userId, role, permissions, bodyId, scope } = ctx.actor;
  const body = bodyId === null ? undefined : await getBody(ctx, bodyId);
  return { userId, role, permissions, bodyId, bodyKind: body?.kind ?? null, enterpriseId: scope.enterpriseId };
}

/** The body for which the actor may draft a paper of this kind. @throws supervision/not-yours */
export async function issuerOf(ctx: Pick<Ctx, 'db' | 'actor'>, kind: Paper['kind']): Promise<Body> {
  const body = ctx.actor.bodyId === null ? undefined : await getBody(ctx, ctx.actor.bodyId);
  if (!body || !issuableBy(body.kind).includes(kind)) {
    throw supervisionError('not-yours', { why: `${KINDS[kind].name}不由您所在的单位印发。` });
  }
  return body;
}

/**
 * Drafts a paper, from a proposal or by itself. Sent again with the same id by the same body it answers with what is
 * there.
 * @param check what must hold besides, asked in the same transaction
 * @throws app/not-found (subject, addressee, proposal), app/id-taken, supervision/not-yours,
 *   supervision/only-major, supervision/proposal-settled
 */
export async function draftPaper(
  ctx: Ctx,
  given: z.output<typeof draftSchema>,
  factId = given.id,
  check?: (tx: TxCtx) => Promise<void>,
): Promise<Paper> {
  const before = await findPaper(ctx, given.id);
  if (before) {
    if (before.draftedBy !== ctx.actor.userId || before.subjectId !== given.subjectId) throw appError('id-taken', {});
    return before;
  }
  const issuer = await issuerOf(ctx, given.kind);
  const parties = await namedParties(ctx, given.parties);
  return ctx.transaction(async (tx) => {
    await check?.(tx);
    const proposal = given.proposalId === null ? undefined : await lockProposal(tx, given.proposalId);
    if (given.proposalId !== null && proposal?.subjectId !== given.subjectId) {
      throw appError('not-found', { what: '这条建议' });
    }
    if (proposal && proposal.status !== 'open') throw supervisionError('proposal-settled', { status: '已经处理' });
    const subject = await findSubject(tx, given.subjectKind, given.subjectId, proposal);
    const isListing = given.kind === 'listedSupervision';
    if (isListing && (given.subjectKind !== 'hazard' || !subject.isMajor)) throw supervisionError('only-major', {});
    const level = isListing ? (given.level ?? 'county') : null;
    const paper: Paper = {
      id: given.id,
      version: 1,
      kind: given.kind,
      status: 'draft',
      subjectKind: given.subjectKind,
      subjectId: given.subjectId,
      subjectName: subject.name,
      division: subject.division,
      industry: subject.industry,
      enterpriseId: subject.enterpriseId,
      proposalId: given.proposalId,
      basis: given.basis,
      issuerBodyId: issuer.id,
      issuerName: issuer.name,
      level,
      title: given.title,
      body: given.body,
      replyDueOn: given.replyDueOn,
      progressMonths: isListing ? given.progressMonths : null,
      number: level !== null && level !== 'county' ? given.number : null,
      draftedAt: tx.clock.now().toISOString(),
      draftedBy: tx.actor.userId,
      approvedAt: null,
      approvedBy: null,
      issuedAt: null,
      closedAt: null,
      withdrawnAt: null,
      talkedAt: null,
      delistingNumber: null,
      notice: null,
      publishedAt: null,
      receipts: receiptsOf(parties, newId),
    };
    if (!(await insertPaper(tx, paper))) throw appError('id-taken', {});
    if (given.proposalId !== null)
      await settleProposal(tx, given.proposalId, { status: 'accepted', paperId: paper.id });
    const { receipts: _, ...data } = paper;
    tx.record({
      id: factId,
      action: 'supervision:draft',
      subject: { kind: 'supervisionPaper', id: paper.id, version: 1 },
      data: { ...data, parties: parties.map(({ role, partyName }) => ({ role, partyName })) },
      placement: placementOf(tx, paper),
    });
    return paper;
  });
}

/** The parties under the names that their files hold; those without an account keep what was typed. */
async function namedParties(ctx: Pick<Ctx, 'db' | 'actor'>, parties: readonly PartyInput[]): Promise<PartyInput[]> {
  const bodies = await listBodies(ctx);
  return Promise.all(
    parties.map(async (party) => {
      if (party.partyKind === 'external') {
        if (party.partyName === '') throw appError('not-found', { what: '没有写名称的主送或抄送单位' });
        return { ...party, partyId: null };
      }
      const id = party.partyId ?? '';
      const found = party.partyKind === 'body' ? bodies.find((body) => body.id === id) : await findEnterprise(ctx, id);
      if (!found) throw appError('not-found', { what: '主送或抄送单位' });
      return { ...party, partyName: found.name };
    }),
  );
}

type Given<K extends CommandKind> = { commandId: string; expectedVersion: number } & Omit<CommandOf<K>, 'kind'>;

/**
 * Gives a command on a paper: existence, competence, version, rules, in this order, under a lock on the row. A resend of
 * a command that was recorded answers with the paper as it is now.
 * @throws app/not-found, supervision/not-yours, supervision/changed, and what `applyCommand` throws
 */
export async function giveCommand<K extends CommandKind>(
  ctx: Ctx,
  id: string,
  kind: K,
  given: Given<K>,
): Promise<Paper> {
  const { commandId, expectedVersion, ...rest } = given;
  const before = await findResent(ctx, id, kind, commandId);
  if (before) return before;
  const actor = await paperActor(ctx);
  const command = { kind, ...rest } as unknown as PaperCommand;
  const named = command.kind === 'edit' ? { ...command, parties: await namedParties(ctx, command.parties) } : command;
  try {
    return await ctx.transaction(async (tx) => {
      const paper = await lockPaper(tx, id);
      if (!paper) throw appError('not-found', { what: '这份文书' });
      const why = incompetence(kind, actor, paper);
      if (why) throw supervisionError('not-yours', { why });
      if (paper.version !== expectedVersion) throw await changedMeanwhile(tx, id);
      return change(tx, paper, named, commandId, actor);
    });
  } catch (error) {
    // Sent twice at once: the other one was first.
    const other = await findResent(ctx, id, kind, commandId);
    if (other) return other;
    throw error;
  }
}

async function change(tx: TxCtx, paper: Paper, command: PaperCommand, factId: string, actor: PaperActor) {
  const { id } = paper;
  const now = tx.clock.now();
  if (command.kind === 'issue') await checkListing(tx, paper);
  if (command.kind === 'publish') await checkNotice(tx, paper, command.notice);
  const circumstance = {
    at: now.toISOString(),
    today: localDate(now),
    userId: tx.actor.userId,
    newId,
    receiptId: ownReceipt(actor, paper)?.id,
    needsApproval: (await findKind(tx, paper.kind)).needsApproval,
    isAccepted: command.kind === 'delist' && (await isSubjectAccepted(tx, paper)),
  };
  // Once without a number, so that what the rules refuse takes none; the counter is locked from here to commit.
  applyCommand(paper, command, circumstance);
  const number = await numberFor(tx, paper, command);
  const changes = applyCommand(paper, command, { ...circumstance, ...(number !== null && { number }) });
  const after: Paper = { ...paper, ...changes };
  const fileIds = 'files' in command ? command.files : [];
  const placement = placementOf(tx, paper);
  const files = await attachFiles(tx, { fileIds, subject: { kind: 'supervisionPaper', id }, placement });
  await updatePaper(tx, paper, changes);
  await markOnHazard(tx, paper, after);
  await movePaperDeadlines(tx, paper, after, command);
  await tellAboutPaper(tx, after, command);
  const { kind: _, ...data } = command;
  const party = after.receipts.find(
    (r) => r.id === ('receiptId' in command ? command.receiptId : circumstance.receiptId),
  );
  const evidence = files.map(({ id, name, sha256 }) => ({ id, name, sha256 }));
  tx.record({
    id: factId,
    action: `supervision:${command.kind}`,
    subject: { kind: 'supervisionPaper', id, version: after.version },
    data: {
      ...data,
      to: after.status,
      ...(party && ABOUT_PARTY.has(command.kind) && { party: party.partyName }),
      ...(command.kind === 'issue' && { number: after.number }),
      ...(command.kind === 'delist' && { number: after.delistingNumber }),
      ...(evidence.length > 0 && { evidence }),
    },
    placement,
  });
  return after;
}

/** A plate that was issued, taken down or withdrawn shows on its hazard. */
async function markOnHazard(tx: TxCtx, before: Paper, after: Paper): Promise<void> {
  const hangs = ({ status }: Paper) => (RUNNING as readonly string[]).includes(status);
  if (after.level === null || hangs(before) === hangs(after)) return;
  const listing = await listingOf(tx, after.subjectId);
  await markListed(tx, after.subjectId, { listing, document: after.delistingNumber ?? after.number ?? '' });
}

const ABOUT_PARTY: ReadonlySet<CommandKind> = new Set([
  'acknowledge',
  'deliver',
  'reply',
  'reportProgress',
  'askAgain',
]);

/** The next number of the body's series, for what is issued or taken down in its own name. */
async function numberFor(tx: TxCtx, paper: Paper, command: PaperCommand): Promise<string | null> {
  const isOwn = paper.level === null || paper.level === 'county';
  if (!isOwn || (command.kind !== 'issue' && command.kind !== 'delist')) return null;
  const [settings, body] = await Promise.all([listSettings(tx), getBody(tx, paper.issuerBodyId)]);
  if (!body) throw new Error('the body that issues a paper is not there');
  const year = Number(today(tx.clock).slice(0, 4));
  const serial = await nextNumber(tx, seriesOf(body.id, paper.kind), year);
  return documentNumber(wordOf(settings, body), paper.kind, year, serial);
}

async function checkListing(tx: TxCtx, paper: Paper): Promise<void> {
  if (paper.level === null) return;
  // Two drafts that are issued at the same moment: the second one sees the first.
  await lockForPlate(tx, paper.subjectId);
  const hanging = await findListing(tx, paper.subjectId, paper.level);
  if (hanging) throw supervisionError('already-listed', hanging);
}

/** @throws supervision/personal-data */
async function checkNotice(tx: TxCtx, paper: Paper, notice: string): Promise<void> {
  const enterprise = paper.enterpriseId === null ? undefined : await findEnterprise(tx, paper.enterpriseId);
  const names = enterprise ? [enterprise.principalName, enterprise.controllerName] : [];
  const found = personalDataIn(notice, names);
  if (found) throw supervisionError('personal-data', { found });
}

/** The paper, when the command was recorded before. @throws app/id-taken when its id was used for something else */
async function findResent(ctx: Ctx, id: string, kind: CommandKind, commandId: string): Promise<Paper | undefined> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (!recorded) return undefined;
  if (recorded.subjectId !== id || recorded.action !== `supervision:${kind}`) throw appError('id-taken', {});
  const paper = await findPaper(ctx, id);
  if (!paper) throw appError('not-found', { what: '这份文书' });
  return paper;
}

/** Says who did what since the caller read the paper. */
async function changedMeanwhile(tx: TxCtx, id: string) {
  const last = (await listTimeline(tx.db, tx.actor.county, id)).at(-1);
  const what = COMMAND_NAMES[last?.action.replace('supervision:', '') as CommandKind] ?? '拟稿';
  return supervisionError('changed', { who: last?.actor.name ?? '其他人', what });
}

/** For live updates and files: where the paper's subject lies. What is said of accountability is not the enterprise's. */
function placementOf(tx: TxCtx, { division, industry, enterpriseId, kind }: Paper) {
  const placed = kind === 'accountabilityProposal' ? null : enterpriseId;
  return { county: tx.actor.county, division, industry, enterpriseId: placed };
}
