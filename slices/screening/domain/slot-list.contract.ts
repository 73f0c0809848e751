import {
  contract,
  countSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { whose } from './checklist.contract.ts';
import { SLOT_STATES, type SlotState, TASK_LEVELS } from './screening.terms.ts';

/** due 应查: all that are not excluded · ended 已到期: what a share is taken of. */
export const SLOT_GROUPS = ['due', 'ended', 'done', 'made-up', 'overdue', 'missed', 'excluded'] as const;
export type SlotGroup = (typeof SLOT_GROUPS)[number];
export const SLOT_GROUP_NAMES: Record<SlotGroup, string> = {
  due: '应查',
  ended: '已到期',
  done: '按时查',
  'made-up': '补查',
  overdue: '可补查',
  missed: '漏查',
  excluded: '停用不计',
};

const ENDED: ReadonlySet<SlotState> = new Set(['done', 'made-up', 'missed']);

export function isInGroup(state: SlotState, group: SlotGroup): boolean {
  if (group === 'due') return state !== 'excluded';
  return group === 'ended' ? ENDED.has(state) : state === group;
}

const rowSchema = z.object({
  /** `<task>/<slot>` */
  id: z.string(),
  taskId: idSchema,
  taskName: z.string(),
  level: z.enum(TASK_LEVELS),
  slotKey: z.string(),
  /** The day on which it is counted. */
  day: localDateSchema,
  state: z.enum(SLOT_STATES),
  makeUpUntil: instantSchema,
  recordId: idSchema.nullable(),
});
export type SlotRow = z.infer<typeof rowSchema>;

const filter = {
  ...whose,
  state: z.enum(SLOT_GROUPS).default('due'),
  /** Days on which slots are counted, both included; the month so far when not given. Never later than today. */
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
};
export type SlotFilter = z.output<z.ZodObject<typeof filter>>;

export const listScreeningSlots = contract({
  method: 'GET',
  url: '/api/screening-slots',
  permission: 'screening:read',
  summary: '企业应查时段及其结果：应查、漏查、停用不计等数字由它们构成（最多 400 天）',
  query: z.object({ ...filter, ...pageQuery }),
  response: pageOf(rowSchema),
});

export const countScreeningSlots = contract({
  method: 'GET',
  url: '/api/screening-slots/count',
  permission: 'screening:read',
  summary: '符合条件的应查时段数',
  query: z.object(filter),
  response: countSchema,
});
