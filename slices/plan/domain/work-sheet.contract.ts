import { contract } from '@zhiben/platform/domain/contract.ts';
import { defineErrors } from '@zhiben/platform/domain/errors.ts';
import { z } from 'zod';
import { listWork } from './occurrence.contract.ts';

/** The columns of the worklist, on the screen and on its sheet, in their order. */
export const WORK_COLUMNS = {
  label: '事项',
  period: '期次',
  quote: '要求',
  body: '责任单位',
  status: '状态',
  dueOn: '期限',
  left: '剩余',
  campaign: '专项行动',
} as const;
export type WorkColumn = keyof typeof WORK_COLUMNS;
export const WORK_COLUMN_KEYS = Object.keys(WORK_COLUMNS) as [WorkColumn, ...WorkColumn[]];

/** A longer sheet serves nobody. */
export const MOST_WORK_ROWS = 50_000;

const column = z.enum(WORK_COLUMN_KEYS);
const { cursor: _, limit: __, ...filter } = listWork.query.shape;

export const exportWork = contract({
  method: 'GET',
  url: '/api/occurrences/export',
  permission: 'plan:read',
  summary: '导出到期事项（xlsx；与列表同样的筛选、排序，可指定屏幕上的栏；导出留痕）',
  query: z.object({
    ...filter,
    /** Repeated keys arrive as an array, a single one as text; all columns without it. */
    columns: z.preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(column).min(1).optional()),
  }),
  response: z.unknown(),
});

export const workSheetError = defineErrors('plan', {
  'export-too-large': {
    status: 422,
    when: 'the filter of an export leaves more rows than one sheet takes',
    say: (d: { most: number }) => `符合条件的事项超过 ${d.most} 项，一次导不完。请按单位、期限缩小范围后分次导出。`,
  },
});
