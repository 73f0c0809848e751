import {
  contract,
  countSchema,
  idSchema,
  localDateSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { OCCURRENCE_STATUSES } from './occurrence.rules.ts';
import { readObligationSchema, SECTION_KINDS } from './reading.contract.ts';

/** Views of a worklist; `todo` leaves out what lies ahead and what was missed. */
export const WORK_GROUPS = [
  'todo',
  'overdue',
  'dueSoon',
  'returned',
  'missed',
  'ahead',
  'filed',
  'done',
  'waived',
] as const;
export type WorkGroup = (typeof WORK_GROUPS)[number];

export const occurrenceSchema = z.object({
  id: idSchema,
  obligationId: idSchema,
  bodyId: idSchema,
  startsOn: localDateSchema,
  endsOn: localDateSchema.nullable(),
  dueOn: localDateSchema,
  filedOn: localDateSchema.nullable(),
  verifiedOn: localDateSchema.nullable(),
  returnedOn: localDateSchema.nullable(),
  waivedOn: localDateSchema.nullable(),
  withdrawnOn: localDateSchema.nullable(),
  /** Its campaign ended on this day: it is not asked for any more, its status is that of the day. */
  closedOn: localDateSchema.nullable(),
  waivedReason: z.string().nullable(),
  waivedByName: z.string().nullable(),
  status: z.enum(OCCURRENCE_STATUSES),
});
export type Occurrence = z.infer<typeof occurrenceSchema>;

const workRowSchema = occurrenceSchema.extend({
  taskId: idSchema,
  campaignId: idSchema,
  campaignName: z.string(),
  path: z.array(z.string()),
  label: z.string(),
  kind: z.enum([...SECTION_KINDS, 'letter']),
  quote: z.string(),
  frequency: readObligationSchema.shape.frequency,
});
export type WorkRow = z.infer<typeof workRowSchema>;

const workFilter = {
  group: z.enum(WORK_GROUPS).optional(),
  /** What my own body owes. */
  mine: z.enum(['true']).optional(),
  bodyId: idSchema.optional(),
  campaignId: idSchema.optional(),
  dueFrom: localDateSchema.optional(),
  dueTo: localDateSchema.optional(),
  /** Overdue by more days than the county waits before it proposes an escalation, and not escalated yet. */
  toEscalate: z.enum(['true']).optional(),
  /** Of campaigns that have ended; without it these are left out, unless one campaign is asked for. */
  closed: z.enum(['true']).optional(),
  q: z.string().trim().max(60).optional(),
};

export const listWork = contract({
  method: 'GET',
  url: '/api/occurrences',
  permission: 'plan:read',
  summary: '到期事项：每项要求的每一期（按期限先后）',
  query: z.object({ ...workFilter, sort: z.enum(['dueOn', '-dueOn']).default('dueOn'), ...pageQuery }),
  response: pageOf(workRowSchema),
});

export const countWork = contract({
  method: 'GET',
  url: '/api/occurrences/count',
  permission: 'plan:read',
  summary: '符合条件的到期事项数',
  query: z.object(workFilter),
  response: countSchema,
});

export const getWork = contract({
  method: 'GET',
  url: '/api/occurrences/:id',
  permission: 'plan:read',
  summary: '一期到期事项',
  params: z.object({ id: idSchema }),
  response: workRowSchema,
});

/** `answerable`: my body may file for it (it is its own, or the lead's, or mine to lead), and something is still to be filed. */
const taskOccurrenceSchema = occurrenceSchema.extend({ answerable: z.boolean() });
export type TaskOccurrence = z.infer<typeof taskOccurrenceSchema>;

export const listTaskOccurrences = contract({
  method: 'GET',
  url: '/api/tasks/:id/occurrences',
  permission: 'plan:read',
  summary: '一项任务的各期（按要求、单位、时间）',
  params: z.object({ id: idSchema }),
  response: z.object({ rows: z.array(taskOccurrenceSchema), abilities: z.object({ waive: z.boolean() }) }),
});

export const waiveOccurrences = contract({
  method: 'POST',
  url: '/api/occurrences/waive',
  permission: 'plan:assign',
  summary: '免报：某期不要求填报，须写明理由',
  body: z.object({
    commandId: idSchema,
    occurrenceIds: z.array(idSchema).min(1, '请至少选择一期').max(500, '一次最多 500 期'),
    reason: text(200),
  }),
  response: z.object({ waived: z.int() }),
});

export const getCalendar = contract({
  method: 'GET',
  url: '/api/calendar',
  permission: 'plan:read',
  summary: '日历：一段时间内每天到期的事项数；不超过 45 天时附每天的前几项',
  query: z.object({
    from: localDateSchema,
    to: localDateSchema,
    /** My own body unless given; `all` for the whole county. */
    bodyId: z.union([idSchema, z.literal('all')]).optional(),
  }),
  response: z.object({
    days: z.array(z.object({ date: localDateSchema, status: z.enum(OCCURRENCE_STATUSES), count: z.int() })),
    /** The first things of each day: 40 a day up to a week, else 3. */
    rows: z.array(workRowSchema),
  }),
});

const feedSchema = z.object({ createdAt: z.iso.datetime().nullable() });

export const getCalendarFeed = contract({
  method: 'GET',
  url: '/api/calendar/feed',
  permission: 'task:report',
  summary: '我的日历订阅是否开通（地址只在开通时显示一次）',
  response: feedSchema,
});

export const openCalendarFeed = contract({
  method: 'POST',
  url: '/api/calendar/feed',
  permission: 'task:report',
  summary: '开通日历订阅，返回订阅地址；原地址随即失效',
  body: z.object({ commandId: idSchema }),
  response: z.object({ path: z.string() }),
});

export const closeCalendarFeed = contract({
  method: 'DELETE',
  url: '/api/calendar/feed',
  permission: 'task:report',
  summary: '停用日历订阅',
  response: feedSchema,
});

export const readCalendarFeed = contract({
  method: 'GET',
  url: '/api/calendar/feeds/:token',
  permission: null,
  summary: 'iCalendar 订阅（RFC 5545），地址即凭证',
  params: z.object({ token: z.string().regex(/^[\w-]{43}\.ics$/) }),
  response: z.unknown(),
});
