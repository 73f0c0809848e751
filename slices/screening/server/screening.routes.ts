import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as checklists from '../domain/checklist.contract.ts';
import * as packs from '../domain/pack.contract.ts';
import * as records from '../domain/record.contract.ts';
import * as slots from '../domain/slot-list.contract.ts';
import * as suspensions from '../domain/suspension.contract.ts';
import * as syncs from '../domain/sync.contract.ts';
import * as tasks from '../domain/task.contract.ts';
import { presentLibrary } from './checklist-library.ts';
import {
  createChecklist,
  editChecklist,
  presentChecklist,
  presentChecklists,
  removeChecklist,
} from './checklists.actions.ts';
import { presentConflicts, resolveConflict } from './conflicts.actions.ts';
import { knownFiles } from './files-known.ts';
import { presentChoices, presentPack } from './pack.ts';
import { presentProposals } from './proposals.ts';
import { presentDays, presentRecord, presentRecords, presentSummary } from './records.present.ts';
import { countRecordRows } from './records.queries.ts';
import { exportRecords } from './records-export.ts';
import { countSlots, presentSlots } from './slot-list.ts';
import { endSuspension, fileSuspension, presentSuspensions, withdrawSuspension } from './suspensions.actions.ts';
import { syncItems } from './sync.actions.ts';
import { createTask, editTask, removeTask } from './tasks.actions.ts';
import { presentMine, presentOneTask, presentTasks } from './tasks.present.ts';

export const screeningRoutes = [
  route(checklists.listChecklists, ({ ctx, query }) => presentChecklists(ctx, query)),
  route(checklists.getChecklist, ({ ctx, params }) => presentChecklist(ctx, params.id)),
  route(checklists.listChecklistLibrary, async ({ ctx }) => ({ rows: await presentLibrary(ctx) })),
  route(checklists.createChecklist, ({ ctx, body }) => createChecklist(ctx, body)),
  route(checklists.editChecklist, ({ ctx, params, body }) => editChecklist(ctx, params.id, body)),
  route(checklists.removeChecklist, ({ ctx, params, body }) => removeChecklist(ctx, params.id, body)),
  route(tasks.listScreeningTasks, ({ ctx, query }) => presentTasks(ctx, query)),
  route(tasks.getScreeningTask, ({ ctx, params, query }) => presentOneTask(ctx, params.id, query)),
  route(tasks.createScreeningTask, ({ ctx, body }) => createTask(ctx, body)),
  route(tasks.editScreeningTask, ({ ctx, params, body }) => editTask(ctx, params.id, body)),
  route(tasks.removeScreeningTask, ({ ctx, params, body }) => removeTask(ctx, params.id, body)),
  route(tasks.listTaskProposals, ({ ctx, query }) => presentProposals(ctx, query.enterpriseId)),
  route(tasks.listScreeningChoices, ({ ctx }) => presentChoices(ctx)),
  route(tasks.listMyScreening, ({ ctx }) => presentMine(ctx)),
  route(suspensions.listSuspensions, ({ ctx, query }) => presentSuspensions(ctx, query)),
  route(suspensions.fileSuspension, ({ ctx, body }) => fileSuspension(ctx, body)),
  route(suspensions.endSuspension, ({ ctx, params, body }) => endSuspension(ctx, params.id, body)),
  route(suspensions.withdrawSuspension, ({ ctx, params, body }) => withdrawSuspension(ctx, params.id, body)),
  route(records.listScreeningRecords, ({ ctx, query }) => presentRecords(ctx, query)),
  route(records.countScreeningRecords, ({ ctx, query }) => countRecordRows(ctx, query)),
  route(records.exportScreeningRecords, async ({ ctx, query, raw }) =>
    sendSheet(raw.reply, await exportRecords(ctx, query)),
  ),
  route(records.getScreeningRecord, ({ ctx, params }) => presentRecord(ctx, params.id)),
  route(slots.listScreeningSlots, ({ ctx, query }) => presentSlots(ctx, query)),
  route(slots.countScreeningSlots, ({ ctx, query }) => countSlots(ctx, query)),
  route(records.listConflicts, ({ ctx, query }) => presentConflicts(ctx, query)),
  route(records.resolveConflict, ({ ctx, params, body }) => resolveConflict(ctx, params.id, body)),
  route(records.listScreeningDays, ({ ctx, query }) => presentDays(ctx, query)),
  route(records.getScreeningSummary, ({ ctx, query }) => presentSummary(ctx, query)),
  route(packs.getScreeningPack, ({ ctx, query }) => presentPack(ctx, query.etag)),
  route(syncs.syncScreening, ({ ctx, body }) => syncItems(ctx, body)),
  route(syncs.filesKnown, async ({ ctx, body }) => ({ known: await knownFiles(ctx, body.hashes) })),
];
