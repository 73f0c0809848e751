import {
  contract,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { doneSchema, whose } from './checklist.contract.ts';
import { CONFIDENCES, CYCLE_UNITS, SLOT_STATES, TASK_LEVELS } from './screening.terms.ts';

/** A time of day, Asia/Shanghai. */
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '时间应为 HH:MM');
/** An end that is not later than its start lies on the next day. */
export const shiftSchema = z.object({ name: text(10), start: timeSchema, end: timeSchema });

/** When a task is to be done: what `slotsOf` counts from. */
export const scheduleShape = {
  cycleEvery: z.int().min(1).max(99),
  cycleUnit: z.enum(CYCLE_UNITS),
  startOn: localDateSchema,
  /** Last day, included. */
  endsOn: localDateSchema.nullable().default(null),
  /** Hours of work, needed where the cycle is in hours; an end not later than the start lies on the next day. */
  workStart: timeSchema.nullable().default(null),
  workEnd: timeSchema.nullable().default(null),
  /** With a cycle in days: one slot a shift. */
  shifts: z.array(shiftSchema).max(6).default([]),
  workDayType: z.union([z.literal(0), z.literal(1), z.literal(2)]).default(0),
};
/** A plan of times; a task is one, with more. */
export type Schedule = z.output<z.ZodObject<typeof scheduleShape>>;

type ScheduleFault = { path: keyof Schedule; message: string };

/** What is wrong with a schedule as a whole; for the form and the server alike. */
export function scheduleFault(schedule: Schedule): ScheduleFault | null {
  const { cycleUnit, workStart, workEnd, shifts, startOn, endsOn } = schedule;
  if (cycleUnit === 'hour' && (workStart === null || workEnd === null))
    return { path: 'workStart', message: '按小时排查的，应填写作业起止时间' };
  if (cycleUnit === 'hour' && schedule.cycleEvery > 24)
    return { path: 'cycleEvery', message: '按小时排查的，间隔不超过 24 小时' };
  if (shifts.length > 0 && cycleUnit !== 'day') return { path: 'shifts', message: '只有按天排查的任务可以分班次' };
  if (new Set(shifts.map(({ name }) => name)).size < shifts.length)
    return { path: 'shifts', message: '班次名称不能重复' };
  if (shiftsOverlap(shifts)) return { path: 'shifts', message: '班次时间不能重叠' };
  if (endsOn !== null && endsOn < startOn) return { path: 'endsOn', message: '结束日期应不早于开始日期' };
  return null;
}

/** Shifts stand on the ring of 24 hours: none may begin within another. */
function shiftsOverlap(shifts: Schedule['shifts']): boolean {
  const spans = shifts.map(({ start, end }) => {
    const from = minutesOf(start);
    const to = minutesOf(end);
    return { from, to: to <= from ? to + 1440 : to };
  });
  return spans.some((a, i) =>
    spans.some((b, j) => i !== j && [0, 1440].some((turn) => b.from + turn >= a.from && b.from + turn < a.to)),
  );
}

/** Minutes after midnight. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

const taskFields = {
  checklistId: idSchema,
  /** The risk unit whose QR code opens it. */
  unitId: idSchema.nullable().default(null),
  name: text(60),
  level: z.enum(TASK_LEVELS),
  ...scheduleShape,
  workType: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]).default(0),
  /** Number on the 包保 list. */
  taskNo: z.int().min(1).max(10).nullable().default(null),
  /** Who does it; empty: whoever of the enterprise holds the role of the level. */
  assignees: z.array(idSchema).max(50).default([]),
  /** The duty that it carries out, and what that says. */
  dutyCode: z.string().max(10).nullable().default(null),
  basis: optionalText(300),
};

type Refining = Schedule & { workType: number; taskNo: number | null };
function refineTask(task: Refining, check: z.RefinementCtx): void {
  const fault = scheduleFault(task);
  if (fault) check.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
  if (task.taskNo !== null && task.workType < 3 && task.taskNo > 9)
    check.addIssue({ code: 'custom', path: ['taskNo'], message: '主要负责人、技术负责人任务编号为 1–9' });
}

export const taskSchema = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  checklistId: idSchema,
  checklistName: z.string(),
  /** The edition in force. */
  edition: z.int(),
  unitId: idSchema.nullable(),
  unitName: z.string().nullable(),
  name: z.string(),
  level: z.enum(TASK_LEVELS),
  ...scheduleShape,
  workType: taskFields.workType,
  taskNo: z.int().nullable(),
  assignees: z.array(idSchema),
  assigneeNames: z.array(z.string()),
  dutyCode: z.string().nullable(),
  basis: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  removedAt: instantSchema.nullable(),
  version: z.int(),
});
export type ScreeningTask = z.infer<typeof taskSchema>;

const idParams = z.object({ id: idSchema });

