import {
  contract,
  countSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { OBLIGATION_KINDS, SECTION_KINDS } from './document.contract.ts';
import { TASK_STATUSES } from './task-status.rules.ts';

/** How many tasks stand in each status. */
export const tallySchema = z.object({
  total: z.int(),
  unassigned: z.int(),
  inProgress: z.int(),
  dueSoon: z.int(),
  overdue: z.int(),
  awaitingVerification: z.int(),
  done: z.int(),
  /** Left out by a later edition; not in `total`. */
  repealed: z.int(),
});
export type Tally = z.infer<typeof tallySchema>;

export const campaignRowSchema = z.object({
  id: idSchema,
  number: z.string(),
  name: z.string(),
  ownerBodyId: idSchema,
  startsOn: localDateSchema,
  endsOn: localDateSchema,
  adoptedAt: instantSchema,
  /** When it ended; its tally is that of the day. */
  closedAt: instantSchema.nullable(),
  tally: tallySchema,
});
export type CampaignRow = z.infer<typeof campaignRowSchema>;

const campaignFilter = { closed: z.enum(['true', 'false']).optional() };

export const listCampaigns = contract({
  method: 'GET',
  url: '/api/campaigns',
  permission: 'plan:read',
  summary: '专项行动（新建立的在前）',
  query: z.object({ ...campaignFilter, ...pageQuery }),
  response: pageOf(campaignRowSchema),
});

export const countCampaigns = contract({
  method: 'GET',
  url: '/api/campaigns/count',
  permission: 'plan:read',
  summary: '专项行动数',
  query: z.object(campaignFilter),
  response: countSchema,
});

export const adoptPlan = contract({
  method: 'POST',
  url: '/api/campaigns',
  permission: 'plan:adopt',
  summary: '将方案建立为专项行动：生成任务和要求',
  body: z
    .object({
      id: idSchema,
      commandId: idSchema,
      documentId: idSchema,
      /** Version of the document that the person saw: later corrections are not adopted unseen. */
      version: z.int(),
      name: text(120),
      ownerBodyId: idSchema,
      startsOn: localDateSchema,
      endsOn: localDateSchema,
    })
    .refine((b) => b.startsOn <= b.endsOn, { path: ['endsOn'], message: '结束日期不能早于开始日期' }),
  response: z.object({ id: idSchema }),
});

/** A clause of the campaign; work carries its task's state. */
export const campaignUnitSchema = z.object({
  id: idSchema,
  parentId: idSchema.nullable(),
  kind: z.enum([...SECTION_KINDS, 'letter']),
  path: z.array(z.string()),
  label: z.string(),
  obligations: z.int(),
  task: z
    .object({
      status: z.enum(TASK_STATUSES),
      leadBodyId: idSchema.nullable(),
      dueOn: localDateSchema,
      doneOn: localDateSchema.nullable(),
    })
    .nullable(),
});
export type CampaignUnit = z.infer<typeof campaignUnitSchema>;

export const campaignSchema = campaignRowSchema.extend({
  documentId: idSchema,
  documentTitle: z.string(),
  docNumber: z.string().nullable(),
  adoptedByName: z.string(),
  obligations: z.int(),
  /** The 职责清单 that it was published from. */
  dutyListId: idSchema.nullable(),
  byAction: z.array(z.object({ actionId: idSchema, path: z.array(z.string()), label: z.string(), tally: tallySchema })),
  /** Lead bodies; what nobody leads is not in it. `supporting` counts the open tasks in which the body supports. */
  byBody: z.array(z.object({ bodyId: idSchema, tally: tallySchema, supporting: z.int() })),
  /** Duties of clauses that are no task: goals of the whole campaign. */
  goals: z.array(
    z.object({ id: idSchema, kind: z.enum(OBLIGATION_KINDS), quote: z.string(), path: z.array(z.string()) }),
  ),
  abilities: z.object({ assign: z.boolean() }),
});
export type Campaign = z.infer<typeof campaignSchema>;

const campaignParams = z.object({ id: idSchema });

export const getCampaign = contract({
  method: 'GET',
  url: '/api/campaigns/:id',
  permission: 'plan:read',
  summary: '专项行动：概况，按行动、按单位的进度',
  params: campaignParams,
  response: campaignSchema,
});

export const getCampaignTree = contract({
  method: 'GET',
  url: '/api/campaigns/:id/tree',
  permission: 'plan:read',
  summary: '专项行动的全部条目，按原文顺序，任务带状态',
  params: campaignParams,
  response: z.object({ units: z.array(campaignUnitSchema) }),
});

export const proposeAssignments = contract({
  method: 'GET',
  url: '/api/campaigns/:id/proposals',
  permission: 'plan:assign',
  summary: '未分派任务的责任单位建议（由人确认）',
  params: campaignParams,
  response: z.object({
    rows: z.array(
      z.object({
        taskId: idSchema,
        version: z.int(),
        path: z.array(z.string()),
        label: z.string(),
        actionLabel: z.string(),
        dueOn: localDateSchema,
        leadBodyId: idSchema.nullable(),
        supportingBodyIds: z.array(idSchema),
        source: z.enum(['tail', 'actor', 'subject', 'mention']).nullable(),
        phrases: z.array(z.string()),
        onEnterprises: z.boolean(),
      }),
    ),
  }),
});
