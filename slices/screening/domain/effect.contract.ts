import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { TESTS, testResultSchema } from './integrity.contract.ts';
import { monthSchema } from './statement.contract.ts';

const count = z.int().min(0);
const deduction = z.number().min(0).max(50).multipleOf(0.01);

/** 本县参数: what the public formula leaves open. */
export const effectSettingsSchema = z.object({
  /** Whether a make-up 补查 counts as 完成. */
  countMadeUp: z.boolean(),
  /** Points for each missed task of a guarantor 包保责任人 (workType 1, 2, 3). */
  guarantor: z.object({ principal: deduction, technical: deduction, operator: deduction }),
  /** 隐患过少: fewer hazards of its own than so many a hundred planned tasks cost so many points. */
  tooFew: z.object({ perHundred: z.number().min(0).max(100), points: deduction }),
  /** Whether a major hazard past its limit vetoes (α = 0). */
  vetoOverdueMajor: z.boolean(),
});
export type EffectSettings = z.infer<typeof effectSettingsSchema>;

/** What E is computed from: one enterprise in one month. */
export const effectFactsSchema = z.object({
  /** Slots that ended, by what became of them; `excluded` lay in a suspension. */
  done: count,
  madeUp: count,
  missed: count,
  excluded: count,
  guarantorMissed: z.object({ principal: count, technical: count, operator: count }),
  /** 应整改: hazards whose limit falls by the month's end and that were not accepted before it, or accepted in it. */
  due: count,
  /** Those of them that were accepted by the month's end. */
  accepted: count,
  /** Hazards that the enterprise registered of its own accord in the month. */
  found: count,
  overdueMajor: count,
  vetoes: z.array(z.object({ id: idSchema, reason: z.string(), basis: z.string() })),
});
export type EffectFacts = z.infer<typeof effectFactsSchema>;

const points = z.number().min(0).max(100);
export const LOST_CODES = ['missed', 'guarantor', 'unaccepted', 'tooFew', 'veto'] as const;
export const lostPointSchema = z.object({
  half: z.enum(['a', 'b', 'veto']),
  code: z.enum(LOST_CODES),
  points,
  sentence: z.string(),
  source: z.string(),
});
export type LostPoint = z.infer<typeof lostPointSchema>;

export const effectResultSchema = z.object({
  a: points.nullable(),
  b: points.nullable(),
  alpha: z.union([z.literal(0), z.literal(1)]),
  e: points.nullable(),
  /** Why a half is not comparable; empty where both are. */
  whyNot: z.array(z.string()),
  lost: z.array(lostPointSchema),
});
export type EffectResult = z.infer<typeof effectResultSchema>;

const sums = {
  done: count,
  madeUp: count,
  missed: count,
  excluded: count,
  due: count,
  accepted: count,
};

/** A place or trade in a month: the formula over all its tasks and hazards (`effectOfPlace`). */
export const effectSumSchema = z.object({
  code: z.string(),
  enterprises: count,
  /** Enterprises with an E of their own. */
  comparable: count,
  e: points.nullable(),
  a: points.nullable(),
  b: points.nullable(),
  vetoed: count,
  flagged: count,
  ...sums,
  /** 完成任务数 of enterprises that are not vetoed. */
  completed: count,
  /** 已验收隐患 of enterprises that are not vetoed. */
  counted: count,
});
export type EffectSum = z.infer<typeof effectSumSchema>;

const testSumSchema = z.object({ test: z.enum(TESTS), judged: count, flagged: count });
const monthQuery = { month: monthSchema.optional() };
const place = { division: divisionCodeSchema.optional(), industry: z.string().max(50).optional() };

export const getCountyEffect = contract({
  method: 'GET',
  url: '/api/screening-effect',
  permission: 'screening:survey',
  summary: '双重预防运行效果：本级合计、各乡镇、各行业（维护的数字，始终等于逐家合计）',
  query: z.object({ ...monthQuery, ...place }),
  response: z.object({
    month: monthSchema,
    /** Operating enterprises in scope, also those without self-inspection or hazards. */
    operating: countSchema,
    total: effectSumSchema,
    townships: z.array(effectSumSchema),
    industries: z.array(effectSumSchema),
    tests: z.array(testSumSchema),
    /** The months of a year up to this one. */
    course: z.array(z.object({ month: monthSchema, e: points.nullable(), enterprises: count })),
    settings: effectSettingsSchema,
    basis: z.string(),
    abilities: z.object({ configure: z.boolean(), refresh: z.boolean() }),
  }),
});

const effectRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  division: z.string(),
  industry: z.string(),
  a: points.nullable(),
  b: points.nullable(),
  e: points.nullable(),
  vetoed: z.boolean(),
  flags: z.array(z.enum(TESTS)),
  ...sums,
  computedAt: instantSchema,
});
export type EffectRow = z.infer<typeof effectRowSchema>;

