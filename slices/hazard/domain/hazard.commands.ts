import { idSchema, instantSchema, localDateSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { CHANNELS, IMPOSED_MEASURES, type Listing, OWN_MEASURES, REPORT_TARGETS } from './hazard.terms.ts';

/*
 * What people send. Bodies of the routes and input of the rules are the same shapes; the action adds what only the
 * database knows (the enterprise, the number, the limit of acceptance).
 */

export const fileIds = z.array(idSchema).max(20, '一次最多 20 个附件').default([]);
const longitude = z.number().min(-180).max(180).nullable().default(null);
const latitude = z.number().min(-90).max(90).nullable().default(null);
/** 万元, two decimals. */
export const money = z
  .number()
  .min(0, '金额不能为负')
  .max(1_000_000, '单位是万元，请核对金额')
  .refine((n) => Math.abs(n * 100 - Math.round(n * 100)) < 1e-6, '最多两位小数');

/** Sent with every command on a record: a resend is known by its id, a stale screen by the version it had read. */
const onRecord = { commandId: idSchema, expectedVersion: z.int().min(1) };

export const registerSchema = z.object({
  /** Client-made; sending the same record twice is harmless. */
  id: idSchema,
  enterpriseId: idSchema,
  description: text(2000),
  place: text(200),
  longitude,
  latitude,
  channel: z.enum(CHANNELS),
  discoveredOn: localDateSchema,
  /** What the recorder takes it for; who confirms may decide otherwise. */
  criterionCode: z.string().max(40).nullable().default(null),
  files: fileIds,
});

export const confirmSchema = z.object({
  ...onRecord,
  criterionCode: z.string().max(40).nullable().default(null),
  /** Standard and clause in words, where the library does not hold the standard. */
  basis: optionalText(300),
  notes: optionalText(1000),
  /** Day by which the enterprise files its five commitments, as the paper states it. */
  commitmentsDueOn: localDateSchema,
  /** Set when rectification by a day was ordered (责令限期整改); else the enterprise commits to a day itself. */
  rectificationDueOn: localDateSchema.nullable().default(null),
  files: fileIds,
});

export const judgeGeneralSchema = z.object({
  ...onRecord,
  notes: optionalText(1000),
  rectificationDueOn: localDateSchema,
});

export const dismissSchema = z.object({ ...onRecord, reason: text(1000) });

/**
 * Who answers, and by what it can be checked: name and position only. Telephone numbers stay out of it, since events
 * are kept for ever and the enterprise's own record has them.
 */
const commitmentParts = {
  owner: z.object({ name: text(30), position: text(60) }),
  proof: z.object({ note: optionalText(300), files: fileIds }),
};
export const commitmentSchema = z.discriminatedUnion('kind', [
  /** value: what the owner answers for */
  z.object({ kind: z.literal('responsibility'), value: text(500), ...commitmentParts }),
  z.object({ kind: z.literal('measures'), value: text(2000), ...commitmentParts }),
  /** value: planned, in 万元 */
  z.object({ kind: z.literal('funds'), value: money, ...commitmentParts }),
  /** value: the day by which it is rectified */
  z.object({ kind: z.literal('deadline'), value: localDateSchema, ...commitmentParts }),
  /** value: interim control and emergency plan */
  z.object({ kind: z.literal('plan'), value: text(1000), ...commitmentParts }),
]);
export type Commitment = z.infer<typeof commitmentSchema>;

/** One or several of the five; what was filed before may be filed anew until all five stand. */
export const commitSchema = z.object({ ...onRecord, commitments: z.array(commitmentSchema).min(1).max(5) });

export const progressSchema = z.object({
  ...onRecord,
  report: text(1000),
  percent: z.int().min(0).max(100).nullable().default(null),
  /** Spent so far in all, 万元. */
  fundsSpent: money.nullable().default(null),
  files: fileIds,
});

export const applySchema = z.object({
  ...onRecord,
  statement: text(2000),
  fundsSpent: money.nullable().default(null),
  files: fileIds,
});

const onSite = {
  ...onRecord,
  place: text(200),
  longitude,
  latitude,
  visitedAt: instantSchema,
  /** Who else took part on site. */
  participants: z.array(text(30)).max(20).default([]),
  /** 验收意见: what was checked and found. */
  finding: text(2000),
  files: fileIds,
};
export const acceptSchema = z.object(onSite);
/** The finding says what still stands. */
export const rejectSchema = z.object(onSite);

/** The same form for a major hazard, which needs a photo or paper (`photos-missing` in the rules). */
export function withProof<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>) {
  return schema.extend({ files: z.array(idSchema).min(1, '请至少附一张照片或一份材料').max(20) });
}

