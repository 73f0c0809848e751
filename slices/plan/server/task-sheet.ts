import type { Readable } from 'node:stream';
import { today } from '@zhiben/platform/domain/clock.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { streamSheet, type WriteColumn } from '@zhiben/platform/server/excel/index.ts';
import { listBodies } from '@zhiben/slices/division/server';
import type { z } from 'zod';
import { clauseText, TASK_STATUS_NAMES } from '../domain/plan.terms.ts';
import type { TaskRow } from '../domain/task.contract.ts';
import type { exportTasks as contract } from '../domain/task-bulk.contract.ts';
import { listTasks } from './task.queries.ts';

type Filter = z.output<typeof contract.query>;

const PAGE = 200;

/** The tasks that fit the filter, or the chosen ones among them, as a sheet to print. */
export async function writeTaskSheet(ctx: Ctx, filter: Filter): Promise<Readable> {
  const names = new Map((await listBodies(ctx)).map(({ id, name }) => [id, name]));
  const columns: WriteColumn<TaskRow>[] = [
    { header: '专项行动', value: (task) => task.campaignName, width: 30 },
    { header: '条目', value: (task) => clauseText(task.path), width: 14 },
    { header: '任务', value: (task) => task.label, width: 40 },
    { header: '牵头单位', value: (task) => names.get(task.leadBodyId ?? ''), width: 26 },
    { header: '期限', value: (task) => task.dueOn, kind: 'date', width: 12 },
    { header: '状态', value: (task) => TASK_STATUS_NAMES[task.status], width: 12 },
    { header: '完成日期', value: (task) => task.doneOn, kind: 'date', width: 12 },
  ];
  return streamSheet({ title: '任务清单', note: `截至 ${today(ctx.clock)}`, columns, rows: tasksOf(ctx, filter) });
}

async function* tasksOf(ctx: Ctx, filter: Filter) {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listTasks>> = await listTasks(
      ctx,
      { ...filter, limit: PAGE, ...(cursor ? { cursor } : {}) },
      today(ctx.clock),
    );
    yield* page.rows;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
