import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { SUPERVISION_GRADES } from './enterprise.contract.ts';

/** So many are decided in one transaction; more are sent part by part. */
export const MOST_DECIDED = 200;

import { INDUSTRY_CODES } from './industries.ts';

const minus = z.int().min(-100).max(0);
const plus = z.int().min(0).max(100);
const times = z.int().min(0).max(52);
const limit = z.int().min(0).max(100);

/** Points and limits as data. `inspections`: most 行政检查 a year by grade (国办发〔2024〕54号 频次上限). */
export const gradePolicySchema = z.object({
  base: z.int().min(1).max(100),
  limits: z.object({ A: limit, B: limit, C: limit }),
  inspections: z.object({ A: times, B: times, C: times, D: times }),
  appealDays: z.int().min(1).max(60),
  points: z.object({
    highRisk: minus,
    openMajor: minus,
    overdue: minus,
    mostHazards: minus,
    level1: plus,
    level2: plus,
    level3: plus,
    uninsured: minus,
    licenceLapsed: minus,
    noSafetyManager: minus,
    injuryAccident: minus,
  }),
});
export type GradePolicy = z.infer<typeof gradePolicySchema>;

const pointSchema = z.object({
  code: z.string(),
  points: z.int(),
  reason: z.string(),
  source: z.string(),
  /** Grade D whatever the sum. */
  veto: z.boolean(),
});
export type GradePoint = z.infer<typeof pointSchema>;

const grade = z.enum(SUPERVISION_GRADES, '请选择等级');
export const GRADING_STATES = ['proposed', 'decided', 'appealed', 'settled'] as const;

export const gradingSchema = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: divisionCodeSchema,
  industry: z.string(),
  currentGrade: grade.nullable(),
  /** What the points were added to. */
  base: z.int(),
  score: z.int(),
  proposed: grade,
  points: z.array(pointSchema),
  policyVersion: z.int(),
  computedAt: instantSchema,
  state: z.enum(GRADING_STATES),
  grade: grade.nullable(),
  decidedAt: instantSchema.nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string(),
  appealDueOn: localDateSchema.nullable(),
  appealedAt: instantSchema.nullable(),
  appealedByName: z.string().nullable(),
  appeal: z.string(),
  settledAt: instantSchema.nullable(),
  settledByName: z.string().nullable(),
  settlement: z.string(),
  version: z.int(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Grading = z.infer<typeof gradingSchema>;

const gradingFilter = {
  state: z.enum(GRADING_STATES).default('proposed'),
  proposed: grade.optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
};

export const listGradings = contract({
  method: 'GET',
  url: '/api/enterprise-gradings',
  permission: 'enterprise:survey',
  summary: '分级监管：待确认、已确认、申诉中的分级结果',
  query: z.object({ ...gradingFilter, ...pageQuery }),
  response: pageOf(gradingSchema),
});

export const countGradings = contract({
  method: 'GET',
  url: '/api/enterprise-gradings/count',
  permission: 'enterprise:survey',
  summary: '符合条件的分级结果数',
  query: z.object(gradingFilter),
  response: countSchema,
});

const policyRecord = z.object({
  version: z.int(),
  policy: gradePolicySchema,
  source: z.string(),
  setAt: instantSchema.nullable(),
  setByName: z.string().nullable(),
});

export const getGrade = contract({
  method: 'GET',
  url: '/api/enterprises/:id/grade',
  permission: 'enterprise:read',
  summary: '一家企业的分级：现时得分逐项列出，历次结果和申诉',
  params: z.object({ id: idSchema }),
  response: z.object({
    grade: grade.nullable(),
    gradedOn: localDateSchema.nullable(),
    /** Most inspections a year at the decided grade; null before one was decided. */
    inspections: z.int().nullable(),
    /** As it would be computed now. */
    now: z.object({ score: z.int(), grade, base: z.int(), points: z.array(pointSchema) }),
    policy: policyRecord,
    history: z.array(gradingSchema),
  }),
});

export type Grade = z.infer<typeof getGrade.response>;

const onGrading = { params: z.object({ id: idSchema }), response: gradingSchema };

export const getGrading = contract({
  method: 'GET',
  url: '/api/enterprise-gradings/:id',
  permission: 'enterprise:survey',
  summary: '一次分级结果',
  ...onGrading,
});

export const recomputeGrade = contract({
  method: 'POST',
  url: '/api/enterprises/:id/grade/recompute',
  permission: 'enterprise:grade',
  summary: '按最新档案和隐患重新计算分级',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema }),
  response: z.object({ changed: z.boolean() }),
});

export const decideGrade = contract({
  method: 'POST',
  url: '/api/enterprise-gradings/:id/decide',
  permission: 'enterprise:grade',
  summary: '确认分级结果（与计算结果不同的须写明理由）',
  ...onGrading,
  body: z.object({ commandId: idSchema, version: z.int(), grade, reason: optionalText(300) }),
});

export const decideGrades = contract({
  method: 'POST',
  url: '/api/enterprise-gradings/decide',
  permission: 'enterprise:grade',
  summary: '批量按计算结果确认分级',
  body: z.object({ commandId: idSchema, ids: z.array(idSchema).min(1).max(MOST_DECIDED) }),
  response: z.object({ decided: z.int(), skipped: z.int() }),
});

export const appealGrade = contract({
  method: 'POST',
  url: '/api/enterprise-gradings/:id/appeal',
  permission: 'enterprise:appeal',
  summary: '企业对分级结果申诉（限期内）',
  ...onGrading,
  body: z.object({ commandId: idSchema, version: z.int(), appeal: text(1000) }),
});

export const settleAppeal = contract({
  method: 'POST',
  url: '/api/enterprise-gradings/:id/settle',
  permission: 'enterprise:grade',
  summary: '处理分级申诉（作出分级决定的人不得处理）',
  ...onGrading,
  body: z.object({ commandId: idSchema, version: z.int(), grade, settlement: text(1000) }),
});

export const getGradePolicy = contract({
  method: 'GET',
  url: '/api/enterprise-grade-policy',
  permission: 'enterprise:policy',
  summary: '分级计分办法',
  response: policyRecord,
});

export const setGradePolicy = contract({
  method: 'POST',
  url: '/api/enterprise-grade-policy',
  permission: 'enterprise:configure',
  summary: '修改分级计分办法（写明依据的文件）',
  body: z.object({ commandId: idSchema, version: z.int(), policy: gradePolicySchema, source: text(200) }),
  response: policyRecord,
});
