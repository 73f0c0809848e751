import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { issuableBy, type PaperActor } from '../domain/paper.policy.ts';
import type { Paper } from '../domain/paper.state.ts';
import type { ProposalRow } from '../domain/proposal.contract.ts';
import { supervisionError } from '../domain/supervision.errors.ts';
import { KINDS, PROPOSAL_STATUS_NAMES } from '../domain/supervision.terms.ts';
import { TRIGGER_RULES } from '../domain/trigger.defaults.ts';
import { sayReason } from '../domain/trigger.rules.ts';
import { draftPaper, issuerOf } from './paper.actions.ts';
import { findPaper } from './paper.queries.ts';
import { findSubject, startDraft } from './paper-subject.ts';
import { findProposal, lockProposal, type Proposal, settleProposal } from './proposal.queries.ts';
import { type Swept, sweepProposals } from './sweep.ts';

/** Runs the sweep for the county, whoever asked; a resend answers with nothing new. */
export async function sweepNow(ctx: Ctx, commandId: string): Promise<Swept> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && recorded.action !== 'supervision:sweep') throw appError('id-taken', {});
  if (recorded) return { proposed: 0, lapsed: 0 };
  // The rules look at the whole county; who pressed the button stands in the log of requests, not in the scope.
  return sweepProposals(ctx.as(systemActor(ctx.actor.county)), commandId);
}

/** A proposal as the queue shows it. */
export function presentProposal(proposal: Proposal, actor: PaperActor, on: string): ProposalRow {
  const rule = TRIGGER_RULES.find(({ code }) => code === proposal.ruleCode);
  const { proposedAt, settledAt, ground: _, dueName: __, enterpriseId: ___, ...row } = proposal;
  const isOpen = proposal.status === 'open' && actor.permissions.has('supervision:draft');
  const mayIssue = issuableBy(actor.bodyKind).includes(proposal.paperKind);
  return {
    ...row,
    ruleName: rule?.name ?? KINDS[proposal.paperKind].name,
    reason: sayReason(proposal, rule, on),
    proposedAt: proposedAt.toISOString(),
    settledAt: settledAt?.toISOString() ?? null,
    abilities: { accept: isOpen && mayIssue, dismiss: isOpen && mayIssue },
  };
}

/**
 * Takes a proposal up: a draft in the system's first wording, for a person to correct and issue.
 * @throws app/not-found, supervision/not-yours, supervision/proposal-settled
 */
export async function acceptProposal(
  ctx: Ctx,
  id: string,
  { commandId, paperId }: { commandId: string; paperId: string },
): Promise<Paper> {
  const proposal = await requireProposal(ctx, id);
  if (proposal.status === 'accepted' && proposal.paperId === paperId) {
    const before = await findPaper(ctx, paperId);
    if (before) return before;
  }
  checkOpen(proposal);
  const { paperKind: kind, subjectKind, subjectId } = proposal;
  return draftByRecord(ctx, { id: paperId, kind, subjectKind, subjectId }, { commandId, proposal });
}

/** Drafts a paper in the first wording that the record gives, for a person to correct. */
export async function draftByRecord(
  ctx: Ctx,
  about: Pick<Paper, 'id' | 'kind' | 'subjectKind' | 'subjectId'>,
  {
    commandId,
    proposal,
    check,
  }: { commandId?: string; proposal?: Proposal; check?: (tx: TxCtx) => Promise<void> } = {},
): Promise<Paper> {
  const { id, kind, subjectKind, subjectId } = about;
  const issuer = await issuerOf(ctx, kind);
  const subject = await findSubject(ctx, subjectKind, subjectId, proposal);
  const { subjectName: _, ...words } = await startDraft(ctx, kind, subject, issuer.name, proposal);
  const given = { id, kind, subjectKind, subjectId, proposalId: proposal?.id ?? null, number: null, ...words };
  return draftPaper(ctx, given, commandId, check);
}

/** Turns a proposal down for good: the same ground is not proposed again. */
export async function dismissProposal(
  ctx: Ctx,
  id: string,
  { commandId, reason }: { commandId: string; reason: string },
): Promise<Proposal> {
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded) {
    if (recorded.subjectId !== id) throw appError('id-taken', {});
    return requireProposal(ctx, id);
  }
  await issuerOf(ctx, (await requireProposal(ctx, id)).paperKind);
  await ctx.transaction(async (tx) => {
    const proposal = await lockProposal(tx, id);
    if (!proposal) throw appError('not-found', { what: '这条建议' });
    checkOpen(proposal);
    await settleProposal(tx, id, { status: 'dismissed', reason });
    const { ruleCode, paperKind, subjectKind, subjectId, ground, division, industry, enterpriseId } = proposal;
    tx.record({
      id: commandId,
      action: 'supervision:dismiss',
      subject: { kind: 'supervisionProposal', id },
      data: { ruleCode, paperKind, subjectKind, subjectId, ground, reason },
      placement: { county: tx.actor.county, division, industry, enterpriseId },
    });
  });
  return requireProposal(ctx, id);
}

/** @throws app/not-found */
export async function requireProposal(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<Proposal> {
  const proposal = await findProposal(ctx, id);
  if (!proposal) throw appError('not-found', { what: '这条建议' });
  return proposal;
}

function checkOpen({ status }: Proposal): void {
  if (status !== 'open') throw supervisionError('proposal-settled', { status: PROPOSAL_STATUS_NAMES[status] });
}
