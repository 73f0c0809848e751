import { contract, idSchema, localDateSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

const PERIODS = ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const;

/**
 * Meetings, leaders' duty lists and what a plan forgot: a duty that a person writes down. It is owed like any other. A
 * standing 职责清单 without a plan is a document like a plan: it is imported and adopted, and gets duties this way too.
 */
export const addDuty = contract({
  method: 'POST',
  url: '/api/tasks/:id/duties',
  permission: 'plan:assign',
  summary: '给任务补充一项要求（会议频次、职责清单等原文没有写明的）',
  params: z.object({ id: idSchema }),
  body: z
    .object({
      id: idSchema,
      commandId: idSchema,
      quote: text(500),
      /** Each body that it names, or the lead of the task. */
      actor: z.string().trim().max(100).default(''),
      per: z.enum(PERIODS).nullable().default(null),
      /** Day of the month, for months and longer periods. */
      dueDay: z.int().min(1, '应为 1–31 日').max(31, '应为 1–31 日').nullable().default(null),
      deadline: localDateSchema.nullable().default(null),
    })
    .refine((b) => (b.per === null) !== (b.deadline === null), {
      path: ['per'],
      message: '频次和期限填写一项：定期开展的选频次，限期完成的填期限',
    })
    .refine((b) => b.dueDay === null || (b.per !== null && b.per !== 'day' && b.per !== 'week'), {
      path: ['dueDay'],
      message: '按月及更长频次的才填写“几日前”',
    }),
  response: z.object({ id: idSchema }),
});
