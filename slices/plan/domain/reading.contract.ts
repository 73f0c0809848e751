import { localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

/** What packages/gongwen reads out of a plan, as the API gives it: absent values as null. */

export const spanSchema = z.object({ start: z.int().min(0), end: z.int().min(0) });

export const OBLIGATION_KINDS = ['deadline', 'recurring', 'one-off-count', 'target', 'prohibition-trigger'] as const;
export const PERIODS = ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const;
export const SECTION_KINDS = ['section', 'action', 'task', 'safeguard'] as const;

/** Why the reader is unsure; what each means stands in packages/gongwen. */
export const DOUBTS = [
  'ambiguous-date',
  'date-without-by',
  'period-not-day',
  'date-of-earlier-clause',
  'rate-without-deed',
  'stated-in-heading',
  'measure-without-date',
  'actor-from-heading',
  'actor-from-context',
  'no-actor',
] as const;

/** Below it a person should look. */
export const SURE_FROM = 0.7;

export const frequencySchema = z.object({
  per: z.enum(PERIODS),
  atLeast: z.int(),
  every: z.int().optional(),
  dueDay: z.string().optional(),
});

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

/** A duty as the reader gives it, with what only correcting and adopting look at. */
export const readDutySchema = readObligationSchema.extend({
  actorAlternatives: z.array(z.string()),
  actorSource: z.enum(['explicit', 'task', 'resolved']).nullable(),
  doubts: z.array(z.enum(DOUBTS)),
});
export type ReadDuty = z.infer<typeof readDutySchema>;

export const readSectionSchema = z.object({
  id: z.string(),
  path: z.array(z.string()),
  parentPath: z.array(z.string()),
  kind: z.enum(SECTION_KINDS),
  title: z.string().nullable(),
  startsWith: z.string(),
  span: spanSchema,
  headSpan: spanSchema,
});
export type ReadSection = z.infer<typeof readSectionSchema>;

/** Units and duties of a plan, as read or as corrected. */
export interface Reading {
  readonly sections: readonly ReadSection[];
  readonly obligations: readonly ReadDuty[];
}
