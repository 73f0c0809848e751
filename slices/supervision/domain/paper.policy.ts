import type { BODY_KINDS } from '@zhiben/slices/division/domain';
import { COMMAND_KINDS, type CommandKind } from './paper.commands.ts';
import { TRANSITIONS } from './paper.rules.ts';
import type { Paper, Receipt } from './paper.state.ts';
import { supervisionError } from './supervision.errors.ts';
import { KINDS, PAPER_KINDS, type PaperKind } from './supervision.terms.ts';

type BodyKind = (typeof BODY_KINDS)[number];

/** Who asks, as far as these rules look at it. */
export interface PaperActor {
  readonly userId: string;
  readonly role: string;
  readonly permissions: ReadonlySet<string>;
  readonly bodyId: string | null;
  readonly bodyKind: BodyKind | null;
  readonly enterpriseId: string | null;
}

/** Listing, circulars, exposure and proposals of accountability are the committee's; departments press in their line. */
const ISSUABLE: Partial<Record<BodyKind, readonly PaperKind[]>> = {
  committeeOffice: PAPER_KINDS,
  department: ['promptLetter', 'assignment', 'supervisionOrder', 'summonsTalk'],
};

/** What the people of a body may draft. */
export function issuableBy(bodyKind: BodyKind | null): readonly PaperKind[] {
  return (bodyKind && ISSUABLE[bodyKind]) ?? [];
}

const PERMISSIONS: Record<CommandKind, 'supervision:draft' | 'supervision:approve' | 'supervision:answer'> = {
  edit: 'supervision:draft',
  submit: 'supervision:draft',
  sendBack: 'supervision:approve',
  approve: 'supervision:approve',
  issue: 'supervision:draft',
  acknowledge: 'supervision:answer',
  deliver: 'supervision:draft',
  reply: 'supervision:answer',
  reportProgress: 'supervision:answer',
  askAgain: 'supervision:draft',
  recordTalk: 'supervision:draft',
  close: 'supervision:draft',
  delist: 'supervision:draft',
  withdraw: 'supervision:draft',
  publish: 'supervision:draft',
  unpublish: 'supervision:draft',
};

/** The receipt of the actor's own enterprise or body. */
export function ownReceipt(actor: Pick<PaperActor, 'bodyId' | 'enterpriseId'>, paper: Pick<Paper, 'receipts'>) {
  const party = actor.enterpriseId ?? actor.bodyId;
  return party === null ? undefined : paper.receipts.find(({ partyId }) => partyId === party);
}

/** Why an actor is not the one to give a command on this paper, whatever its state; null when competent. */
export function incompetence(command: CommandKind, actor: PaperActor, paper: Paper): string | null {
  const permission = PERMISSIONS[command];
  if (!actor.permissions.has(permission)) return '当前账号没有此项权限。';
  if (permission === 'supervision:answer') {
    return ownReceipt(actor, paper) ? null : '这份文书没有送给您所在的单位，由主送单位签收和反馈。';
  }
  if (permission === 'supervision:approve') {
    if (actor.role !== 'leader' && actor.bodyId !== paper.issuerBodyId) return `由${paper.issuerName}或县领导审核。`;
    return command === 'approve' && paper.draftedBy === actor.userId ? '拟稿人不能审核自己拟的文书。' : null;
  }
  return actor.bodyId === paper.issuerBodyId ? null : `由发文单位${paper.issuerName}办理。`;
}

/** Whether the step stands open by the state of the paper and of the actor's own receipt. */
function isOpen(command: CommandKind, paper: Paper, own: Receipt | undefined, needsApproval: boolean): boolean {
  const row = TRANSITIONS.find((t) => t.command === command);
  if (!row?.from.includes(paper.status) || (row.kinds && !row.kinds.includes(paper.kind))) return false;
  switch (command) {
    case 'submit':
      return needsApproval;
    case 'issue':
      return paper.status === 'approved' || !needsApproval;
    case 'acknowledge':
      return own !== undefined && own.acknowledgedAt === null;
    case 'reply':
      return own !== undefined && own.acknowledgedAt !== null && own.repliedAt === null && KINDS[paper.kind].isAnswered;
    case 'reportProgress':
      return own !== undefined && own.role === 'main' && own.acknowledgedAt !== null;
    case 'deliver':
      return paper.receipts.some(({ acknowledgedAt }) => acknowledgedAt === null);
    case 'askAgain':
      return paper.receipts.some(({ repliedAt }) => repliedAt !== null);
    case 'recordTalk':
      return paper.talkedAt === null;
    case 'close':
      return paper.kind !== 'listedSupervision' && (paper.status !== 'issued' || !KINDS[paper.kind].isSigned);
    case 'publish':
      return paper.publishedAt === null;
    case 'unpublish':
      return paper.publishedAt !== null;
    default:
      return true;
  }
}

/** What the server knows beside the paper. */
interface Surroundings {
  readonly needsApproval: boolean;
  /** Whether the hazard was accepted on site. */
  readonly isAccepted: boolean;
}

/** What a step that stands open still lacks, in the words in which it would be refused; null when nothing. */
function lacking(command: CommandKind, paper: Paper, isAccepted: boolean): string | null {
  if (command === 'delist' && !isAccepted) {
    return supervisionError('not-accepted', { number: paper.subjectName }).message;
  }
  if (command === 'close' && paper.kind === 'summonsTalk' && paper.talkedAt === null) {
    return supervisionError('talk-missing', {}).message;
  }
  return null;
}

/** What the actor may do with the paper now, and of what would be theirs to do, why it is not possible yet. */
export function abilitiesOf(actor: PaperActor, paper: Paper, { needsApproval, isAccepted }: Surroundings) {
  const own = ownReceipt(actor, paper);
  const abilities: Partial<Record<CommandKind, boolean>> = {};
  const blocked: Partial<Record<CommandKind, string>> = {};
  for (const command of COMMAND_KINDS) {
    const isTheirs = isOpen(command, paper, own, needsApproval) && incompetence(command, actor, paper) === null;
    const why = isTheirs ? lacking(command, paper, isAccepted) : null;
    abilities[command] = isTheirs && why === null;
    if (why !== null) blocked[command] = why;
  }
  return { abilities: abilities as Record<CommandKind, boolean>, blocked };
}

/** Who has it now, for those who can do nothing. */
export function waitingFor(paper: Paper): string {
  const open = (which: (receipt: Receipt) => boolean) =>
    paper.receipts.filter((receipt) => receipt.role === 'main' && which(receipt)).map(({ partyName }) => partyName);
  switch (paper.status) {
    case 'draft':
      return `${paper.issuerName}正在拟稿。`;
    case 'submitted':
      return '等待审核，拟稿人以外的人审核通过后才能印发。';
    case 'approved':
      return `已审核，等待${paper.issuerName}印发。`;
    case 'issued':
      return `等待签收：${open((r) => r.acknowledgedAt === null).join('、')}。`;
    case 'acknowledged': {
      const owing = open((r) => r.repliedAt === null).join('、');
      if (KINDS[paper.kind].isAnswered) return `等待反馈：${owing}。`;
      return `等待${paper.issuerName}办结。`;
    }
    case 'replied':
      return `各主送单位已反馈，等待${paper.issuerName}办结。`;
    case 'closed':
      return '已办结，没有待办事项。记录长期保留。';
    case 'withdrawn':
      return '已撤回，没有待办事项。记录长期保留。';
  }
}
