import { contract, idSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { ACCIDENT_TYPES } from './risk.terms.ts';

const score = z.int().min(1).max(5);

/** A point of a template: what may happen where, scored by the LS matrix before and after its measures. */
const templatePointSchema = z.object({
  key: z.string().regex(/^[a-z0-9-]{2,40}$/),
  unit: text(30),
  name: text(60),
  accidentType: z.enum(ACCIDENT_TYPES),
  before: z.tuple([score, score]),
  after: z.tuple([score, score]),
  /** Class (1 工程技术 2 维护保养 3 操作行为 4 应急措施) and words. */
  measures: z
    .array(z.tuple([z.int().min(1).max(4), text(120)]))
    .min(2)
    .max(8),
});

/** A file in slices/risk/data/templates. */
export const riskTemplateSchema = z.object({
  code: z.string().regex(/^[a-z-]{2,40}$/),
  name: text(30),
  /** Industries of supervision to which it is offered first. */
  industries: z.array(z.string()).min(1),
  points: z.array(templatePointSchema).min(10).max(20),
});
export type RiskTemplate = z.infer<typeof riskTemplateSchema>;

export const listRiskTemplates = contract({
  method: 'GET',
  url: '/api/risk-templates',
  permission: 'risk:read',
  summary: '行业风险模板',
  response: z.object({ rows: z.array(riskTemplateSchema) }),
});

export const useRiskTemplate = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/template',
  permission: 'risk:write',
  summary: '从行业模板添加风险点（评价结果待企业核对）',
  params: z.object({ enterpriseId: idSchema }),
  body: z.object({
    commandId: idSchema,
    template: z.string().max(40),
    points: z.array(z.string().max(40)).min(1, '请至少选择一个风险点').max(20),
    ownerName: text(30),
  }),
  response: z.object({ events: z.int() }),
});

const sheetProblem = z.object({ path: z.string(), message: z.string() });

export const importRisks = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/import',
  permission: 'risk:write',
  summary: '从表格导入风险清单（multipart，逐格指出错误）',
  params: z.object({ enterpriseId: idSchema }),
  query: z.object({
    commandId: idSchema,
    /** Enter the good rows although others are faulty. */
    goodRows: z.enum(['true']).optional(),
  }),
  response: z.object({
    imported: z.int(),
    /** Rows already on the list, which are left as they are. */
    same: z.int(),
    bad: z.int(),
    problems: z.array(sheetProblem),
  }),
});

export const exportRisks = contract({
  method: 'GET',
  url: '/api/risk-files/:enterpriseId/export',
  permission: 'risk:export',
  summary: '导出企业风险分级管控清单（xlsx，可改后再导入）',
  params: z.object({ enterpriseId: idSchema }),
  response: z.unknown(),
});
