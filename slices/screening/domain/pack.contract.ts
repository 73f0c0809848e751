import { contract, idSchema, instantSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { checkItemSchema } from './checklist.contract.ts';
import { RECORD_STATES } from './screening.terms.ts';
import { slotViewSchema, taskSchema } from './task.contract.ts';

/** All that a phone needs for a day without network: from yesterday to a week ahead. */
export const packSchema = z.object({
  /** Changes when anything else in it but `serverAt` does; send it back and an unchanged pack is not sent again. */
  etag: z.string(),
  serverAt: instantSchema,
  /** Whose it is: entries of one person are never sent under another. */
  user: z.object({ id: idSchema, name: z.string(), role: z.string() }),
  enterprise: z.object({ id: idSchema, name: z.string() }),
  /** Tasks of this person. */
  tasks: z.array(taskSchema),
  /** The editions in force of their checklists. */
  checklists: z.array(z.object({ id: idSchema, name: z.string(), edition: z.int(), items: z.array(checkItemSchema) })),
  /** Slots of these tasks from yesterday to seven days ahead, and older ones that may still be made up. */
  slots: z.array(slotViewSchema),
  /** Risk units; the QR code on a risk card opens `/m/screening/unit/<id>`. */
  units: z.array(z.object({ id: idSchema, name: z.string(), place: z.string() })),
  people: z.array(z.object({ id: idSchema, name: z.string(), role: z.string() })),
  /** The last 30 records of these tasks, newest first. */
  records: z.array(
    z.object({
      id: idSchema,
      taskId: idSchema,
      taskName: z.string(),
      slotKey: z.string().nullable(),
      slotDay: localDateSchema,
      state: z.enum(RECORD_STATES),
      signedAt: instantSchema,
      signerId: idSchema,
      signerName: z.string(),
      bad: z.int(),
      findings: z.int(),
      missingFiles: z.int(),
    }),
  ),
});
export type ScreeningPack = z.infer<typeof packSchema>;

export const getScreeningPack = contract({
  method: 'GET',
  url: '/api/screening/pack',
  permission: 'screening:do',
  summary: '手机离线一天所需：任务、清单、时段、单元、近期记录',
  query: z.object({ etag: z.string().max(80).optional() }),
  response: z.object({ serverAt: instantSchema, pack: packSchema.nullable() }),
});
