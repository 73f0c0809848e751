import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { CONFIDENCES, SLOT_STATES } from './screening.terms.ts';
import { monthSchema } from './statement.contract.ts';

/**
 * What a duty came to in a period, by its worst slot. missed: at least one is missed for good · due: open or can still
 * be made up · made-up: all answered, some late · done: all in time · suspended: every slot lay in a suspension ·
 * coming: not yet begun · none: nothing falls due · unplanned: the duty applies and no task carries it out, or nothing
 * was ever filed.
 */
export const CELL_STATES = ['missed', 'due', 'made-up', 'done', 'suspended', 'coming', 'none', 'unplanned'] as const;
export type CellState = (typeof CELL_STATES)[number];

const count = z.int().min(0);
export const cellSchema = z.object({
  state: z.enum(CELL_STATES),
  done: count,
  madeUp: count,
  missed: count,
  /** Open now, or can still be made up. */
  open: count,
  coming: count,
  excluded: count,
});
export type DutyCell = z.infer<typeof cellSchema>;

/** A duty as the head of a row or column: tasks without a duty of the table stand together under `own`. */
export const OWN_DUTY = 'own';
export const dutyHeadSchema = z.object({
  code: z.string(),
  name: z.string(),
  /** The source article; empty for tasks that the enterprise set itself. */
  source: z.string(),
  confidence: z.enum(CONFIDENCES).nullable(),
  /** Said beside it where the source is not the text itself. */
  caution: z.string(),
});
export type DutyHead = z.infer<typeof dutyHeadSchema>;

const abilities = z.object({ export: z.boolean() });

export const getDutyMatrix = contract({
  method: 'GET',
  url: '/api/enterprises/:enterpriseId/duty-matrix',
  permission: 'screening:read',
  summary: '一家企业一年的义务履行矩阵：义务 × 月份',
  params: z.object({ enterpriseId: idSchema }),
  query: z.object({
    year: z
      .string()
      .regex(/^20\d\d$/, '年份应为 4 位数字')
      .optional(),
  }),
  response: z.object({
    enterpriseId: idSchema,
    enterpriseName: z.string(),
    year: z.string(),
    months: z.array(monthSchema),
    rows: z.array(
      z.object({
        duty: dutyHeadSchema,
        tasks: z.array(z.object({ id: idSchema, name: z.string() })),
        cells: z.array(cellSchema),
      }),
    ),
    abilities,
  }),
});

export const matrixFilter = {
  month: monthSchema.optional(),
  q: z.string().trim().max(100).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.string().max(50).optional(),
  grade: z.enum(['A', 'B', 'C', 'D', 'none']).optional(),
};
export type MatrixFilter = z.output<z.ZodObject<typeof matrixFilter>>;

export const matrixRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  division: z.string(),
  industry: z.string(),
  grade: z.enum(['A', 'B', 'C', 'D']).nullable(),
  /** By the code of the duty; a duty that is absent does not apply. */
  cells: z.record(z.string(), cellSchema),
});
export type MatrixRow = z.infer<typeof matrixRowSchema>;

export const listDutyMatrix = contract({
  method: 'GET',
  url: '/api/duty-matrix',
  permission: 'screening:survey',
  summary: '各企业某月的义务履行矩阵：企业 × 义务（按企业名称翻页）',
  query: z.object({ ...matrixFilter, ...pageQuery }),
  response: pageOf(matrixRowSchema).extend({
    month: monthSchema,
    /** The duties that occur in the rows of this page. */
    duties: z.array(dutyHeadSchema),
    abilities,
  }),
});

export const countDutyMatrix = contract({
  method: 'GET',
  url: '/api/duty-matrix/count',
  permission: 'screening:survey',
  summary: '符合条件的企业数',
  query: z.object(matrixFilter),
  response: countSchema,
});

export const exportDutyMatrix = contract({
  method: 'GET',
  url: '/api/duty-matrix/export',
  permission: 'screening:export',
  summary: '导出义务履行矩阵（xlsx，留审计记录）：各企业某月，或一家企业一年',
  query: z.object({
    ...matrixFilter,
    enterpriseId: idSchema.optional(),
    year: z
      .string()
      .regex(/^20\d\d$/)
      .optional(),
  }),
  response: z.unknown(),
});

export const listDutySlots = contract({
  method: 'GET',
  url: '/api/enterprises/:enterpriseId/duty-slots',
  permission: 'screening:read',
  summary: '一格里的时段和对应的记录',
  params: z.object({ enterpriseId: idSchema }),
  query: z.object({ duty: z.string().max(20), month: monthSchema }),
  response: z.object({
    duty: dutyHeadSchema,
    cell: cellSchema,
    rows: z.array(
      z.object({
        /** The task, or what is filed. */
        title: z.string(),
        /** Page of the task; null of what is filed without one. */
        path: z.string().nullable(),
        /** The slot, the day or the month. */
        period: z.string(),
        day: localDateSchema,
        state: z.enum(SLOT_STATES),
        /** Page of the record that answers it. */
        recordPath: z.string().nullable(),
      }),
    ),
  }),
});
