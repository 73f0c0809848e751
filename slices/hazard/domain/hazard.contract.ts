import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { deadlineSchema } from '@zhiben/platform/domain/deadline.contract.ts';
import { fileSchema } from '@zhiben/platform/domain/files.contract.ts';
import { z } from 'zod';
import * as commands from './hazard.commands.ts';
import { hazardFilter, SORTS } from './hazard.filter.ts';
import { RECORD_COMMANDS } from './hazard.policy.ts';
import {
  CHANNELS,
  DUE_PURPOSES,
  GRADES,
  IMPOSED_MEASURES,
  LISTING_LEVELS,
  OWN_MEASURES,
  REPORT_TARGETS,
  STATUSES,
} from './hazard.terms.ts';
import { treatmentSchema } from './hazard.treatment.ts';

export const hazardRowSchema = z.object({
  id: idSchema,
  number: z.string(),
  status: z.enum(STATUSES),
  grade: z.enum(GRADES).nullable(),
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: divisionCodeSchema,
  industry: z.string(),
  /** In lists no longer than 200 characters. */
  description: z.string(),
  place: z.string(),
  /** Null where the viewer may not know more than `channelName` says. */
  channel: z.enum(CHANNELS).nullable(),
  channelName: z.string(),
  criterionCode: z.string().nullable(),
  discoveredOn: localDateSchema,
  registeredAt: instantSchema,
  rectificationDueOn: localDateSchema.nullable(),
  /** What lapses next, and what it is; both null when nothing runs. */
  dueOn: localDateSchema.nullable(),
  dueFor: z.enum(DUE_PURPOSES).nullable(),
  closedAt: instantSchema.nullable(),
  returnedCount: z.int(),
  extendedCount: z.int(),
  /** 挂牌层级, 挂牌日期, 摘牌日期; null where no plate ever hung. */
  listingLevel: z.enum(LISTING_LEVELS).nullable(),
  listedOn: localDateSchema.nullable(),
  delistedOn: localDateSchema.nullable(),
  version: z.int(),
});
export type HazardRow = z.infer<typeof hazardRowSchema>;

export const listHazards = contract({
  method: 'GET',
  url: '/api/hazards',
  permission: 'hazard:read',
  summary: '隐患台账（办理中的按先到期排序，其余按登记时间；可筛选、检索）',
  query: z.object({ ...hazardFilter, sort: z.enum(SORTS).optional(), ...pageQuery }),
  response: pageOf(hazardRowSchema),
});

export const countHazards = contract({
  method: 'GET',
  url: '/api/hazards/count',
  permission: 'hazard:read',
  summary: '符合条件的隐患数',
  query: z.object(hazardFilter),
  response: countSchema,
});

/** A criterion as a choice: what it says, where it stands, and what must be said beside it. */
export const criterionChoiceSchema = z.object({
  code: z.string(),
  industry: z.string(),
  standard: z.string(),
  article: z.string(),
  lead: z.string(),
  text: z.string(),
  /** Words of the description that led to it; empty where it is merely alike. */
  because: z.array(z.string()),
  caveats: z.array(z.string()),
});
export type CriterionChoice = z.infer<typeof criterionChoiceSchema>;

