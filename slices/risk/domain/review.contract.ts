import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { CAUSES, LEVELS } from './risk.terms.ts';

export const quarterSchema = z.string().regex(/^20\d\d-[1-4]$/, '季度应为 2024-1 的形式');

const majorSchema = z.object({
  eventId: idSchema,
  unitName: z.string(),
  name: z.string(),
  level: z.enum(LEVELS),
  ownerName: z.string(),
  measures: z.int(),
});

const changeSchema = z.object({
  eventId: idSchema,
  unitName: z.string(),
  name: z.string(),
  /** new: first seen as major · raised, lowered: the grade changed · reassessed: anew with the same grade · removed. */
  kind: z.enum(['new', 'raised', 'lowered', 'reassessed', 'removed']),
  from: z.enum(LEVELS).nullable(),
  to: z.enum(LEVELS).nullable(),
  at: instantSchema,
  byName: z.string(),
  cause: z.enum(CAUSES).nullable(),
});
export type ReviewChange = z.infer<typeof changeSchema>;

const reviewSchema = z.object({
  quarter: quarterSchema,
  /** What changed since the last confirmed review, or since the quarter began. */
  since: instantSchema,
  changes: z.array(changeSchema),
  majors: z.array(majorSchema),
  /** As drafted from the records, or as a person confirmed it. */
  statement: z.string(),
  confirmedAt: instantSchema.nullable(),
  confirmedByName: z.string().nullable(),
});
export type RiskReview = z.infer<typeof reviewSchema>;

export const getRiskReview = contract({
  method: 'GET',
  url: '/api/risk-files/:enterpriseId/review',
  permission: 'risk:read',
  summary: '重大风险季度评审（未确认的为系统草稿）',
  params: z.object({ enterpriseId: idSchema }),
  query: z.object({ quarter: quarterSchema.optional() }),
  response: z.object({
    review: reviewSchema,
    /** Quarters that were confirmed, newest first. */
    confirmed: z.array(z.object({ quarter: quarterSchema, confirmedAt: instantSchema, confirmedByName: z.string() })),
    abilities: z.record(z.string(), z.boolean()),
  }),
});

export const confirmRiskReview = contract({
  method: 'POST',
  url: '/api/risk-files/:enterpriseId/review',
  permission: 'risk:confirm',
  summary: '确认重大风险季度评审（由本企业人员核对后确认）',
  params: z.object({ enterpriseId: idSchema }),
  body: z.object({ commandId: idSchema, quarter: quarterSchema, statement: text(2000) }),
  response: z.object({ quarter: quarterSchema }),
});
