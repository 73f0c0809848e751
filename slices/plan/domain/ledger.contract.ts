import { contract, idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { assignTasks } from './task.contract.ts';

const campaignParams = z.object({ id: idSchema });

export const exportLedger = contract({
  method: 'GET',
  url: '/api/campaigns/:id/ledger',
  permission: 'plan:read',
  summary: '任务台账（xlsx）：可填写牵头单位、配合单位、备注后导回',
  params: campaignParams,
  response: z.unknown(),
});

export const LEDGER_NOTE_MAX = 500;

const noteSchema = z.object({ taskId: idSchema, note: z.string().trim().max(LEDGER_NOTE_MAX, '备注不能超过 500 字') });

/** What a filled-in ledger would change; nothing is changed yet. */
export const previewLedger = contract({
  method: 'POST',
  url: '/api/campaigns/:id/ledger/preview',
  permission: 'plan:assign',
  summary: '核对填写后的任务台账（multipart：file 为 xlsx）：列出将要改动的内容和每个单元格的问题，不改动数据',
  params: campaignParams,
  response: z.object({
    rows: z.int(),
    changes: z.array(
      z.object({
        row: z.int(),
        taskId: idSchema,
        label: z.string(),
        fields: z.array(z.object({ name: z.string(), before: z.string(), after: z.string() })),
      }),
    ),
    problems: z.array(z.object({ path: z.string(), message: z.string() })),
    /** Ready for `assignTasks` and `setTaskNotes`. */
    assignments: z.array(assignTasks.body.shape.assignments.element),
    notes: z.array(noteSchema),
  }),
});
export type LedgerPreview = z.infer<typeof previewLedger.response>;

export const setTaskNotes = contract({
  method: 'POST',
  url: '/api/tasks/notes',
  permission: 'plan:assign',
  summary: '填写任务备注（可一次多项）',
  body: z.object({ commandId: idSchema, notes: z.array(noteSchema).min(1).max(5000) }),
  response: z.object({ noted: z.int() }),
});