/** 双报告: to the department and to the workers' congress, each once or again. */
export const fileReportSchema = z.object({
  ...onRecord,
  target: z.enum(REPORT_TARGETS),
  reportedOn: localDateSchema,
  /** Meeting and form: 三季度职工代表大会, 书面报告. */
  how: text(200),
  content: text(1000),
  files: fileIds,
});

/** 交办: another body of the county takes the hazard over as the one that handles it. */
export const assignSchema = z.object({ ...onRecord, bodyId: idSchema, reason: text(500) });

export const takeInterimSchema = z.object({
  ...onRecord,
  measure: z.enum(OWN_MEASURES),
  text: text(1000),
  files: fileIds,
});

/** 现场处理措施 and 行政强制. `effectiveAt` and `noticeAt` matter for `powerCut` alone (《安全生产法》第七十条). */
export const imposeSchema = z.object({
  ...onRecord,
  measure: z.enum(IMPOSED_MEASURES),
  text: text(1000),
  /** Number of the paper: 现场处理措施决定书, 行政处罚决定书. */
  document: text(100),
  /** Until when a suspension holds at most; half a year at the longest. */
  untilOn: localDateSchema.nullable().default(null),
  /** Principal of the department who approved it. */
  approvedBy: optionalText(30),
  noticeAt: instantSchema.nullable().default(null),
  effectiveAt: instantSchema.nullable().default(null),
  /** 紧急情形: the notice of a day is not owed. */
  urgent: z.boolean().default(false),
  files: fileIds,
});

/** 解除; for a suspension it is the consent to resume 复产同意. `no` counts the measures of the record from 1. */
export const liftSchema = z.object({ ...onRecord, no: z.int().min(1), note: text(1000), files: fileIds });

export const applyExtensionSchema = z.object({
  ...onRecord,
  dueOn: localDateSchema,
  reason: text(1000),
  /** What keeps people safe until then. */
  interim: text(1000),
  files: fileIds,
});

export const approveExtensionSchema = z.object({
  ...onRecord,
  /** May be earlier than was asked for, never later. */
  dueOn: localDateSchema,
  reason: text(500),
  document: text(100),
});

export const refuseExtensionSchema = z.object({ ...onRecord, reason: text(500) });

/** 中止计算: for what neither side can help (诉讼, 不可抗力, 政府征收). */
export const pauseClockSchema = z.object({ ...onRecord, reason: text(500), source: text(200), files: fileIds });
export const resumeClockSchema = z.object({ ...onRecord, note: text(500) });

export const referSchema = z.object({
  ...onRecord,
  /** 受移送机关 */
  authority: text(100),
  reason: text(1000),
  document: text(100),
  files: fileIds,
});
export const receiveReferralSchema = z.object({
  ...onRecord,
  receivedOn: localDateSchema,
  receiver: text(60),
  document: text(100),
  files: fileIds,
});
export const withdrawReferralSchema = z.object({ ...onRecord, reason: text(500) });

export const requestShutdownSchema = z.object({
  ...onRecord,
  /** 提请的人民政府 */
  government: text(100),
  grounds: text(2000),
  document: text(100),
  files: fileIds,
});
export const decideShutdownSchema = z.object({
  ...onRecord,
  ordered: z.boolean(),
  decidedOn: localDateSchema,
  document: text(100),
  note: optionalText(1000),
  files: fileIds,
});

