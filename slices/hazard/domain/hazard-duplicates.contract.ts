import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { hazardRowSchema } from './hazard.contract.ts';

const params = z.object({ id: idSchema });

const sourceSchema = z.object({
  id: idSchema,
  number: z.string(),
  channelName: z.string(),
  discoveredOn: z.string(),
  description: z.string(),
});

export const listDuplicates = contract({
  method: 'GET',
  url: '/api/hazards/:id/duplicates',
  permission: 'hazard:read',
  summary: '疑似重复、疑似拆分和已合并的来源',
  params,
  response: z.object({
    /** Of the same enterprise, likely the same hazard; best first. */
    alike: z.array(z.object({ hazard: hazardRowSchema, score: z.number(), because: z.array(z.string()) })),
    /** General ones that look like pieces of one hazard with this one. */
    pieces: z.array(hazardRowSchema),
    /** Reports that were merged into this one: each keeps its own record. */
    sources: z.array(sourceSchema.extend({ reason: z.string(), mergedAt: instantSchema })),
    /** Set when this one was merged into another. */
    mergedInto: sourceSchema.nullable(),
    /** Where it came from when it was imported, with the origin that it had before. */
    importedFrom: z.object({ fileName: z.string(), row: z.int(), channelName: z.string().nullable() }).nullable(),
    /** Whether the viewer may merge this one into another now. */
    mayMerge: z.boolean(),
    mayPart: z.boolean(),
  }),
});

export const mergeHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/merge',
  permission: 'hazard:confirm',
  summary: '把重复上报的线索并入另一条（两条来源都保留，可以撤回）',
  params,
  body: z.object({ commandId: idSchema, expectedVersion: z.int().min(1), keptId: idSchema, reason: text(300) }),
  response: z.object({ mergedInto: idSchema }),
});

export const partHazard = contract({
  method: 'POST',
  url: '/api/hazards/:id/part',
  permission: 'hazard:confirm',
  summary: '撤回合并：重复的说法不成立，重新登记为独立线索',
  params,
  body: z.object({ commandId: idSchema, id: idSchema, reason: text(300) }),
  /** The record that takes the report up again. */
  response: z.object({ id: idSchema }),
});
