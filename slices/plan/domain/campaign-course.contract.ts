import { contract, idSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { tallySchema } from './campaign.contract.ts';
import { STAGE_STATES } from './stages.rules.ts';
import { TASK_STATUSES } from './task-status.rules.ts';

const campaignParams = z.object({ id: idSchema });

export const burnUpPointSchema = z.object({
  on: localDateSchema,
  planned: z.int(),
  reported: z.int().nullable(),
  verified: z.int().nullable(),
});

export const stageSchema = z.object({
  name: z.string(),
  from: localDateSchema,
  to: localDateSchema,
  planned: z.int(),
  verified: z.int(),
  state: z.enum(STAGE_STATES),
});

export const getCampaignCourse = contract({
  method: 'GET',
  url: '/api/campaigns/:id/course',
  permission: 'plan:read',
  summary: '专项行动截至某日的进展：任务数、按行动、按当日牵头单位、阶段、逐周计划与完成',
  params: campaignParams,
  query: z.object({ asOf: localDateSchema.optional() }),
  response: z.object({
    asOf: localDateSchema,
    tally: tallySchema,
    byAction: z.array(
      z.object({ actionId: idSchema, path: z.array(z.string()), label: z.string(), tally: tallySchema }),
    ),
    byBody: z.array(z.object({ bodyId: idSchema, tally: tallySchema })),
    stages: z.array(stageSchema),
    burnUp: z.array(burnUpPointSchema),
  }),
});
export type CampaignCourse = z.infer<typeof getCampaignCourse.response>;

/** Words of the plan that say what a task or one of its duties is. */
const coloredSpanSchema = z.object({
  id: idSchema,
  taskId: idSchema,
  start: z.int(),
  end: z.int(),
  kind: z.enum(['task', 'duty']),
  status: z.enum(TASK_STATUSES),
  path: z.array(z.string()),
  label: z.string(),
  leadBodyId: idSchema.nullable(),
  dueOn: localDateSchema.nullable(),
});
export type ColoredSpan = z.infer<typeof coloredSpanSchema>;

export const getCampaignDocument = contract({
  method: 'GET',
  url: '/api/campaigns/:id/document',
  permission: 'plan:read',
  summary: '方案原文，每句带办理状态',
  params: campaignParams,
  response: z.object({ text: z.string(), spans: z.array(coloredSpanSchema) }),
});
