import { contract, divisionCodeSchema, idSchema, text } from '@zhiben/platform/domain/contract.ts';
import { tickedBody } from '@zhiben/platform/domain/ticked.ts';
import { z } from 'zod';
import { groundSchema } from './enterprise.contract.ts';

/** What came of each, in the order in which they were sent. */
const response = z.object({
  rows: z.array(
    z.object({
      id: idSchema,
      /** Null for what the actor does not see. */
      name: z.string().nullable(),
      done: z.boolean(),
      note: z.string(),
    }),
  ),
});
export type TickedEnterprise = z.infer<typeof response>['rows'][number];

export const transferTicked = contract({
  method: 'POST',
  url: '/api/enterprises/ticked/transfer',
  permission: 'enterprise:enter',
  summary: '批量变更属地：逐家核对，逐家留痕；重复提交无害',
  body: z.object({
    ...tickedBody,
    division: divisionCodeSchema,
    reason: text(200),
    effectiveOn: groundSchema.effectiveOn,
  }),
  response,
});

/** competent: the one that answers for the enterprise 行业主管部门; oversight: one more beside those there are 监管部门. */
export const OVERSIGHT_ROLES = ['competent', 'oversight'] as const;

export const superviseTicked = contract({
  method: 'POST',
  url: '/api/enterprises/ticked/supervise',
  permission: 'enterprise:enter',
  summary: '批量明确行业主管部门，或增加监管部门：逐家核对，逐家留痕；重复提交无害',
  body: z.object({ ...tickedBody, bodyId: idSchema, role: z.enum(OVERSIGHT_ROLES), ...groundSchema }),
  response,
});
