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
import { correctionSchema } from './correction.contract.ts';
import { readDutySchema, readSectionSchema, spanSchema } from './reading.contract.ts';

export * from './reading.contract.ts';

export const PLAN_FORMATS = ['txt', 'docx', 'html', 'pdf'] as const;

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
  /** As read; what people corrected stands in `corrections` and is laid over it by `readingCorrector`. */
  sections: z.array(readSectionSchema),
  obligations: z.array(readDutySchema),
  readAt: instantSchema,
  /** Counts corrections and readings; a correction says which version it was made on. */
  version: z.int(),
  corrections: z.array(correctionSchema),
  /** Period to offer at adoption. */
  proposedPeriod: z.object({ from: localDateSchema.nullable(), to: localDateSchema.nullable() }),
  abilities: z.object({ adopt: z.boolean(), correct: z.boolean() }),
});
export type PlanRecord = z.infer<typeof planSchema>;

export const getPlan = contract({
  method: 'GET',
  url: '/api/plans/:id',
  permission: 'plan:read',
  summary: '方案全文、读出的结构（条目与要求都带原文位置）和更正',
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
  response: z.object({
    id: idSchema,
    title: z.string(),
    alreadyImported: z.boolean(),
    /** What was read out of it, corrections laid over it. */
    counts: z.object({ clauses: z.int(), tasks: z.int(), duties: z.int(), doubts: z.int() }),
  }),
});