export const closeSchema = z.object({ ...onRecord, opinion: text(1000), files: fileIds });
export const refuseClosureSchema = z.object({ ...onRecord, reason: text(1000) });

/** 回头看: whether what was closed still holds. What does not is entered anew, linked to the old record. */
export const lookBackSchema = z.object({ ...onSite, passed: z.boolean() });

/** Found on registration by the action. */
interface Registration {
  readonly number: string;
  readonly enterpriseName: string;
  readonly division: string;
  readonly industry: string;
  readonly judgementDueOn: string | null;
  /** Of the closed hazard whose look-back failed. */
  readonly reopensId?: string;
}

type Body<S extends z.ZodType> = Omit<z.output<S>, 'commandId' | 'expectedVersion'>;

export type HazardCommand =
  | ({ kind: 'register' } & Body<typeof registerSchema> & Registration)
  /** `basis` is settled: title, number and article of the criterion, or what was typed. */
  | ({ kind: 'confirm' } & Body<typeof confirmSchema>)
  | ({ kind: 'judgeGeneral' } & Body<typeof judgeGeneralSchema>)
  | ({ kind: 'dismiss' } & Body<typeof dismissSchema>)
  | ({ kind: 'commit' } & Body<typeof commitSchema>)
  | ({ kind: 'reportProgress' } & Body<typeof progressSchema>)
  /** `reused`: sentences on photographs that were evidence before; absent where there are none. */
  | ({ kind: 'apply'; acceptanceDueOn: string | null; reused?: readonly string[] } & Body<typeof applySchema>)
  | ({ kind: 'accept'; closureDueOn?: string | null } & Body<typeof acceptSchema>)
  | ({ kind: 'reject' } & Body<typeof rejectSchema>)
  | ({ kind: 'close' } & Body<typeof closeSchema>)
  | ({ kind: 'refuseClosure'; acceptanceDueOn: string | null } & Body<typeof refuseClosureSchema>)
  | ({ kind: 'fileReport' } & Body<typeof fileReportSchema>)
  | ({ kind: 'assign'; bodyName: string } & Body<typeof assignSchema>)
  | ({ kind: 'takeInterim' } & Body<typeof takeInterimSchema>)
  | ({ kind: 'impose' } & Body<typeof imposeSchema>)
  | ({ kind: 'lift' } & Body<typeof liftSchema>)
  /** `latestOn`: last day on which it may be applied for; the due day itself where no lead is set. */
  | ({ kind: 'applyExtension'; latestOn: string | null } & Body<typeof applyExtensionSchema>)
  | ({ kind: 'approveExtension' } & Body<typeof approveExtensionSchema>)
  | ({ kind: 'refuseExtension' } & Body<typeof refuseExtensionSchema>)
  | ({ kind: 'pauseClock' } & Body<typeof pauseClockSchema>)
  | ({ kind: 'resumeClock' } & Body<typeof resumeClockSchema>)
  | ({ kind: 'refer' } & Body<typeof referSchema>)
  | ({ kind: 'receiveReferral' } & Body<typeof receiveReferralSchema>)
  | ({ kind: 'withdrawReferral' } & Body<typeof withdrawReferralSchema>)
  | ({ kind: 'requestShutdown' } & Body<typeof requestShutdownSchema>)
  | ({ kind: 'decideShutdown' } & Body<typeof decideShutdownSchema>)
  /** Given by a draw, not by a person on the record. */
  | { kind: 'selectForLookBack'; drawId: string; dueOn: string }
  /** Given when a plate is issued, taken down or withdrawn: how the hazard is listed from then on. */
  | { kind: 'markListed'; listing: Listing | null; document: string }
  /** `reopensAs`: id of the hazard that takes up a failed one. */
  | ({ kind: 'lookBack'; reopensAs: string | null } & Body<typeof lookBackSchema>)
  // What the rules refuse whoever asks (hazard-closed-loop.md §2, last line).
  | { kind: 'erase' }
  | { kind: 'rewrite' }
  | { kind: 'split' }
  | { kind: 'postpone'; rectificationDueOn: string };

export type CommandKind = HazardCommand['kind'];