export const suggestCriteria = contract({
  method: 'GET',
  url: '/api/hazards/criteria',
  permission: 'hazard:read',
  summary: '判定标准检索：按文字和发现日期，只列发现当日有效的条款',
  query: z.object({
    q: z.string().trim().max(300).default(''),
    industry: z.string().max(40).optional(),
    on: localDateSchema,
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  response: z.object({
    rows: z.array(criterionChoiceSchema),
    /** What the classifier takes the description for; null without one. A proposal: a person decides. */
    verdict: z.enum(['major', 'general', 'unsure']).nullable(),
    /** What the library can say of that industry on that day. */
    coverage: z.enum(['full', 'partial', 'none']),
    caveats: z.array(z.string()),
  }),
});

const measureSchema = z.object({
  no: z.int(),
  measure: z.enum([...OWN_MEASURES, ...IMPOSED_MEASURES]),
  on: localDateSchema,
  text: z.string(),
  document: z.string(),
  untilOn: localDateSchema.nullable(),
  liftedOn: localDateSchema.nullable(),
});

const courseSchema = z.object({
  reports: z.partialRecord(z.enum(REPORT_TARGETS), z.object({ on: localDateSchema, how: z.string() })).default({}),
  measures: z.array(measureSchema).default([]),
  extension: z.object({ dueOn: localDateSchema, reason: z.string(), at: instantSchema }).nullable().default(null),
  pausedOn: localDateSchema.nullable().default(null),
  /** 中止前的整改期限 */
  pausedDueOn: localDateSchema.nullable().default(null),
  referral: z.object({ authority: z.string(), document: z.string(), at: instantSchema }).nullable().default(null),
  shutdown: z.object({ government: z.string(), document: z.string(), at: instantSchema }).nullable().default(null),
  lookBack: z
    .object({ drawId: idSchema, passed: z.boolean().nullable(), reopenedAs: idSchema.nullable() })
    .nullable()
    .default(null),
});

/** Another hazard that a record points to. */
export const hazardLinkSchema = z.object({
  id: idSchema,
  number: z.string(),
  description: z.string(),
  place: z.string(),
  status: z.enum(STATUSES),
  grade: z.enum(GRADES).nullable(),
  registeredAt: instantSchema,
  closedAt: instantSchema.nullable(),
});
export type HazardLink = z.infer<typeof hazardLinkSchema>;

const stepSchema = z.object({
  command: z.enum(RECORD_COMMANDS),
  why: z.string(),
  dueOn: localDateSchema.nullable(),
  blocked: z.string().nullable(),
});

export const timelineEntrySchema = z.object({
  id: z.uuid(),
  seq: z.int(),
  at: instantSchema,
  who: z.string(),
  what: z.string(),
  details: z.array(z.object({ label: z.string(), text: z.string() })),
  files: z.array(z.uuid()),
});

export const hazardSchema = hazardRowSchema.extend({
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  /** The enterprise's present name where it changed since. */
  enterpriseNowNamed: z.string().nullable(),
  criterion: criterionChoiceSchema.nullable(),
  /** By which standard and clause it was judged; empty until then. */
  basis: z.string(),
  registeredByBody: z.string().nullable(),
  handlingBody: z.string().nullable(),
  confirmedAt: instantSchema.nullable(),
  notifiedAt: instantSchema.nullable(),
  committedAt: instantSchema.nullable(),
  appliedAt: instantSchema.nullable(),
  commitments: z.array(commands.commitmentSchema),
  fundsPlanned: z.number().nullable(),
  fundsSpent: z.number().nullable(),
  timeline: z.array(timelineEntrySchema),
  files: z.array(fileSchema),
  deadlines: z.array(deadlineSchema),
  abilities: z.record(z.enum(RECORD_COMMANDS), z.boolean()),
  next: z.object({ steps: z.array(stepSchema), more: z.array(z.enum(RECORD_COMMANDS)), otherwise: z.string() }),
  /** 原整改期限; null while it never moved. */
  originalDueOn: localDateSchema.nullable(),
  acceptedAt: instantSchema.nullable(),
  referredAt: instantSchema.nullable(),
  shutDownAt: instantSchema.nullable(),
  lookBackDueOn: localDateSchema.nullable(),
  lookedBackAt: instantSchema.nullable(),
  reopens: hazardLinkSchema.nullable(),
  reopenedAs: hazardLinkSchema.nullable(),
  course: courseSchema,
  /** 五类差别处置; null for those whom it does not concern yet. */
  treatment: treatmentSchema.nullable(),
  /** The same criterion at the same enterprise before. */
  recurrence: z.array(hazardLinkSchema),
  /** Fills the form of confirmation; null for those who do not confirm. */
  suggestedCommitmentsDueOn: localDateSchema.nullable(),
});
export type HazardRecord = z.infer<typeof hazardSchema>;

const params = z.object({ id: idSchema });

export const getHazard = contract({
  method: 'GET',
  url: '/api/hazards/:id',
  permission: 'hazard:read',
  summary: '隐患档案：事实、时限、办理过程、附件、下一步',
  params,
  response: hazardSchema,
});
