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

/** A month of the calendar, `2026-11`. */
export const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应为 YYYY-MM');

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
void [contract, countSchema, divisionCodeSchema, instantSchema, pageOf, pageQuery, text, TESTS, testResultSchema];
