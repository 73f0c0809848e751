import { contract, idSchema, instantSchema, localDateSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

const bodyState = z.object({
  bodyId: idSchema,
  /** Assigned tasks that the body has neither acknowledged nor reported on: a report acknowledges. */
  unacknowledged: z.int(),
  /** Since when the oldest of these waits. */
  unacknowledgedSince: instantSchema.nullable(),
  /** Overdue occurrences, missed ones among them. */
  overdue: z.int(),
  dueSoon: z.int(),
  returned: z.int(),
  /** Overdue beyond the county's limit, and not escalated yet. */
  toEscalate: z.int(),
  oldestDueOn: localDateSchema.nullable(),
  contacts: z.array(z.object({ name: z.string(), phone: z.string() })),
  remindedAt: instantSchema.nullable(),
  remindedByName: z.string().nullable(),
});
export type UnansweredBody = z.infer<typeof bodyState>;

export const listUnanswered = contract({
  method: 'GET',
  url: '/api/unanswered',
  permission: 'task:verify',
  summary: '还没有答复的单位：未签收、逾期未报、被退回，附联系人',
  response: z.object({ rows: z.array(bodyState), escalateAfter: z.int() }),
});

const selection = { commandId: idSchema, bodyIds: z.array(idSchema).min(1, '请至少选择一个单位').max(200) };

export const remindBodies = contract({
  method: 'POST',
  url: '/api/reminders',
  permission: 'task:verify',
  summary: '催办：提醒单位尽快签收、填报（每单位每天一次）',
  body: z.object({
    ...selection,
    /** `receipts`: only of tasks that were neither acknowledged nor reported on; bodies without such are left alone. */
    about: z.enum(['all', 'receipts']).default('all'),
  }),
  response: z.object({
    reminded: z.int(),
    /** Reminded today before, or owing nothing. */
    skipped: z.int(),
  }),
});

export const issueEscalation = contract({
  method: 'POST',
  url: '/api/escalations',
  permission: 'task:verify',
  summary: '提级：把一个单位长期逾期的事项通报其工作人员和县领导（系统只建议，由安委办签发）',
  body: z.object({ commandId: idSchema, bodyId: idSchema, text: text(500) }),
  response: z.object({ bodyId: idSchema }),
});

export const acknowledgeTasks = contract({
  method: 'POST',
  url: '/api/tasks/acknowledge',
  permission: 'task:report',
  summary: '签收分派给本单位的任务（可一次多项；重复无害）',
  body: z.object({
    commandId: idSchema,
    /** Without ids, all that wait. */
    taskIds: z.array(idSchema).min(1).max(500).optional(),
  }),
  response: z.object({ acknowledged: z.int() }),
});

const settings = {
  aheadDays: z
    .array(z.int().min(1, '应为 1–60 天').max(60, '应为 1–60 天'))
    .max(5, '最多 5 个提前天数')
    .refine((days) => new Set(days).size === days.length, '提前天数不能重复'),
  overdueEvery: z.int().min(1, '应为 1–60 天').max(60, '应为 1–60 天'),
  escalateAfter: z.int().min(1, '应为 1–365 天').max(365, '应为 1–365 天'),
};

const reminderSettingsSchema = z.object({ ...settings, version: z.int(), abilities: z.object({ edit: z.boolean() }) });

export const getReminderSettings = contract({
  method: 'GET',
  url: '/api/reminder-settings',
  permission: 'plan:read',
  summary: '提醒设置',
  response: reminderSettingsSchema,
});

export const setReminderSettings = contract({
  method: 'PUT',
  url: '/api/reminder-settings',
  permission: 'task:verify',
  summary: '修改提醒设置',
  body: z.object({ ...settings, commandId: idSchema, version: z.int() }),
  response: reminderSettingsSchema,
});
