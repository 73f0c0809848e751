import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { exportTasks, listTaskParties } from '../domain/task-bulk.contract.ts';
import { findTaskParties } from './task.queries.ts';
import { writeTaskSheet } from './task-sheet.ts';

export const taskBulkRoutes = [
  route(listTaskParties, async ({ ctx, query }) => {
    const tasks = await findTaskParties(ctx, query.ids);
    return {
      rows: tasks.map(({ id, version, leadBodyId, supportingBodyIds, doneOn, closedOn }) => ({
        id,
        version,
        leadBodyId,
        supportingBodyIds,
        done: doneOn !== null || closedOn !== null,
      })),
    };
  }),
  route(exportTasks, async ({ ctx, query, raw }) => {
    const sheet = await writeTaskSheet(ctx, query);
    await recordExport(ctx, 'plan', { document: 'tasks', filter: query });
    return sendSheet(raw.reply, { name: '任务清单', sheet });
  }),
];
