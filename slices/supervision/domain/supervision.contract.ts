import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  many,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { deadlineSchema } from '@zhiben/platform/domain/deadline.contract.ts';
import { fileSchema } from '@zhiben/platform/domain/files.contract.ts';
import { z } from 'zod';
import {
  COMMAND_KINDS,
  COMMAND_NAMES,
  COMMAND_SCHEMAS,
  draftSchema,
  partySchema,
  startSchema,
} from './paper.commands.ts';
import {
  DELIVERY_WAYS,
  LISTING_LEVELS,
  PAPER_KINDS,
  PARTY_KINDS,
  RECEIPT_ROLES,
  STATUSES,
  SUBJECT_KINDS,
} from './supervision.terms.ts';

const READ = 'supervision:read';
const DRAFT = 'supervision:draft';
const APPROVE = 'supervision:approve';
const ANSWER = 'supervision:answer';

/**
 * The tabs of the list: `inbox` waits for a signature or a reply of mine, `toApprove` for my approval, `overdue` for
 * somebody's reply.
 */
export const GROUPS = [
  'inbox',
  'toApprove',
  'drafts',
  'running',
  'overdue',
  'listed',
  'closed',
  'withdrawn',
  'all',
] as const;
export type Group = (typeof GROUPS)[number];
export const GROUP_NAMES: Record<Group, string> = {
  inbox: '待本单位签收、反馈',
  toApprove: '待我审核',
  drafts: '拟稿和审核',
  running: '办理中',
  overdue: '逾期未反馈',
  listed: '挂牌督办中',
  closed: '已办结',
  withdrawn: '已撤回',
  all: '全部',
};
export const SORTS = ['changed', '-changed', 'issued', '-issued', 'due', '-due'] as const;

const paperFilter = {
  group: z.enum(GROUPS).default('all'),
  q: z.string().trim().max(60).optional(),
  kind: many(z.enum(PAPER_KINDS)).optional(),
  level: z.enum(LISTING_LEVELS).optional(),
  issuerBodyId: idSchema.optional(),
  /** The hazard, task, enterprise or body it is about. */
  subjectId: idSchema.optional(),
  enterpriseId: idSchema.optional(),
  issuedFrom: localDateSchema.optional(),
  issuedTo: localDateSchema.optional(),
};
export type PaperFilter = z.output<z.ZodObject<typeof paperFilter>>;

export const paperRowSchema = z.object({
  id: idSchema,
  number: z.string().nullable(),
  kind: z.enum(PAPER_KINDS),
  status: z.enum(STATUSES),
  level: z.enum(LISTING_LEVELS).nullable(),
  title: z.string(),
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: idSchema,
  subjectName: z.string(),
  division: divisionCodeSchema,
  issuerName: z.string(),
  /** Main addressees, joined. */
  addressees: z.string(),
  replyDueOn: localDateSchema.nullable(),
  issuedAt: instantSchema.nullable(),
  changedAt: instantSchema,
  isPublished: z.boolean(),
  version: z.int(),
});
export type PaperRow = z.infer<typeof paperRowSchema>;

export const listPapers = contract({
  method: 'GET',
  url: '/api/supervision/papers',
  permission: READ,
  summary: '督办文书（新近办理的在前；可筛选、检索）',
  query: z.object({ ...paperFilter, sort: z.enum(SORTS).optional(), ...pageQuery }),
  response: pageOf(paperRowSchema),
});

export const countPapers = contract({
  method: 'GET',
  url: '/api/supervision/papers/count',
  permission: READ,
  summary: '符合条件的督办文书数',
  query: z.object(paperFilter),
  response: countSchema,
});

export const exportPapers = contract({
  method: 'GET',
  url: '/api/supervision/papers/export',
  permission: 'supervision:export',
  summary: '导出督办文书台账（xlsx，与列表同样的筛选和范围，导出留痕）',
  query: z.object({ ...paperFilter, sort: z.enum(SORTS).optional() }),
  response: z.unknown(),
});

export const receiptSchema = z.object({
  id: idSchema,
  role: z.enum(RECEIPT_ROLES),
  partyKind: z.enum(PARTY_KINDS),
  partyId: idSchema.nullable(),
  partyName: z.string(),
  acknowledgedAt: instantSchema.nullable(),
  signer: z.string().nullable(),
  delivered: z.enum(DELIVERY_WAYS).nullable(),
  repliedAt: instantSchema.nullable(),
  reports: z.int(),
});

export const paperEntrySchema = z.object({
  id: z.uuid(),
  at: instantSchema,
  who: z.string(),
  what: z.string(),
  details: z.array(z.object({ label: z.string(), text: z.string() })),
  files: z.array(z.uuid()),
});

