/*
 * The words of pressing 督办. All unions here are closed: a new member without its Chinese name does not compile.
 */

/** What an office issues to press for a thing, by rising weight (函告→交办→督办→通报→约谈→挂牌→曝光→问责). */
export const PAPER_KINDS = [
  'promptLetter',
  'assignment',
  'supervisionOrder',
  'circular',
  'summonsTalk',
  'listedSupervision',
  'exposure',
  'accountabilityProposal',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

interface KindTerms {
  readonly name: string;
  /** Stands in the number after the word of the issuing body: 安委办督〔2026〕3号. */
  readonly word: string;
  /** The addressee signs for it; without that it is not yet under way. */
  readonly isSigned: boolean;
  /** A reply is owed. */
  readonly isAnswered: boolean;
}

export const KINDS: Record<PaperKind, KindTerms> = {
  promptLetter: { name: '提示函', word: '提', isSigned: true, isAnswered: true },
  assignment: { name: '任务交办单', word: '交', isSigned: true, isAnswered: true },
  supervisionOrder: { name: '督办通知书', word: '督', isSigned: true, isAnswered: true },
  circular: { name: '通报', word: '通', isSigned: false, isAnswered: false },
  summonsTalk: { name: '约谈通知书', word: '约', isSigned: true, isAnswered: true },
  listedSupervision: { name: '挂牌督办通知书', word: '挂', isSigned: true, isAnswered: true },
  exposure: { name: '曝光通知', word: '曝', isSigned: false, isAnswered: false },
  accountabilityProposal: { name: '问责建议书', word: '责', isSigned: true, isAnswered: true },
};

/** Kinds to which a reply is owed. */
export const ANSWERED: readonly PaperKind[] = PAPER_KINDS.filter((kind) => KINDS[kind].isAnswered);

export const STATUSES = [
  'draft',
  'submitted',
  'approved',
  'issued',
  'acknowledged',
  'replied',
  'closed',
  'withdrawn',
] as const;
export type Status = (typeof STATUSES)[number];
/** `issued`: somebody addressed has not signed; `acknowledged`: all signed, a reply is owed; `replied`: all answered. */
export const STATUS_NAMES: Record<Status, string> = {
  draft: '拟稿',
  submitted: '待审核',
  approved: '待印发',
  issued: '待签收',
  acknowledged: '已签收待反馈',
  replied: '已反馈',
  closed: '已办结',
  withdrawn: '已撤回',
};
/** Issued and not ended. */
export const RUNNING = ['issued', 'acknowledged', 'replied'] as const satisfies readonly Status[];

export const SUBJECT_KINDS = ['hazard', 'task', 'enterprise', 'body'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
export const SUBJECT_NAMES: Record<SubjectKind, string> = {
  hazard: '隐患',
  task: '方案任务',
  enterprise: '企业',
  body: '单位',
};

// 挂牌层级 is the hazard's: its ledger shows it.
export { LISTING_LEVEL_NAMES, LISTING_LEVELS, type ListingLevel } from '@zhiben/slices/hazard/domain';

/** To whom a paper goes. `external` has no account here: a person records how it was handed over. */
export const PARTY_KINDS = ['enterprise', 'body', 'external'] as const;
export type PartyKind = (typeof PARTY_KINDS)[number];
export const RECEIPT_ROLES = ['main', 'copy'] as const;
export type ReceiptRole = (typeof RECEIPT_ROLES)[number];
export const RECEIPT_ROLE_NAMES: Record<ReceiptRole, string> = { main: '主送', copy: '抄送' };

/** How a paper reached somebody who did not sign on a screen. */
export const DELIVERY_WAYS = ['visit', 'post', 'official'] as const;
export type DeliveryWay = (typeof DELIVERY_WAYS)[number];
export const DELIVERY_NAMES: Record<DeliveryWay, string> = {
  visit: '上门送达',
  post: '邮寄送达',
  official: '公文交换',
};

export const PROPOSAL_STATUSES = ['open', 'accepted', 'dismissed', 'lapsed'] as const;
export type ProposalStatus = (typeof PROPOSAL_STATUSES)[number];
/** `lapsed`: what it rested on has passed, or a stronger measure is proposed instead. */
export const PROPOSAL_STATUS_NAMES: Record<ProposalStatus, string> = {
  open: '待处理',
  accepted: '已采纳',
  dismissed: '不采纳',
  lapsed: '已失效',
};

/** Purposes of this slice's rows in the ledger of deadlines. */
export const DUE_NAMES = {
  'supervision:reply': '反馈期限',
  'supervision:progress': '进展报告期限',
  'supervision:publish': '挂牌公布期限',
  'supervision:publishDelisting': '摘牌公布期限',
} as const;
export type PaperDue = keyof typeof DUE_NAMES;
