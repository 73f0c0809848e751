import { idSchema, instantSchema, localDateSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { CHANNELS } from './hazard.terms.ts';

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

/** Found on registration by the action. */
interface Registration {
  readonly number: string;
  readonly enterpriseName: string;
  readonly division: string;
  readonly industry: string;
  readonly judgementDueOn: string | null;
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
  | ({ kind: 'apply'; acceptanceDueOn: string | null } & Body<typeof applySchema>)
  | ({ kind: 'accept' } & Body<typeof acceptSchema>)
  | ({ kind: 'reject' } & Body<typeof rejectSchema>)
  // What the rules refuse whoever asks (hazard-closed-loop.md §2, last line).
  | { kind: 'close' }
  | { kind: 'erase' }
  | { kind: 'rewrite' }
  | { kind: 'split' }
  | { kind: 'postpone'; rectificationDueOn: string };

export type CommandKind = HazardCommand['kind'];
