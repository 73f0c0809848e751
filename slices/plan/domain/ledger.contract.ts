import { contract, idSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { assignTasks } from './task.contract.ts';

const campaignParams = z.object({ id: idSchema });

export const exportLedger = contract({
  method: 'GET',
  url: '/api/campaigns/:id/ledger',
  permission: 'plan:read',
  summary: '任务台账（xlsx）：可填写牵头单位、配合单位、完成时限、备注后导回',
  params: campaignParams,
  response: z.unknown(),
});

export const LEDGER_NOTE_MAX = 500;

const noteSchema = z.object({ taskId: idSchema, note: z.string().trim().max(LEDGER_NOTE_MAX, '备注不能超过 500 字') });

const { assignments } = assignTasks.body.shape;

/** What a ledger changes, all of it or nothing. */
const changes = {
  assignments: z.array(assignments.element).max(5000),
  /** Limits that the office sets where the text has none; as shown with `version`. */
  dates: z.array(z.object({ taskId: idSchema, version: z.int(), dueOn: localDateSchema })).max(5000),
  notes: z.array(noteSchema).max(5000),
};

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
    /** Ready for `applyLedger`. */
    ...changes,
  }),
});
export type LedgerPreview = z.infer<typeof previewLedger.response>;

export const applyLedger = contract({
  method: 'POST',
  url: '/api/campaigns/:id/ledger',
  permission: 'plan:assign',
  summary: '按核对过的任务台账改派、确定完成时限、填写备注：一次办成，或都不改动',
  params: campaignParams,
  body: z
    .object({ commandId: idSchema, ...changes })
    .refine((b) => b.assignments.length + b.dates.length + b.notes.length > 0, { message: '台账没有要改的内容' }),
  response: z.object({ changed: z.int() }),
});
