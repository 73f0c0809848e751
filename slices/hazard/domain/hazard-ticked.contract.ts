import { contract, idSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { tickedBody } from '@zhiben/platform/domain/ticked.ts';
import { z } from 'zod';

/** What came of each, in the order in which they were sent. */
const response = z.object({
  rows: z.array(
    z.object({
      id: idSchema,
      /** Null for what the actor does not see. */
      number: z.string().nullable(),
      done: z.boolean(),
      /** Why not, in a sentence; of what was done, what it says further, or nothing. */
      note: z.string(),
    }),
  ),
});
export type TickedResult = z.infer<typeof response>['rows'][number];

export const assignTicked = contract({
  method: 'POST',
  url: '/api/hazards/ticked/assign',
  permission: 'hazard:assign',
  summary: '批量交办：逐条核对能否交办，逐条留痕；重复提交无害',
  body: z.object({ ...tickedBody, bodyId: idSchema, reason: text(500) }),
  response,
});

export const remindTicked = contract({
  method: 'POST',
  url: '/api/hazards/ticked/remind',
  permission: 'hazard:remind',
  summary: '批量催办：通知当前应办理的企业或部门，同一隐患一天只催办一次',
  body: z.object({ ...tickedBody, words: optionalText(200) }),
  response,
});

export const mergeTicked = contract({
  method: 'POST',
  url: '/api/hazards/ticked/merge',
  permission: 'hazard:confirm',
  summary: '批量并入：把重复上报的线索并入所选的一条（可逐条撤回）',
  body: z.object({ ...tickedBody, keptId: idSchema, reason: text(300) }),
  response,
});
