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

export const registerHazard = contract({
  method: 'POST',
  url: '/api/hazards',
  permission: 'hazard:record',
  summary: '登记隐患（编号由客户端生成，重复提交无害）',
  body: commands.registerSchema,
  response: hazardRowSchema,
});

export const confirmHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/confirm',
  permission: 'hazard:confirm',
  summary: '认定为重大事故隐患并通知企业',
  params,
  body: commands.confirmSchema,
  response: hazardRowSchema,
});

export const judgeHazardGeneral = contract({
  method: 'POST',
  url: '/api/hazards/:id/judge-general',
  permission: 'hazard:confirm',
  summary: '判定为一般隐患并责令限期整改',
  params,
  body: commands.judgeGeneralSchema,
  response: hazardRowSchema,
});

export const dismissHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/dismiss',
  permission: 'hazard:confirm',
  summary: '认定不构成隐患',
  params,
  body: commands.dismissSchema,
  response: hazardRowSchema,
});

export const fileCommitments = contract({
  method: 'POST',
  url: '/api/hazards/:id/commit',
  permission: 'hazard:commit',
  summary: '报送五落实（可逐项报送，五项齐备进入整改）',
  params,
  body: commands.commitSchema,
  response: hazardRowSchema,
});

export const reportHazardProgress = contract({
  method: 'POST',
  url: '/api/hazards/:id/report-progress',
  permission: 'hazard:rectify',
  summary: '报告整改进展',
  params,
  body: commands.progressSchema,
  response: hazardRowSchema,
});

export const applyForAcceptance = contract({
  method: 'POST',
  url: '/api/hazards/:id/apply',
  permission: 'hazard:rectify',
  summary: '申请验收',
  params,
  body: commands.applySchema,
  response: hazardRowSchema,
});

export const acceptHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/accept',
  permission: 'hazard:accept',
  summary: '现场验收合格（重大事故隐患待审批销号，一般隐患随即销号）',
  params,
  body: commands.acceptSchema,
  response: hazardRowSchema,
});

export const rejectHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/reject',
  permission: 'hazard:accept',
  summary: '现场验收不合格，退回整改',
  params,
  body: commands.rejectSchema,
  response: hazardRowSchema,
});

/** A command on a record: POST, answered with the row as it then stands. */
function onRecord<const Url extends `/api/hazards/:id/${string}`, const P extends string, B extends z.ZodType>(
  url: Url,
  permission: P,
  summary: string,
  body: B,
) {
  return contract({ method: 'POST', url, permission, summary, params, body, response: hazardRowSchema });
}

export const closeHazard = onRecord(
  '/api/hazards/:id/close',
  'hazard:close',
  '审批销号（审批人不是验收人）',
  commands.closeSchema,
);
export const refuseHazardClosure = onRecord(
  '/api/hazards/:id/refuse-closure',
  'hazard:close',
  '销号审批退回，重新核验',
  commands.refuseClosureSchema,
);
export const fileHazardReport = onRecord(
  '/api/hazards/:id/file-report',
  'hazard:rectify',
  '双报告：向部门、职工大会（职代会）报告',
  commands.fileReportSchema,
);
export const assignHazard = onRecord(
  '/api/hazards/:id/assign',
  'hazard:assign',
  '交办其他部门承办',
  commands.assignSchema,
);
export const takeInterimMeasure = onRecord(
  '/api/hazards/:id/take-interim',
  'hazard:rectify',
  '记录临时管控措施或部分整改',
  commands.takeInterimSchema,
);
export const imposeMeasure = onRecord(
  '/api/hazards/:id/impose',
  'hazard:impose',
  '登记现场处理、停产停用、停电停供、行政处罚决定',
  commands.imposeSchema,
);
export const liftMeasure = onRecord(
  '/api/hazards/:id/lift',
  'hazard:impose',
  '解除措施、同意恢复生产和使用',
  commands.liftSchema,
);
export const applyForExtension = onRecord(
  '/api/hazards/:id/apply-extension',
  'hazard:rectify',
  '申请延期（期限届满前）',
  commands.applyExtensionSchema,
);
export const approveHazardExtension = onRecord(
  '/api/hazards/:id/approve-extension',
  'hazard:decide',
  '批准延期（原期限保留）',
  commands.approveExtensionSchema,
);
export const refuseHazardExtension = onRecord(
  '/api/hazards/:id/refuse-extension',
  'hazard:decide',
  '不同意延期',
  commands.refuseExtensionSchema,
);
export const pauseHazardClock = onRecord(
  '/api/hazards/:id/pause-clock',
  'hazard:decide',
  '中止计算整改期限并写明依据',
  commands.pauseClockSchema,
);
export const resumeHazardClock = onRecord(
  '/api/hazards/:id/resume-clock',
  'hazard:decide',
  '恢复计算整改期限',
  commands.resumeClockSchema,
);
export const referHazard = onRecord(
  '/api/hazards/:id/refer',
  'hazard:decide',
  '移送其他机关（签收前仍由本单位负责）',
  commands.referSchema,
);
export const receiveHazardReferral = onRecord(
  '/api/hazards/:id/receive-referral',
  'hazard:decide',
  '登记受移送机关的签收回执',
  commands.receiveReferralSchema,
);
export const withdrawHazardReferral = onRecord(
  '/api/hazards/:id/withdraw-referral',
  'hazard:decide',
  '撤回移送',
  commands.withdrawReferralSchema,
);
export const requestHazardShutdown = onRecord(
  '/api/hazards/:id/request-shutdown',
  'hazard:decide',
  '提请人民政府关闭',
  commands.requestShutdownSchema,
);
export const decideHazardShutdown = onRecord(
  '/api/hazards/:id/decide-shutdown',
  'hazard:decide',
  '登记人民政府关于关闭的决定',
  commands.decideShutdownSchema,
);
export const lookBackAtHazard = onRecord(
  '/api/hazards/:id/look-back',
  'hazard:accept',
  '回头看；不合格的按新的隐患登记并与原记录关联',
  commands.lookBackSchema,
);
