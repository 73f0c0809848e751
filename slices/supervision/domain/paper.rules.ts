import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import {
  COMMAND_NAMES,
  type CommandKind,
  type CommandOf,
  type PaperCommand,
  type PartyInput,
} from './paper.commands.ts';
import { type Paper, type Receipt, standingOf } from './paper.state.ts';
import { supervisionError } from './supervision.errors.ts';
import { KINDS, type PaperKind, RUNNING, type Status } from './supervision.terms.ts';

interface Transition {
  readonly command: CommandKind;
  readonly from: readonly Status[];
  /** `standing`: what the addressees have done decides; `same`: the status does not change. */
  readonly to: Status | 'standing' | 'same';
  /** Only papers of these kinds know the step. */
  readonly kinds?: readonly PaperKind[];
  readonly when?: string;
}

/** Every change of a paper there is. Nothing is deleted: what is wrong is withdrawn, with a reason. */
export const TRANSITIONS: readonly Transition[] = [
  { command: 'edit', from: ['draft'], to: 'draft' },
  { command: 'submit', from: ['draft'], to: 'submitted' },
  { command: 'sendBack', from: ['submitted', 'approved'], to: 'draft' },
  { command: 'approve', from: ['submitted'], to: 'approved', when: '审核人不是拟稿人' },
  { command: 'issue', from: ['draft', 'approved'], to: 'issued', when: '须审核的文书已审核通过' },
  { command: 'acknowledge', from: RUNNING, to: 'standing', when: '主送单位全部签收后为已签收' },
  { command: 'deliver', from: RUNNING, to: 'standing', when: '未在屏幕上签收的，登记送达' },
  { command: 'reply', from: RUNNING, to: 'standing', when: '先签收；主送单位全部反馈后为已反馈' },
  { command: 'reportProgress', from: RUNNING, to: 'same', kinds: ['listedSupervision'], when: '先签收' },
  { command: 'askAgain', from: RUNNING, to: 'standing', when: '该单位已反馈' },
  { command: 'recordTalk', from: RUNNING, to: 'same', kinds: ['summonsTalk'] },
  { command: 'close', from: RUNNING, to: 'closed', when: '挂牌督办不能直接办结；约谈须有记录' },
  { command: 'delist', from: RUNNING, to: 'closed', kinds: ['listedSupervision'], when: '隐患已验收合格' },
  { command: 'withdraw', from: ['draft', 'submitted', 'approved', ...RUNNING], to: 'withdrawn' },
  {
    command: 'publish',
    from: [...RUNNING, 'closed'],
    to: 'same',
    kinds: ['listedSupervision', 'exposure', 'circular'],
  },
  { command: 'unpublish', from: [...RUNNING, 'closed', 'withdrawn'], to: 'same' },
];

/** By whom and when a command is given, and what only the server knows. */
export interface Circumstance {
  /** ISO instant */
  readonly at: string;
  readonly today: LocalDate;
  readonly userId: string;
  /** Of the receipt for which the person signs or answers. */
  readonly receiptId?: string;
  readonly needsApproval?: boolean;
  /** Whether the hazard was accepted on site and closed. */
  readonly isAccepted?: boolean;
  readonly number?: string;
  readonly newId: () => string;
}

/**
 * The one place in which a paper changes. @returns what changes of the state
 * @throws supervision/wrong-state where the table has no row, and the errors of the rule that stands against it
 */
export function applyCommand(paper: Paper, command: PaperCommand, circumstance: Circumstance): Partial<Paper> {
  const row = TRANSITIONS.find((t) => t.command === command.kind);
  if (!row?.from.includes(paper.status)) {
    throw supervisionError('wrong-state', { command: COMMAND_NAMES[command.kind], status: paper.status });
  }
  if (row.kinds && !row.kinds.includes(paper.kind)) {
    throw supervisionError('not-for-this-kind', { command: COMMAND_NAMES[command.kind], kind: paper.kind });
  }
  const changes = changesOf(paper, command, circumstance);
  const receipts = changes.receipts ?? paper.receipts;
  const status = {
    standing: () => standingOf(receipts, KINDS[paper.kind].isAnswered),
    same: () => paper.status,
  };
  const to = row.to === 'standing' || row.to === 'same' ? status[row.to]() : row.to;
  return { ...changes, status: to, version: paper.version + 1 };
}

function changesOf(paper: Paper, command: PaperCommand, circumstance: Circumstance): Partial<Paper> {
  const { at, userId } = circumstance;
  switch (command.kind) {
    case 'edit':
      return edited(paper, command, circumstance);
    case 'submit':
      checkWords(paper, circumstance.today);
      return {};
    case 'sendBack':
      return { approvedAt: null, approvedBy: null };
    case 'approve':
      if (paper.draftedBy === userId) throw supervisionError('own-approval', {});
      return { approvedAt: at, approvedBy: userId };
    case 'issue':
      if (paper.status === 'draft' && circumstance.needsApproval) {
        throw supervisionError('approval-missing', { kind: paper.kind });
      }
      checkWords(paper, circumstance.today);
      return { issuedAt: at, number: paper.number ?? circumstance.number ?? null };
    case 'acknowledge':
      return { receipts: signed(paper, circumstance.receiptId, { acknowledgedAt: at, signer: command.signer }) };
    case 'deliver': {
      const { receiptId, signer, way } = command;
      return { receipts: signed(paper, receiptId, { acknowledgedAt: at, signer, delivered: way }) };
    }
    case 'reply':
      return { receipts: answered(paper, circumstance.receiptId, () => ({ repliedAt: at })) };
    case 'reportProgress':
      return { receipts: answered(paper, circumstance.receiptId, ({ reports }) => ({ reports: reports + 1 })) };
    case 'askAgain':
      notPast('反馈期限', command.replyDueOn, circumstance.today);
      return {
        replyDueOn: command.replyDueOn,
        receipts: answered(paper, command.receiptId, ({ repliedAt }) => {
          if (repliedAt === null) throw supervisionError('no-reply', {});
          return { repliedAt: null };
        }),
      };
    case 'recordTalk':
      return { talkedAt: at };
    case 'close':
      checkClosing(paper);
      return { closedAt: at };
    case 'delist':
      if (!circumstance.isAccepted) throw supervisionError('not-accepted', { number: paper.subjectName });
      return { closedAt: at, delistingNumber: command.number ?? circumstance.number ?? null };
    case 'withdraw':
      return { withdrawnAt: at, notice: null, publishedAt: null };
    case 'publish':
      if (paper.publishedAt !== null) throw supervisionError('already-published', {});
      return { notice: command.notice, publishedAt: at };
    case 'unpublish':
      if (paper.publishedAt === null) throw supervisionError('not-published', {});
      return { notice: null, publishedAt: null };
  }
}

