import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { notify } from '@zhiben/platform/server/notify/index.ts';
import { listPeople } from '@zhiben/slices/identity/server';
import type { PaperCommand } from '../domain/paper.commands.ts';
import type { Paper, Receipt } from '../domain/paper.state.ts';
import { KINDS } from '../domain/supervision.terms.ts';

const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'] as const;
const BODY_PEOPLE = ['committeeClerk', 'departmentOfficer', 'townshipOfficer', 'leader'] as const;
const DRAFTERS = ['committeeClerk', 'departmentOfficer'] as const;

/** Tells whoever has to act next, in the same transaction. */
export async function tellAboutPaper(tx: TxCtx, paper: Paper, command: PaperCommand): Promise<void> {
  const { name } = KINDS[paper.kind];
  const by = paper.replyDueOn && KINDS[paper.kind].isAnswered ? `请于 ${paper.replyDueOn} 前反馈。` : '';
  switch (command.kind) {
    case 'issue':
      return tellParties(tx, paper, paper.receipts, `收到${name}，请签收`, `${paper.title}。${by}`);
    case 'askAgain': {
      const asked = paper.receipts.filter(({ id }) => id === command.receiptId);
      return tellParties(tx, paper, asked, `反馈被退回：${paper.number}`, `${command.reason}。${by}`);
    }
    case 'withdraw':
      if (paper.issuedAt === null) return;
      return tellParties(tx, paper, paper.receipts, `${name}已撤回：${paper.number}`, command.reason);
    case 'delist':
      return tellParties(tx, paper, paper.receipts, `已摘牌：${paper.number}`, '请保存治理和验收资料。');
    case 'submit':
      // Whoever of the office did not draft it, or a leader, may approve: incompetence() in paper.policy.ts.
      return tellIssuer(tx, paper, `${name}待审核`, paper.title, await listPeople(tx, 'county', ['leader']));
    case 'approve':
      return tellIssuer(tx, paper, `${name}已审核，可以印发`, paper.title);
    case 'sendBack':
      return tellIssuer(tx, paper, `${name}被退回修改`, command.reason);
    case 'reply':
      return tellIssuer(tx, paper, `收到反馈：${paper.number}`, paper.title);
    case 'reportProgress':
      return tellIssuer(tx, paper, `收到进展报告：${paper.number}`, paper.title);
    default:
      return;
  }
}

async function tellParties(tx: TxCtx, paper: Paper, receipts: readonly Receipt[], title: string, detail: string) {
  for (const receipt of receipts) {
    const { userIds, link } = await reachOf(tx, paper.id, receipt);
    await tell(tx, paper, userIds, title, detail, link);
  }
}

/** The people of an addressee, and where they read the paper; nobody where it has no account here. */
export async function reachOf(
  tx: TxCtx,
  paperId: string,
  { partyKind, partyId }: Pick<Receipt, 'partyKind' | 'partyId'>,
): Promise<{ userIds: string[]; link: string }> {
  const onConsole = `/supervision/papers/${paperId}`;
  if (partyId === null) return { userIds: [], link: onConsole };
  if (partyKind !== 'enterprise') {
    return { userIds: await listPeople(tx, { bodyIds: [partyId] }, BODY_PEOPLE), link: onConsole };
  }
  return { userIds: await listPeople(tx, { enterpriseId: partyId }, OFFICERS), link: `/m/papers/${paperId}` };
}

/** Those who act for an issuing office. */
export const draftersOf = (tx: TxCtx, bodyId: string) => listPeople(tx, { bodyIds: [bodyId] }, DRAFTERS);

async function tellIssuer(
  tx: TxCtx,
  paper: Paper,
  title: string,
  detail: string,
  besides: readonly string[] = [],
): Promise<void> {
  const userIds = await draftersOf(tx, paper.issuerBodyId);
  await tell(tx, paper, [...new Set([...userIds, ...besides])], title, detail, `/supervision/papers/${paper.id}`);
}

async function tell(tx: TxCtx, paper: Paper, userIds: readonly string[], title: string, detail: string, link: string) {
  const others = userIds.filter((id) => id !== tx.actor.userId);
  if (others.length > 0) await notify(tx, { userIds: others, kind: `supervision:${paper.kind}`, title, detail, link });
}
