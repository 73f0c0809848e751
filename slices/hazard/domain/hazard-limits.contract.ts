import { contract, idSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { LIMIT_PURPOSES } from './hazard.limits.ts';

export const limitSchema = z.object({
  amount: z.int().min(1, '至少为 1').max(365, '最多 365'),
  unit: z.enum(['day', 'workingDay', 'month']),
  /** The document that allows it: 某县安委〔2024〕3号第五条. */
  source: text(200),
});

export type LimitGiven = z.infer<typeof limitSchema>;

/** A limit with what stands beside it where it may not be shown as fact; empty otherwise. */
const markedSchema = z.object({ limit: limitSchema, mark: z.string() });
export type MarkedLimit = z.infer<typeof markedSchema>;

export const countyLimitSchema = z.object({
  purpose: z.enum(LIMIT_PURPOSES),
  /** Null where nothing limits it. */
  limit: limitSchema.nullable(),
  /** Set by the county; else the product's default. */
  isOwn: z.boolean(),
  /** Stands beside a default that was not checked against its source; empty otherwise. */
  mark: z.string(),
  /** Kinds of hazards with another default; none once the county set its own. */
  cases: z.array(markedSchema.extend({ name: z.string() })),
  /** Of other places, to be taken as the county's own. */
  models: z.array(markedSchema),
});
export type CountyLimitRow = z.infer<typeof countyLimitSchema>;

export const listHazardLimits = contract({
  method: 'GET',
  url: '/api/hazard-limits',
  permission: 'hazard:configure',
  summary: '本县隐患办理时限（未自行规定的为系统默认）',
  response: z.object({ rows: z.array(countyLimitSchema) }),
});

export const setHazardLimit = contract({
  method: 'PUT',
  url: '/api/hazard-limits/:purpose',
  permission: 'hazard:configure',
  summary: '规定本县某项办理时限；limit 为空恢复默认。只影响以后起算的时限',
  params: z.object({ purpose: z.enum(LIMIT_PURPOSES) }),
  body: z.object({ commandId: idSchema, limit: limitSchema.nullable() }),
  response: z.object({ rows: z.array(countyLimitSchema) }),
});
