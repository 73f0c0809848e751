import {
  contract,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { deadlineSchema } from '@zhiben/platform/domain/deadline.contract.ts';
import { z } from 'zod';
import { judgementFault } from './assessment.rules.ts';
import { SCORE_TABLE_NAMES } from './assessment.tables.ts';
import { CAUSES, CONTROL_LEVELS, DIRECT_RULES, type DirectRule, LEVELS, MOST_MEASURES } from './risk.terms.ts';

const levelSchema = z.enum(LEVELS);
export const directRuleSchema = z.enum(Object.keys(DIRECT_RULES) as [DirectRule, ...DirectRule[]]);
const factorsSchema = z.record(z.string().regex(/^[A-Z]$/), z.number());
const judgementShape = {
  scoreTable: z.enum(SCORE_TABLE_NAMES).nullable(),
  before: factorsSchema.nullable(),
  after: factorsSchema.nullable(),
  directRule: directRuleSchema.nullable(),
};
const scoreSchema = z.object({ value: z.number(), level: levelSchema, formula: z.string(), band: z.string() });

export const levelCountsSchema = z.object({
  red: z.int(),
  orange: z.int(),
  yellow: z.int(),
  blue: z.int(),
  ungraded: z.int(),
});
export type LevelCounts = z.infer<typeof levelCountsSchema>;

export const measureInputSchema = z.object({
  id: idSchema,
  dataSource: z.union([z.literal(1), z.literal(2)]).default(2),
  class1: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  class2: z
    .string()
    .regex(/^[1-4]-[1-5]$/, '二级分类应为 1-1 至 4-5')
    .nullable()
    .default(null),
  class3: optionalText(50),
  content: text(500),
});
export type MeasureInput = z.output<typeof measureInputSchema>;
/** As it stands: one that came from another platform may be longer than what is typed here. */
const measureSchema = measureInputSchema.extend({ class3: z.string(), content: z.string() });
const measuresSchema = z
  .array(measureInputSchema)
  .max(MOST_MEASURES, `管控措施最多 ${MOST_MEASURES} 条`)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, '同一条措施出现了两次');

export const riskEventSchema = z.object({
  id: idSchema,
  unitId: idSchema,
  name: z.string(),
  accidentType: z.string(),
  ...judgementShape,
  beforeScore: scoreSchema.nullable(),
  afterScore: scoreSchema.nullable(),
  /** Null until it is assessed. */
  level: levelSchema.nullable(),
  controlLevel: z.enum(CONTROL_LEVELS).nullable(),
  ownerName: z.string(),
  reviewDueOn: localDateSchema.nullable(),
  assessedAt: instantSchema.nullable(),
  /** A regulator returned it and nobody has answered. */
  returned: z.boolean(),
  version: z.int(),
  measures: z.array(measureSchema),
});
export type RiskEvent = z.infer<typeof riskEventSchema>;

export const riskUnitSchema = z.object({
  id: idSchema,
  name: z.string(),
  place: z.string(),
  sourceCode: z.string(),
  department: z.string(),
  ownerName: z.string(),
  /** The gravest of its events. */
  level: levelSchema.nullable(),
  version: z.int(),
  events: z.array(riskEventSchema),
});
export type RiskUnit = z.infer<typeof riskUnitSchema>;

export const riskFileSchema = z.object({
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: z.string(),
  industry: z.string(),
  principalName: z.string(),
  scoreTable: z.enum(SCORE_TABLE_NAMES),
  counts: levelCountsSchema,
  units: z.array(riskUnitSchema),
  abilities: z.record(z.string(), z.boolean()),
});
export type RiskFile = z.infer<typeof riskFileSchema>;

const fileParams = z.object({ enterpriseId: idSchema });
const idParams = z.object({ id: idSchema });
/** Every write answers with what it wrote; the list is read again. */
export const doneSchema = z.object({ id: idSchema, version: z.int() });

export const getRiskFile = contract({
  method: 'GET',
  url: '/api/risk-files/:enterpriseId',
  permission: 'risk:read',
  summary: '企业风险分级管控清单（单元、事件、措施）',
  params: fileParams,
  response: riskFileSchema,
});

export const setScoreTable = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/score-table',
  permission: 'risk:write',
  summary: '选定本企业的评价方法',
  params: fileParams,
  body: z.object({ commandId: idSchema, scoreTable: z.enum(SCORE_TABLE_NAMES) }),
  response: doneSchema,
});

const unitFields = {
  name: text(100),
  place: optionalText(100),
  sourceCode: optionalText(50),
  department: optionalText(50),
  ownerName: optionalText(30),
};

export const createRiskUnit = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/units',
  permission: 'risk:write',
  summary: '添加风险分析单元',
  params: fileParams,
  body: z.object({ id: idSchema, ...unitFields }),
  response: doneSchema,
});

export const editRiskUnit = contract({
  method: 'POST',
  url: '/api/risk-units/:id/edit',
  permission: 'risk:write',
  summary: '修改风险分析单元',
  params: idParams,
  body: z.object({ commandId: idSchema, version: z.int(), ...unitFields }),
  response: doneSchema,
});

