import { today } from '@zhiben/platform/domain/clock.ts';
import {
  cancelDeadline,
  legalLimit,
  meetDeadline,
  startDeadline,
} from '@zhiben/platform/server/calendar/deadline.actions.ts';
import { lockOpenDeadline } from '@zhiben/platform/server/calendar/deadline.queries.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { PaperCommand } from '../domain/paper.commands.ts';
import type { Paper, Receipt } from '../domain/paper.state.ts';
import { KINDS, type PaperDue, RUNNING } from '../domain/supervision.terms.ts';

/**
 * Carries a change of a paper into the ledger of deadlines: each main addressee has a reply and, under a plate, reports
 * of progress to give; the office has a plate to make public.
 */
export async function movePaperDeadlines(tx: TxCtx, before: Paper, after: Paper, command: PaperCommand): Promise<void> {
  const main = after.receipts.filter(({ role }) => role === 'main');
  if (command.kind === 'issue') {
    for (const receipt of main) await startReply(tx, after, receipt);
    if (after.kind === 'listedSupervision') await startOf(tx, after.id, 'supervision:publish', 'H05');
    return;
  }
  for (const [i, receipt] of after.receipts.entries()) {
    const was = before.receipts[i];
    if (!was || was.id !== receipt.id || receipt.role !== 'main') continue;
    if (was.repliedAt === null && receipt.repliedAt !== null)
      await endIfOpen(tx, receipt.id, 'supervision:reply', true);
    if (was.repliedAt !== null && receipt.repliedAt === null) await startReply(tx, after, receipt);
    if (was.acknowledgedAt === null && receipt.acknowledgedAt !== null) await startProgress(tx, after, receipt);
    if (receipt.reports > was.reports) {
      await endIfOpen(tx, receipt.id, 'supervision:progress', true);
      await startProgress(tx, after, receipt);
    }
  }
  if (command.kind === 'publish') {
    await endIfOpen(tx, after.id, 'supervision:publish', true);
    await endIfOpen(tx, after.id, 'supervision:publishDelisting', true);
  }
  const ended = !(RUNNING as readonly string[]).includes(after.status);
  if (ended && before.status !== after.status) {
    for (const { id } of main) {
      await endIfOpen(tx, id, 'supervision:reply', false);
      await endIfOpen(tx, id, 'supervision:progress', false);
    }
    await endIfOpen(tx, after.id, 'supervision:publish', false);
  }
  if (command.kind !== 'delist') return;
  await startOf(tx, after.id, 'supervision:publishDelisting', 'H06');
  // Where the plate was published, the same page says from now on that it was taken down.
  if (after.publishedAt !== null) await endIfOpen(tx, after.id, 'supervision:publishDelisting', true);
}

const subjectOf = (id: string) => ({ kind: 'supervisionPaper', id });

async function startReply(tx: TxCtx, { replyDueOn, kind, number }: Paper, { id }: Receipt): Promise<void> {
  if (replyDueOn === null || !KINDS[kind].isAnswered) return;
  const purpose = 'supervision:reply' satisfies PaperDue;
  await startDeadline(tx, { subject: subjectOf(id), purpose, dueOn: replyDueOn, code: purpose, source: number ?? '' });
}

/** From the receipt on, at least so often (L03 督办通知书: 自收到之日起). */
async function startProgress(tx: TxCtx, { progressMonths, number, kind }: Paper, { id }: Receipt): Promise<void> {
  if (progressMonths === null || kind !== 'listedSupervision') return;
  const purpose = 'supervision:progress' satisfies PaperDue;
  const rule = { code: purpose, amount: progressMonths, unit: 'month' as const, source: number ?? '' };
  await startDeadline(tx, { subject: subjectOf(id), purpose, rule });
}

/** A limit of the library, from today. */
async function startOf(tx: TxCtx, id: string, purpose: PaperDue, code: string): Promise<void> {
  await startDeadline(tx, { subject: subjectOf(id), purpose, rule: legalLimit(code), startedOn: today(tx.clock) });
}

async function endIfOpen(tx: TxCtx, id: string, purpose: PaperDue, isMet: boolean): Promise<void> {
  if (!(await lockOpenDeadline(tx, id, purpose))) return;
  const which = { subject: subjectOf(id), purpose };
  await (isMet ? meetDeadline(tx, which) : cancelDeadline(tx, which));
}