function edited(paper: Paper, command: CommandOf<'edit'>, { newId }: Circumstance): Partial<Paper> {
  const { title, body, basis, replyDueOn, progressMonths, level, number, parties } = command;
  const isListing = paper.kind === 'listedSupervision';
  return {
    title,
    body,
    basis,
    replyDueOn,
    progressMonths: isListing ? progressMonths : null,
    level: isListing ? (level ?? 'county') : null,
    number: isListing && level !== null && level !== 'county' ? number : null,
    receipts: receiptsOf(parties, newId),
  };
}

/** The parties of a draft as receipts that nobody has signed. */
export function receiptsOf(parties: readonly PartyInput[], newId: () => string): Receipt[] {
  return parties.map(({ role, partyKind, partyId, partyName }) => ({
    id: newId(),
    role,
    partyKind,
    partyId: partyKind === 'external' ? null : partyId,
    partyName,
    acknowledgedAt: null,
    signer: null,
    delivered: null,
    repliedAt: null,
    reports: 0,
  }));
}

/** What must stand before a paper leaves its drafter. */
function checkWords(paper: Paper, today: LocalDate): void {
  if (!paper.receipts.some(({ role }) => role === 'main')) throw supervisionError('no-addressee', {});
  if (paper.replyDueOn !== null) notPast('反馈期限', paper.replyDueOn, today);
  if (paper.level !== null && paper.level !== 'county' && !paper.number) throw supervisionError('number-missing', {});
}

function checkClosing(paper: Paper): void {
  if (paper.kind === 'listedSupervision') throw supervisionError('delist-instead', {});
  if (paper.kind === 'summonsTalk' && paper.talkedAt === null) throw supervisionError('talk-missing', {});
  // A paper that must be signed is not ended before it was.
  if (KINDS[paper.kind].isSigned && paper.status === 'issued') {
    throw supervisionError('wrong-state', { command: COMMAND_NAMES.close, status: paper.status });
  }
}

function receiptOf(paper: Paper, id: string | undefined): Receipt {
  const receipt = paper.receipts.find((one) => one.id === id);
  if (!receipt) throw appError('not-found', { what: '该单位的签收记录' });
  return receipt;
}

function replaced(paper: Paper, receipt: Receipt, changes: Partial<Receipt>): Receipt[] {
  return paper.receipts.map((one) => (one === receipt ? { ...one, ...changes } : one));
}

function signed(paper: Paper, id: string | undefined, changes: Partial<Receipt>): Receipt[] {
  const receipt = receiptOf(paper, id);
  if (receipt.acknowledgedAt !== null) throw supervisionError('already-signed', { party: receipt.partyName });
  return replaced(paper, receipt, changes);
}

function answered(paper: Paper, id: string | undefined, changes: (receipt: Receipt) => Partial<Receipt>): Receipt[] {
  const receipt = receiptOf(paper, id);
  if (receipt.acknowledgedAt === null) throw supervisionError('sign-first', {});
  return replaced(paper, receipt, changes(receipt));
}

function notPast(what: string, on: LocalDate, today: LocalDate): void {
  if (on < today) throw supervisionError('past-day', { what, today });
}

/** `安委办督〔2026〕3号`: word of the body, word of the kind, year, serial without leading zeros (GB/T 9704—2012). */
export function documentNumber(bodyWord: string, kind: PaperKind, year: number, serial: number): string {
  return `${bodyWord}${KINDS[kind].word}〔${year}〕${serial}号`;
}

/** Kind of the counter of a series: one for each body and kind of paper, and it begins anew each year. */
export function seriesOf(bodyId: string, kind: PaperKind): string {
  return `supervision:${kind}:${bodyId}`;
}

/** The word of a body in its numbers where it set none: its short name without 县, 局 and the like. */
export function defaultBodyWord(shortName: string): string {
  const word = shortName.replace(/^(.{2,}?)?(县|市|区)(?=.{2,})/, '').replace(/(人民政府|管理局|局|委员会)$/, '');
  return word || shortName;
}

const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[-—]?\d{7,8}(?!\d)/;
const IDENTITY = /(?<!\d)\d{17}[\dXx](?!\w)/;

/** What of personal data a text holds, in words; null when none was found. @param names people of the enterprise file */
export function personalDataIn(text: string, names: readonly string[]): string | null {
  if (IDENTITY.test(text)) return '身份证号码';
  if (PHONE.test(text)) return '电话号码';
  const name = names.find((one) => one.length >= 2 && text.includes(one));
  return name ? `姓名“${name}”` : null;
}
