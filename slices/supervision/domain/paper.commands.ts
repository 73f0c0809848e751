import { idSchema, localDateSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import {
  DELIVERY_WAYS,
  LISTING_LEVELS,
  PAPER_KINDS,
  PARTY_KINDS,
  RECEIPT_ROLES,
  SUBJECT_KINDS,
} from './supervision.terms.ts';

/** What goes with every command on a paper. */
const onPaper = { commandId: idSchema, expectedVersion: z.int() };
const files = z.array(idSchema).max(30, '最多 30 个附件').default([]);

export const partySchema = z.object({
  role: z.enum(RECEIPT_ROLES).default('main'),
  partyKind: z.enum(PARTY_KINDS),
  /** Null for those without an account here. */
  partyId: idSchema.nullable().default(null),
  partyName: optionalText(60),
});
export type PartyInput = z.output<typeof partySchema>;

const words = {
  title: text(80),
  body: text(6000),
  basis: optionalText(300),
  replyDueOn: localDateSchema.nullable().default(null),
  progressMonths: z.int().min(1).max(12).nullable().default(null),
  level: z.enum(LISTING_LEVELS).nullable().default(null),
  /** Of plates of the levels above: the number they came under. */
  number: z.string().trim().max(60).nullable().default(null),
  parties: z.array(partySchema).max(60, '最多 60 个单位'),
};

/** What a paper about something would say, as a start for its drafter. */
export const startSchema = z.object({
  kind: z.enum(PAPER_KINDS),
  subjectKind: z.enum(SUBJECT_KINDS),
  subjectId: idSchema,
});

export const draftSchema = startSchema.extend({
  id: idSchema,
  proposalId: idSchema.nullable().default(null),
  ...words,
});
export const editSchema = z.object({ ...onPaper, ...words });
const plainSchema = z.object(onPaper);
const sendBackSchema = z.object({ ...onPaper, reason: text(500) });
export const acknowledgeSchema = z.object({ ...onPaper, signer: text(30) });
const deliverSchema = z.object({
  ...onPaper,
  receiptId: idSchema,
  way: z.enum(DELIVERY_WAYS),
  signer: text(30),
  onDate: localDateSchema,
  note: optionalText(300),
  files,
});
export const replySchema = z.object({ ...onPaper, text: text(4000), files });
const askAgainSchema = z.object({
  ...onPaper,
  receiptId: idSchema,
  reason: text(500),
  replyDueOn: localDateSchema,
});
const talkSchema = z.object({
  ...onPaper,
  talkedOn: localDateSchema,
  place: text(100),
  host: text(30),
  attendees: text(300),
  minutes: text(4000),
  /** 议定事项：谁、做什么、何时完成. */
  agreed: text(2000),
  files,
});
const closeSchema = z.object({ ...onPaper, conclusion: text(1000), files });
const delistSchema = z.object({
  ...onPaper,
  conclusion: text(1000),
  /** Of plates of the levels above: the number of the notice that took it down. */
  number: z.string().trim().max(60).nullable().default(null),
  files,
});
const withdrawSchema = z.object({ ...onPaper, reason: text(500) });
const publishSchema = z.object({ ...onPaper, notice: text(500) });

export const COMMAND_SCHEMAS = {
  edit: editSchema,
  submit: plainSchema,
  sendBack: sendBackSchema,
  approve: plainSchema,
  issue: plainSchema,
  acknowledge: acknowledgeSchema,
  deliver: deliverSchema,
  reply: replySchema,
  reportProgress: replySchema,
  askAgain: askAgainSchema,
  recordTalk: talkSchema,
  close: closeSchema,
  delist: delistSchema,
  withdraw: withdrawSchema,
  publish: publishSchema,
  unpublish: sendBackSchema,
} as const;
export type CommandKind = keyof typeof COMMAND_SCHEMAS;
export const COMMAND_KINDS = Object.keys(COMMAND_SCHEMAS) as CommandKind[];

type Given<K extends CommandKind> = Omit<z.output<(typeof COMMAND_SCHEMAS)[K]>, 'commandId' | 'expectedVersion'>;
/** A command without what identifies it. */
export type PaperCommand = { [K in CommandKind]: { kind: K } & Given<K> }[CommandKind];
export type CommandOf<K extends CommandKind> = Extract<PaperCommand, { kind: K }>;

export const COMMAND_NAMES: Record<CommandKind, string> = {
  edit: '修改',
  submit: '送审',
  sendBack: '退回修改',
  approve: '审核通过',
  issue: '印发',
  acknowledge: '签收',
  deliver: '登记送达',
  reply: '反馈办理情况',
  reportProgress: '报告治理进展',
  askAgain: '退回重新反馈',
  recordTalk: '填写约谈记录',
  close: '办结',
  delist: '摘牌',
  withdraw: '撤回',
  publish: '公布',
  unpublish: '撤下公示',
};
