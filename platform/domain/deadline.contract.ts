import { z } from 'zod';
import { localDateSchema } from './contract.ts';

const period = { from: localDateSchema, to: localDateSchema, days: z.int() };

/** What a DeadlineCard shows: why this day, counted how, by which source. Made by `explainDeadline`. */
export const deadlineSchema = z.object({
  id: z.uuid(),
  purpose: z.string(),
  state: z.enum(['running', 'paused', 'met', 'cancelled']),
  /** Null while paused: the day is not known until the pause ends. */
  dueOn: localDateSchema.nullable(),
  originalDueOn: localDateSchema,
  startedOn: localDateSchema,
  metOn: localDateSchema.nullable(),
  cancelledOn: localDateSchema.nullable(),
  /** Natural days until `dueOn`, negative when it has passed; null when paused or ended. */
  daysLeft: z.int().nullable(),
  /** Passed without being met, or met after the day. */
  overdue: z.boolean(),
  ruleCode: z.string(),
  ruleText: z.string(),
  source: z.string(),
  /** Set when the limit comes from the library of legal limits. */
  confidence: z.enum(['text', 'secondary', 'local', 'memory']).nullable(),
  /** Stands beside the source when it may not be shown as the law itself; empty otherwise. */
  mark: z.string(),
  note: z.string(),
  /** Days that were not counted, with why: 国庆节, 周末. Only for limits in working days. */
  skipped: z.array(z.object({ ...period, name: z.string() })),
  /** Weekend days that counted because they were worked for a holiday (调休). */
  madeUp: z.array(z.object({ date: localDateSchema, name: z.string() })),
  /** The last day fell on a day off and the rule moves it. */
  putOff: z.object({ from: localDateSchema, to: localDateSchema, name: z.string() }).nullable(),
  pauses: z.array(
    z.object({
      from: localDateSchema,
      /** The day on which it ran again; null while paused. */
      to: localDateSchema.nullable(),
      days: z.int().nullable(),
      reason: z.string(),
      source: z.string(),
    }),
  ),
  extensions: z.array(
    z.object({
      decidedOn: localDateSchema,
      from: localDateSchema,
      to: localDateSchema,
      reason: z.string(),
      source: z.string(),
    }),
  ),
  /** Years whose holiday notice was not known: the day may still move. */
  provisionalYears: z.array(z.int()),
  /** What the calendar of today makes of the rule, if it differs from the day that was set. */
  calendarNowSays: localDateSchema.nullable(),
});

export type DeadlineExplanation = z.infer<typeof deadlineSchema>;