export const removeRiskUnit = contract({
  method: 'POST',
  url: '/api/risk-units/:id/remove',
  permission: 'risk:write',
  summary: '删除没有风险事件的单元（留痕）',
  params: idParams,
  body: z.object({ commandId: idSchema, version: z.int(), reason: text(200) }),
  response: doneSchema,
});

export const createRiskEvent = contract({
  method: 'POST',
  url: '/api/risk-units/:id/events',
  permission: 'risk:write',
  summary: '在单元下添加风险事件',
  params: idParams,
  body: z.object({
    id: idSchema,
    name: text(100),
    accidentType: optionalText(30),
    measures: measuresSchema.default([]),
  }),
  response: doneSchema,
});

export const editRiskEvent = contract({
  method: 'POST',
  url: '/api/risk-events/:id/edit',
  permission: 'risk:write',
  summary: '修改风险事件及其管控措施',
  params: idParams,
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    name: text(100),
    accidentType: optionalText(30),
    measures: measuresSchema,
  }),
  response: doneSchema,
});

/** Causes that a person chooses; the others say how a list was filled. */
export const ASSESS_CAUSES = ['first', 'yearly', 'change', 'accident', 'correction'] as const;

export const assessRiskEvent = contract({
  method: 'POST',
  url: '/api/risk-events/:id/assess',
  permission: 'risk:write',
  summary: '评价风险事件（管控前后分值、管控层级、责任人）',
  params: idParams,
  body: z
    .object({
      commandId: idSchema,
      version: z.int(),
      cause: z.enum(ASSESS_CAUSES),
      ...judgementShape,
      controlLevel: z.enum(CONTROL_LEVELS),
      ownerName: text(30),
      note: optionalText(300),
    })
    .superRefine((judgement, check) => {
      const fault = judgementFault(judgement);
      if (fault) check.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
    }),
  response: doneSchema,
});

export const removeRiskEvent = contract({
  method: 'POST',
  url: '/api/risk-events/:id/remove',
  permission: 'risk:write',
  summary: '删除风险事件（留痕，历史保留）',
  params: idParams,
  body: z.object({ commandId: idSchema, version: z.int(), reason: text(200) }),
  response: doneSchema,
});

const assessmentSchema = z.object({
  id: idSchema,
  cause: z.enum(CAUSES),
  ...judgementShape,
  beforeScore: scoreSchema.nullable(),
  afterScore: scoreSchema.nullable(),
  level: levelSchema,
  previousLevel: levelSchema.nullable(),
  controlLevel: z.enum(CONTROL_LEVELS),
  ownerName: z.string(),
  note: z.string(),
  at: instantSchema,
  byName: z.string(),
});
export type Assessment = z.infer<typeof assessmentSchema>;

const remarkSchema = z.object({
  id: idSchema,
  kind: z.enum(['comment', 'return']),
  words: z.string(),
  at: instantSchema,
  byName: z.string(),
  answer: z.string(),
  answeredAt: instantSchema.nullable(),
  answeredByName: z.string().nullable(),
  abilities: z.record(z.string(), z.boolean()),
});

export const riskPointSchema = riskEventSchema.extend({
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  unitName: z.string(),
  unitPlace: z.string(),
  division: z.string(),
  industry: z.string(),
  assessments: z.array(assessmentSchema),
  remarks: z.array(remarkSchema),
  /** By when it is to be assessed anew, and why. */
  deadline: deadlineSchema.nullable(),
  abilities: z.record(z.string(), z.boolean()),
});
export type RiskPoint = z.infer<typeof riskPointSchema>;

export const getRiskPoint = contract({
  method: 'GET',
  url: '/api/risk-points/:id',
  permission: 'risk:read',
  summary: '风险点（评价历史、措施、意见）',
  params: idParams,
  response: riskPointSchema,
});

export const requireReassessment = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/reassess',
  permission: 'risk:write',
  summary: '情况变化或发生事故后，要求所选单元限期重新评价',
  params: fileParams,
  body: z.object({
    commandId: idSchema,
    cause: z.enum(['change', 'accident']),
    unitIds: z.array(idSchema).min(1, '请选择单元').max(100),
    dueOn: localDateSchema,
    reason: text(200),
  }),
  response: z.object({ events: z.int() }),
});

export const remarkRiskEvent = contract({
  method: 'POST',
  url: '/api/risk-events/:id/remarks',
  permission: 'risk:remark',
  summary: '对风险点提出意见或退回企业',
  params: idParams,
  body: z.object({ commandId: idSchema, kind: z.enum(['comment', 'return']), words: text(500) }),
  response: doneSchema,
});

export const answerRemark = contract({
  method: 'POST',
  url: '/api/risk-remarks/:id/answer',
  permission: 'risk:write',
  summary: '答复监管部门退回的风险点',
  params: idParams,
  body: z.object({ commandId: idSchema, answer: text(500) }),
  response: doneSchema,
});
