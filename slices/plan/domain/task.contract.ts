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
import { fileSchema } from '@zhiben/platform/domain/files.contract.ts';
import { z } from 'zod';
import { readObligationSchema, SECTION_KINDS } from './document.contract.ts';
import { TASK_STATUSES } from './task-status.rules.ts';

export const taskRowSchema = z.object({
  id: idSchema,
  campaignId: idSchema,
  campaignName: z.string(),
  path: z.array(z.string()),
  label: z.string(),
  kind: z.enum([...SECTION_KINDS, 'letter']),
  status: z.enum(TASK_STATUSES),
  leadBodyId: idSchema.nullable(),
  dueOn: localDateSchema,
  pendingOn: localDateSchema.nullable(),
  doneOn: localDateSchema.nullable(),
  /** Its campaign ended on this day: nothing is assigned or reported any more, its status is that of the day. */
  closedOn: localDateSchema.nullable(),
  /** What my body has to do with it. */
  myPart: z.enum(['lead', 'supporting']).nullable(),
});
export type TaskRow = z.infer<typeof taskRowSchema>;

const taskFilter = {
  campaignId: idSchema.optional(),
  actionId: idSchema.optional(),
  status: z.enum(TASK_STATUSES).optional(),
  leadBodyId: idSchema.optional(),
  /** Tasks in which this body supports. */
  supportingBodyId: idSchema.optional(),
  /** Tasks that my body leads or supports. */
  mine: z.enum(['true']).optional(),
  /** Whether a report waits to be looked at. */
  pending: z.enum(['true', 'false']).optional(),
  /** Leaves out what is done. */
  open: z.enum(['true']).optional(),
  /** Of campaigns that have ended, or of all; without it of those that run, unless one campaign is asked for. */
  closed: z.enum(['true', 'any']).optional(),
  /** Delivered to my body, which has neither acknowledged it nor reported on it. */
  unacknowledged: z.enum(['true']).optional(),
  q: z.string().trim().max(60).optional(),
};

export const listTasks = contract({
  method: 'GET',
  url: '/api/tasks',
  permission: 'plan:read',
  summary: '任务（按期限先后）',
  query: z.object({ ...taskFilter, ...pageQuery }),
  response: pageOf(taskRowSchema),
});

export const countTasks = contract({
  method: 'GET',
  url: '/api/tasks/count',
  permission: 'plan:read',
  summary: '符合条件的任务数',
  query: z.object(taskFilter),
  response: countSchema,
});

export const taskObligationSchema = readObligationSchema.omit({ sectionId: true }).extend({
  id: idSchema,
  actorAlternatives: z.array(z.string()),
  /** Next day on which something is owed. */
  dueOn: localDateSchema.nullable(),
  metThrough: localDateSchema.nullable(),
});
export type TaskObligation = z.infer<typeof taskObligationSchema>;

export const figureSchema = z.object({ name: text(40), value: z.number(), unit: z.string().trim().max(10) });

export const progressSchema = z.object({
  id: idSchema,
  bodyId: idSchema,
  happenedOn: localDateSchema,
  text: z.string(),
  figures: z.array(figureSchema),
  obligationIds: z.array(idSchema),
  occurrenceIds: z.array(idSchema),
  claimsCompletion: z.boolean(),
  files: z.array(fileSchema),
  filedAt: instantSchema,
  filedByName: z.string(),
  outcome: z.enum(['verified', 'returned']).nullable(),
  reason: z.string().nullable(),
  decidedAt: instantSchema.nullable(),
  decidedByName: z.string().nullable(),
  abilities: z.object({ verify: z.boolean() }),
});
export type Progress = z.infer<typeof progressSchema>;

export const taskSchema = taskRowSchema.extend({
  version: z.int(),
  documentId: idSchema,
  campaignNumber: z.string(),
  campaignEndsOn: localDateSchema,
  actionLabel: z.string(),
  ownerBodyId: idSchema,
  supportingBodyIds: z.array(idSchema),
  assignedOn: localDateSchema.nullable(),
  /** The clause word for word; `at` is where it starts in the document, so that spans can be laid over it. */
  text: z.string(),
  at: z.int(),
  obligations: z.array(taskObligationSchema),
  progress: z.array(progressSchema),
  history: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      who: z.string(),
      action: z.string(),
      data: z.record(z.string(), z.unknown()),
    }),
  ),
  /** Whether my body was given the task and has not acknowledged it; null when it was not given it. */
  acknowledged: z.boolean().nullable(),
  /** 签收: each body that was given the task, and when who of it acknowledged; who reported has acknowledged. */
  receipts: z.array(
    z.object({
      bodyId: idSchema,
      deliveredAt: instantSchema,
      acknowledgedAt: instantSchema.nullable(),
      acknowledgedByName: z.string().nullable(),
    }),
  ),
  abilities: z.object({ assign: z.boolean(), report: z.boolean(), claimCompletion: z.boolean() }),
});
export type Task = z.infer<typeof taskSchema>;

const taskParams = z.object({ id: idSchema });

export const getTask = contract({
  method: 'GET',
  url: '/api/tasks/:id',
  permission: 'plan:read',
  summary: '任务：原文、要求、进展和经过',
  params: taskParams,
  response: taskSchema,
});

export const assignTasks = contract({
  method: 'POST',
  url: '/api/tasks/assign',
  permission: 'plan:assign',
  summary: '分派任务（可一次多项）；已分派的改派',
  body: z.object({
    commandId: idSchema,
    assignments: z
      .array(
        z.object({
          taskId: idSchema,
          version: z.int(),
          leadBodyId: idSchema,
          supportingBodyIds: z.array(idSchema).max(200),
        }),
      )
      .min(1, '请至少选择一项任务')
      .max(500, '一次最多分派 500 项')
      .refine((all) => new Set(all.map((a) => a.taskId)).size === all.length, '同一项任务只能分派一次'),
  }),
  response: z.object({ assigned: z.int() }),
});

export const reportProgress = contract({
  method: 'POST',
  url: '/api/tasks/:id/progress',
  permission: 'task:report',
  summary: '填报进展（牵头或配合单位）',
  params: taskParams,
  body: z.object({
    id: idSchema,
    commandId: idSchema,
    happenedOn: localDateSchema,
    text: text(4000),
    figures: z.array(figureSchema).max(20).default([]),
    /** Which occurrences it answers, one by one. */
    occurrenceIds: z.array(idSchema).max(200).default([]),
    /** Duties of which it answers the occurrence at hand: the one whose period holds `happenedOn`, else the oldest. */
    obligationIds: z.array(idSchema).max(100).default([]),
    claimsCompletion: z.boolean().default(false),
    fileIds: z.array(idSchema).max(30).default([]),
  }),
  response: z.object({ id: idSchema }),
});

const reason = z.string().trim().max(500, '不能超过 500 字');

export const verifyProgress = contract({
  method: 'POST',
  url: '/api/tasks/:id/progress/:progressId/decision',
  permission: 'task:verify',
  summary: '核查进展：通过，或退回并说明理由',
  params: taskParams.extend({ progressId: idSchema }),
  body: z
    .object({ commandId: idSchema, outcome: z.enum(['verified', 'returned']), reason: reason.default('') })
    .refine((b) => b.outcome === 'verified' || b.reason !== '', { path: ['reason'], message: '退回须写明理由' }),
  response: z.object({ id: idSchema, outcome: z.enum(['verified', 'returned']) }),
});