export const paperSchema = paperRowSchema.extend({
  body: z.string(),
  basis: z.string(),
  issuerBodyId: idSchema,
  enterpriseId: idSchema.nullable(),
  progressMonths: z.int().nullable(),
  talkedAt: instantSchema.nullable(),
  closedAt: instantSchema.nullable(),
  delistingNumber: z.string().nullable(),
  notice: z.string().nullable(),
  publishedAt: instantSchema.nullable(),
  /** A start for the notice, without personal data; null where nothing is published. */
  suggestedNotice: z.string().nullable(),
  receipts: z.array(receiptSchema),
  timeline: z.array(paperEntrySchema),
  files: z.array(fileSchema),
  deadlines: z.array(deadlineSchema.extend({ party: z.string() })),
  needsApproval: z.boolean(),
  abilities: z.record(z.enum(COMMAND_KINDS as [string, ...string[]]), z.boolean()),
  /** Steps that would be the actor's but are not possible yet, each with the reason. */
  blocked: z.partialRecord(z.enum(COMMAND_KINDS as [string, ...string[]]), z.string()),
  /** Who has it now. */
  otherwise: z.string(),
});
export type PaperRecord = z.infer<typeof paperSchema>;

const params = z.object({ id: idSchema });

export const getPaper = contract({
  method: 'GET',
  url: '/api/supervision/papers/:id',
  permission: READ,
  summary: '一份督办文书：内容、签收和反馈、办理过程、下一步',
  params,
  response: paperSchema,
});

export const getPaperDocx = contract({
  method: 'GET',
  url: '/api/supervision/papers/:id/docx',
  permission: READ,
  summary: '督办文书的公文（docx，GB/T 9704 版式）；part=delisting 时为摘牌通知',
  params,
  query: z.object({ part: z.enum(['paper', 'delisting', 'talk']).default('paper') }),
  response: z.unknown(),
});

export const startPaper = contract({
  method: 'GET',
  url: '/api/supervision/start',
  permission: DRAFT,
  summary: '拟稿用的初稿：标题、正文、主送、期限（不保存）',
  query: startSchema,
  response: z.object({
    subjectName: z.string(),
    title: z.string(),
    body: z.string(),
    basis: z.string(),
    replyDueOn: localDateSchema.nullable(),
    progressMonths: z.int().nullable(),
    level: z.enum(LISTING_LEVELS).nullable(),
    parties: z.array(partySchema),
    kinds: z.array(z.enum(PAPER_KINDS)),
  }),
});

export const draftPaper = contract({
  method: 'POST',
  url: '/api/supervision/papers',
  permission: DRAFT,
  summary: '拟稿（编号由客户端生成，重复提交无害）',
  body: draftSchema,
  response: paperRowSchema,
});

const urls = {
  edit: 'edit',
  submit: 'submit',
  sendBack: 'send-back',
  approve: 'approve',
  issue: 'issue',
  acknowledge: 'acknowledge',
  deliver: 'deliver',
  reply: 'reply',
  reportProgress: 'report-progress',
  askAgain: 'ask-again',
  recordTalk: 'record-talk',
  close: 'close',
  delist: 'delist',
  withdraw: 'withdraw',
  publish: 'publish',
  unpublish: 'unpublish',
} as const;

function command<K extends keyof typeof COMMAND_SCHEMAS, P extends string>(kind: K, permission: P) {
  return contract({
    method: 'POST',
    url: `/api/supervision/papers/:id/${urls[kind]}`,
    permission,
    summary: `督办文书：${COMMAND_NAMES[kind]}`,
    params,
    body: COMMAND_SCHEMAS[kind],
    response: paperRowSchema,
  });
}

/** One contract a command; `applyCommand` says when each may be given. */
export const commands = {
  edit: command('edit', DRAFT),
  submit: command('submit', DRAFT),
  sendBack: command('sendBack', APPROVE),
  approve: command('approve', APPROVE),
  issue: command('issue', DRAFT),
  acknowledge: command('acknowledge', ANSWER),
  deliver: command('deliver', DRAFT),
  reply: command('reply', ANSWER),
  reportProgress: command('reportProgress', ANSWER),
  askAgain: command('askAgain', DRAFT),
  recordTalk: command('recordTalk', DRAFT),
  close: command('close', DRAFT),
  delist: command('delist', DRAFT),
  withdraw: command('withdraw', DRAFT),
  publish: command('publish', DRAFT),
  unpublish: command('unpublish', DRAFT),
} as const;