export const effectFilter = {
  ...monthQuery,
  ...place,
  q: z.string().trim().max(100).optional(),
  /** comparable: E is a number · not: it is not · veto: α is 0. */
  state: z.enum(['comparable', 'not', 'veto']).optional(),
  /** Worth checking by this test, or by any. */
  test: z.enum(['any', ...TESTS]).optional(),
};
export type EffectFilter = z.output<z.ZodObject<typeof effectFilter>>;

export const listEffects = contract({
  method: 'GET',
  url: '/api/screening-effect/enterprises',
  permission: 'screening:survey',
  summary: '各企业某月的运行效果（可筛选、排序）',
  query: z.object({ ...effectFilter, ...pageQuery, sort: z.enum(['e', '-e']).optional() }),
  response: pageOf(effectRowSchema),
});

export const countEffects = contract({
  method: 'GET',
  url: '/api/screening-effect/enterprises/count',
  permission: 'screening:survey',
  summary: '符合条件的企业数',
  query: z.object(effectFilter),
  response: countSchema,
});

export const exportEffects = contract({
  method: 'GET',
  url: '/api/screening-effect/enterprises/export',
  permission: 'screening:export',
  summary: '导出各企业运行效果（xlsx，留审计记录）',
  query: z.object({ ...effectFilter, sort: z.enum(['e', '-e']).optional() }),
  response: z.unknown(),
});

const vetoSchema = z.object({
  id: idSchema,
  month: monthSchema,
  reason: z.string(),
  basis: z.string(),
  decidedAt: instantSchema,
  decidedByName: z.string(),
  withdrawnAt: instantSchema.nullable(),
  withdrawnByName: z.string().nullable(),
  withdrawnWhy: z.string(),
});
export type EffectVeto = z.infer<typeof vetoSchema>;

const ofEnterprise = z.object({ enterpriseId: idSchema });

export const getEffect = contract({
  method: 'GET',
  url: '/api/enterprises/:enterpriseId/screening-effect',
  permission: 'screening:read',
  summary: '一家企业某月的运行效果：A、B、α，每一处失分的理由，值得核实的情况，下一步',
  params: ofEnterprise,
  query: z.object(monthQuery),
  response: z.object({
    enterpriseId: idSchema,
    enterpriseName: z.string(),
    division: z.string(),
    industry: z.string(),
    month: monthSchema,
    /** The days that are counted; null where none of the month is over. */
    from: z.string().nullable(),
    to: z.string().nullable(),
    facts: effectFactsSchema,
    result: effectResultSchema,
    steps: z.array(z.object({ code: z.enum(LOST_CODES), points: z.number(), label: z.string(), advice: z.string() })),
    tests: z.array(testResultSchema),
    vetoes: z.array(vetoSchema),
    settings: effectSettingsSchema,
    settingsVersion: z.int(),
    basis: z.string(),
    /** Earlier months as they are kept. */
    course: z.array(z.object({ month: monthSchema, e: points.nullable(), a: points.nullable(), b: points.nullable() })),
    abilities: z.record(z.string(), z.boolean()),
  }),
});

export const vetoEffect = contract({
  method: 'POST',
  url: '/api/enterprises/:enterpriseId/screening-effect/vetoes',
  permission: 'screening:veto',
  summary: '否决一家企业某月的运行效果（α 取 0），写明事由和依据',
  params: ofEnterprise,
  body: z.object({ id: idSchema, month: monthSchema, reason: text(200), basis: text(200) }),
  response: z.object({ id: idSchema }),
});

export const withdrawVeto = contract({
  method: 'POST',
  url: '/api/screening-effect/vetoes/:id/withdraw',
  permission: 'screening:veto',
  summary: '撤回否决（留痕）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, why: text(200) }),
  response: z.object({ id: idSchema }),
});

export const getEffectSettings = contract({
  method: 'GET',
  url: '/api/screening-effect/settings',
  permission: 'screening:survey',
  summary: '运行效果的本县参数及历次版本',
  response: z.object({
    version: z.int(),
    settings: effectSettingsSchema,
    basis: z.string(),
    history: z.array(
      z.object({
        version: z.int(),
        settings: effectSettingsSchema,
        basis: z.string(),
        setAt: instantSchema,
        setByName: z.string(),
      }),
    ),
    abilities: z.object({ configure: z.boolean() }),
  }),
});

export const setEffectSettings = contract({
  method: 'POST',
  url: '/api/screening-effect/settings',
  permission: 'screening:configure',
  summary: '设定运行效果的本县参数，写明依据',
  body: z.object({ commandId: idSchema, version: z.int(), settings: effectSettingsSchema, basis: text(200) }),
  response: z.object({ version: z.int() }),
});

export const refreshEffect = contract({
  method: 'POST',
  url: '/api/screening-effect/refresh',
  permission: 'screening:refresh',
  summary: '立即重算某月的运行效果（平时每晚重算）',
  body: z.object({ commandId: idSchema, month: monthSchema, enterpriseId: idSchema.optional() }),
  response: z.object({ queued: z.boolean() }),
});
