import { contract, idSchema, instantSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { EDITION_CHANGES } from './edition.rules.ts';

export const editionCountsSchema = z.object({
  unchanged: z.int(),
  changed: z.int(),
  removed: z.int(),
  added: z.int(),
});

const clauseSchema = z.object({ path: z.array(z.string()), label: z.string(), text: z.string() });

export const editionChangeSchema = z.object({
  change: z.enum(EDITION_CHANGES),
  before: clauseSchema.nullable(),
  after: clauseSchema.nullable(),
  /** The task of the earlier clause: its bodies, reports and history stay with a kept clause. */
  task: z
    .object({
      id: idSchema,
      leadBodyId: idSchema.nullable(),
      doneOn: localDateSchema.nullable(),
      reports: z.int(),
    })
    .nullable(),
});
export type EditionChangeRow = z.infer<typeof editionChangeSchema>;

const campaignParams = z.object({ id: idSchema });

export const previewEdition = contract({
  method: 'GET',
  url: '/api/campaigns/:id/editions/:documentId',
  permission: 'plan:adopt',
  summary: '修订版与现行版逐条对照：新增、删除、修改（不改动任何数据）',
  params: campaignParams.extend({ documentId: idSchema }),
  response: z.object({
    campaign: z.object({ id: idSchema, name: z.string(), edition: z.int(), version: z.int() }),
    document: z.object({ id: idSchema, title: z.string() }),
    counts: editionCountsSchema,
    rows: z.array(editionChangeSchema),
  }),
});

export const adoptEdition = contract({
  method: 'POST',
  url: '/api/campaigns/:id/editions',
  permission: 'plan:adopt',
  summary: '升版：条目换成修订版的，任务、分派和进展随条目保留，删除的条目记为已废止',
  params: campaignParams,
  body: z.object({ commandId: idSchema, version: z.int(), documentId: idSchema }),
  response: z.object({ edition: z.int(), counts: editionCountsSchema }),
});

export const listEditions = contract({
  method: 'GET',
  url: '/api/campaigns/:id/editions',
  permission: 'plan:read',
  summary: '专项行动的历次版本，和各次删除的条目',
  params: campaignParams,
  response: z.object({
    rows: z.array(
      z.object({
        edition: z.int(),
        documentId: idSchema,
        title: z.string(),
        adoptedAt: instantSchema,
        adoptedByName: z.string(),
        /** Null for the first one. */
        counts: editionCountsSchema.nullable(),
      }),
    ),
    repealed: z.array(
      z.object({ taskId: idSchema, path: z.array(z.string()), label: z.string(), repealedOn: localDateSchema }),
    ),
  }),
});
