import { contract, idSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { FORMULA_CODES } from './target-formulas.ts';

export const targetSchema = z.object({
  obligationId: idSchema,
  quote: z.string(),
  path: z.array(z.string()),
  deadline: localDateSchema.nullable(),
  formula: z.enum(FORMULA_CODES),
  formulaName: z.string(),
  formulaVersion: z.int(),
  says: z.string(),
  unit: z.enum(['%', '项']),
  goal: z.number().nullable(),
  cohortThrough: localDateSchema.nullable(),
  /** By whom the formula was confirmed; null: proposed from the words. */
  confirmedByName: z.string().nullable(),
  /** 0 before anybody confirmed it. */
  version: z.int(),
  value: z.number().nullable(),
  done: z.number(),
  of: z.number(),
  /** Why there is no value. */
  why: z.string().nullable(),
  reached: z.boolean().nullable(),
  /** Where the records behind the value are listed: those still open. */
  records: z.object({ label: z.string(), count: z.number(), query: z.record(z.string(), z.string()) }).nullable(),
});
export type Target = z.infer<typeof targetSchema>;

const campaignParams = z.object({ id: idSchema });
const targetParams = campaignParams.extend({ obligationId: idSchema });

export const listTargets = contract({
  method: 'GET',
  url: '/api/campaigns/:id/targets',
  permission: 'plan:read',
  summary: '目标：按口径计算到某日的数值、目标值（按查看人的管辖范围）',
  params: campaignParams,
  query: z.object({ on: localDateSchema.optional() }),
  response: z.object({
    on: localDateSchema,
    rows: z.array(targetSchema),
    abilities: z.object({ confirm: z.boolean() }),
  }),
});

export const getTargetTrend = contract({
  method: 'GET',
  url: '/api/campaigns/:id/targets/:obligationId/trend',
  permission: 'plan:read',
  summary: '一个目标逐月末的数值',
  params: targetParams,
  query: z.object({ on: localDateSchema.optional() }),
  response: z.object({ points: z.array(z.object({ on: localDateSchema, value: z.number().nullable() })) }),
});

export const setTarget = contract({
  method: 'PUT',
  url: '/api/campaigns/:id/targets/:obligationId',
  permission: 'plan:adopt',
  summary: '确认或修改一个目标的口径和目标值',
  params: targetParams,
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    formula: z.enum(FORMULA_CODES),
    goal: z.number().min(0).max(1_000_000).nullish(),
    cohortThrough: localDateSchema.nullish(),
  }),
  response: z.object({ id: idSchema }),
});
