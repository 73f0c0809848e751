import {
  contract,
  countSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

const spanSchema = z.object({ start: z.int(), end: z.int() });

export const OBLIGATION_KINDS = ['deadline', 'recurring', 'one-off-count', 'target', 'prohibition-trigger'] as const;
export const PERIODS = ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const;
export const SECTION_KINDS = ['section', 'action', 'task', 'safeguard'] as const;
export const PLAN_FORMATS = ['txt', 'docx', 'html', 'pdf'] as const;

/** Below it a person should look. */
export const SURE_FROM = 0.7;

export const frequencySchema = z.object({
  per: z.enum(PERIODS),
  atLeast: z.int(),
  every: z.int().optional(),
  dueDay: z.string().optional(),
});

/** A duty as the reader understood it (`packages/gongwen`), absent values as null. */
export const readObligationSchema = z.object({
  sectionId: z.string().nullable(),
  quote: z.string(),
  span: spanSchema,
  kind: z.enum(OBLIGATION_KINDS),
  deadline: localDateSchema.nullable(),
  deadlineAlternatives: z.array(localDateSchema),
  inPeriod: z.boolean(),
  frequency: frequencySchema.nullable(),
  count: z.int().nullable(),
  target: z.string().nullable(),
  appliesTo: z.string().nullable(),
  condition: z.string().nullable(),
  actor: z.string().nullable(),
  confidence: z.number(),
});
export type ReadObligation = z.infer<typeof readObligationSchema>;

export const readSectionSchema = z.object({
  id: z.string(),
  path: z.array(z.string()),
  kind: z.enum(SECTION_KINDS),
  title: z.string().nullable(),
  startsWith: z.string(),
  span: spanSchema,
  headSpan: spanSchema,
});
export type ReadSection = z.infer<typeof readSectionSchema>;

export const planRowSchema = z.object({
  id: idSchema,
  title: z.string(),
  docNumber: z.string().nullable(),
  issuer: z.string().nullable(),
  datedOn: localDateSchema.nullable(),
  periodFrom: localDateSchema.nullable(),
  periodTo: localDateSchema.nullable(),
  format: z.enum(PLAN_FORMATS),
  sections: z.int(),
  obligations: z.int(),
  importedAt: instantSchema,
  /** The campaign that it was adopted as. */
  campaignId: idSchema.nullable(),
});
export type PlanRow = z.infer<typeof planRowSchema>;

const planFilter = {
  q: z.string().trim().max(60).optional(),
  adopted: z.enum(['true', 'false']).optional(),
};

export const listPlans = contract({
  method: 'GET',
  url: '/api/plans',
  permission: 'plan:read',
  summary: '方案文件（新导入的在前）',
  query: z.object({ ...planFilter, ...pageQuery }),
  response: pageOf(planRowSchema),
});

export const countPlans = contract({
  method: 'GET',
  url: '/api/plans/count',
  permission: 'plan:read',
  summary: '方案文件数',
  query: z.object(planFilter),
  response: countSchema,
});

export const planSchema = planRowSchema.omit({ sections: true, obligations: true }).extend({
  fileName: z.string(),
  bytes: z.int(),
  text: z.string(),
  phases: z.array(
    z.object({ name: z.string(), from: localDateSchema.nullable(), to: localDateSchema.nullable(), span: spanSchema }),
  ),
  sections: z.array(readSectionSchema),
  obligations: z.array(readObligationSchema),
  /** Period to offer at adoption. */
  proposedPeriod: z.object({ from: localDateSchema.nullable(), to: localDateSchema.nullable() }),
  abilities: z.object({ adopt: z.boolean() }),
});
export type PlanRecord = z.infer<typeof planSchema>;

export const getPlan = contract({
  method: 'GET',
  url: '/api/plans/:id',
  permission: 'plan:read',
  summary: '方案全文和读出的结构（条目与要求都带原文位置）',
  params: z.object({ id: idSchema }),
  response: planSchema,
});

export const getPlanOriginal = contract({
  method: 'GET',
  url: '/api/plans/:id/original',
  permission: 'plan:read',
  summary: '下载导入时的原件（逐字节保持原样）',
  params: z.object({ id: idSchema }),
  response: z.unknown(),
});

export const importPlan = contract({
  method: 'POST',
  url: '/api/plans',
  permission: 'plan:import',
  summary:
    '导入方案文件（multipart：id、commandId 为客户端生成的编号，file 为 txt、docx、html 或 pdf）；同一文件再次导入返回已有方案',
  response: z.object({ id: idSchema, title: z.string(), alreadyImported: z.boolean() }),
});