export const listScreeningTasks = contract({
  method: 'GET',
  url: '/api/screening-tasks',
  permission: 'screening:read',
  summary: '企业的排查任务',
  query: z.object({
    ...whose,
    q: z.string().trim().max(100).optional(),
    level: z.enum(TASK_LEVELS).optional(),
    unitId: idSchema.optional(),
    /** Removed ones too, which are then marked. */
    removed: z.enum(['true']).optional(),
    ...pageQuery,
  }),
  response: pageOf(taskSchema).extend({ abilities: z.record(z.string(), z.boolean()) }),
});

/** A slot as lists and screens show it; instants bound it half-open. */
export const slotViewSchema = z.object({
  taskId: idSchema,
  slotKey: z.string(),
  /** The day it is counted on. */
  day: localDateSchema,
  from: instantSchema,
  to: instantSchema,
  /** Until when it may be made up. */
  makeUpUntil: instantSchema,
  state: z.enum(SLOT_STATES),
  /** The record that answers it. */
  recordId: idSchema.nullable(),
});
export type SlotView = z.infer<typeof slotViewSchema>;

export const getScreeningTask = contract({
  method: 'GET',
  url: '/api/screening-tasks/:id',
  permission: 'screening:read',
  summary: '排查任务及其应查时段（默认前 30 天至后 7 天）',
  params: idParams,
  query: z.object({ from: localDateSchema.optional(), to: localDateSchema.optional() }),
  response: taskSchema.extend({
    slots: z.array(slotViewSchema),
    /** From when a change of its schedule would hold. */
    changesHoldFrom: localDateSchema,
    abilities: z.record(z.string(), z.boolean()),
  }),
});

export const createScreeningTask = contract({
  method: 'POST',
  url: '/api/screening-tasks',
  permission: 'screening:manage',
  summary: '建立排查任务',
  body: z.object({ id: idSchema, ...taskFields }).superRefine(refineTask),
  response: doneSchema,
});

export const editScreeningTask = contract({
  method: 'POST',
  url: '/api/screening-tasks/:id/edit',
  permission: 'screening:manage',
  summary: '修改排查任务：周期的变化自当日起算，之前的应查时段不变',
  params: idParams,
  body: z.object({ commandId: idSchema, version: z.int(), ...taskFields }).superRefine(refineTask),
  response: doneSchema,
});

export const removeScreeningTask = contract({
  method: 'POST',
  url: '/api/screening-tasks/:id/remove',
  permission: 'screening:manage',
  summary: '停止排查任务（留痕，之前的应查时段照算）',
  params: idParams,
  body: z.object({ commandId: idSchema, version: z.int(), reason: text(200) }),
  response: doneSchema,
});

/** A duty of the enterprise's class that a task would carry out. */
export const proposalSchema = z.object({
  dutyCode: z.string(),
  /** What the duty says. */
  name: z.string(),
  who: z.string(),
  level: z.enum(TASK_LEVELS),
  cycleEvery: z.int(),
  cycleUnit: z.enum(CYCLE_UNITS),
  source: z.string(),
  confidence: z.enum(CONFIDENCES),
  /** What is said beside it where the source is not the text itself; empty where it is. */
  caution: z.string(),
  /** Why it is offered: classes of the enterprise that it binds. */
  because: z.array(z.string()),
  /** The task that carries it out already. */
  taskId: idSchema.nullable(),
});
export type TaskProposal = z.infer<typeof proposalSchema>;

export const listTaskProposals = contract({
  method: 'GET',
  url: '/api/screening-proposals',
  permission: 'screening:read',
  summary: '按企业类别应有的排查任务（出自义务表，注明来源）',
  query: z.object(whose),
  response: z.object({ rows: z.array(proposalSchema), abilities: z.record(z.string(), z.boolean()) }),
});

/** What forms of the enterprise choose from, and the county's rules that they name. */
export const listScreeningChoices = contract({
  method: 'GET',
  url: '/api/screening-choices',
  permission: 'screening:manage',
  summary: '制定任务、登记停用时可选的风险单元和人员，本县的补查、补报天数',
  response: z.object({
    units: z.array(z.object({ id: idSchema, name: z.string(), place: z.string() })),
    people: z.array(z.object({ id: idSchema, name: z.string() })),
    makeUpDays: z.int(),
    lateFilingDays: z.int(),
  }),
});

/** A line of the worklist: a slot that is open or may be made up, with what a card shows of its task. */
export const workRowSchema = slotViewSchema.extend({
  name: z.string(),
  level: z.enum(TASK_LEVELS),
  checklistId: idSchema,
  edition: z.int(),
  items: z.int(),
  unitId: idSchema.nullable(),
  unitName: z.string().nullable(),
});
export type WorkRow = z.infer<typeof workRowSchema>;

export const listMyScreening = contract({
  method: 'GET',
  url: '/api/screening/mine',
  permission: 'screening:do',
  summary: '我的排查任务：现在待查、可补查的和今天已查的',
  response: z.object({ today: localDateSchema, rows: z.array(workRowSchema) }),
});
