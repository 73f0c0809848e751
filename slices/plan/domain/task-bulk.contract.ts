import { contract, idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { countTasks } from './task.contract.ts';

const MOST_CHOSEN = 200;

/** One or several values of a query parameter. */
const ids = z.preprocess(
  (value) => (typeof value === 'string' ? [value] : value),
  z.array(idSchema).min(1).max(MOST_CHOSEN),
);

export const listTaskParties = contract({
  method: 'GET',
  url: '/api/tasks/parties',
  permission: 'plan:read',
  summary: '所选任务的责任单位和版本（批量分派、催办前读取）',
  query: z.object({ ids }),
  response: z.object({
    rows: z.array(
      z.object({
        id: idSchema,
        version: z.int(),
        leadBodyId: idSchema.nullable(),
        supportingBodyIds: z.array(idSchema),
        done: z.boolean(),
      }),
    ),
  }),
});

export const exportTasks = contract({
  method: 'GET',
  url: '/api/tasks/export',
  permission: 'plan:read',
  summary: '导出任务清单（xlsx）：符合条件的，或所选的',
  query: countTasks.query.extend({ ids: ids.optional() }),
  response: z.unknown(),
});
