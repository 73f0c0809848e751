import {
  contract,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

/*
 * 回头看抽查. The seed is the head of the audit chain at the first checkpoint after the period: fixed before anybody
 * draws and chosen by nobody. A hazard's lot is sha256(seed + ':' + id) in hex; the smallest lots are drawn. Who doubts a
 * draw makes it again with any tool that knows sha256.
 */

export const drawSchema = z.object({
  id: idSchema,

  closedFrom: localDateSchema,
  closedTo: localDateSchema,
  /** Percent of the closures. */
  share: z.int(),
  dueOn: localDateSchema,
  checkpointSeq: z.int(),
  seed: z.string(),
  /** How many closures there were, and sha256 over their ids in order, one a line. */
  population: z.int(),
  populationHash: z.string(),
  drawn: z.array(idSchema),
  doneCount: z.int(),
  failedCount: z.int(),
  madeByName: z.string(),
  madeAt: instantSchema,
});
export type LookBackDraw = z.infer<typeof drawSchema>;

export const listLookBackDraws = contract({
  method: 'GET',
  url: '/api/hazard-look-back-draws',
  permission: 'hazard:draw',
  summary: '回头看抽查：种子、总体和抽中结果，可复核',
  query: z.object(pageQuery),
  response: pageOf(drawSchema),
});

export const drawLookBacks = contract({
  method: 'POST',
  url: '/api/hazard-look-back-draws',
  permission: 'hazard:draw',
  summary: '按比例抽取一个时段内已销号的隐患回头看（一个时段只抽一次）',
  body: z
    .object({
      id: idSchema,
      closedFrom: localDateSchema,
      closedTo: localDateSchema,
      share: z.int().min(1, '至少 1%').max(100, '最多 100%'),
      dueOn: localDateSchema,
    })
    .refine((draw) => draw.closedFrom <= draw.closedTo, { path: ['closedTo'], message: '截止日期不能早于开始日期' }),
  response: drawSchema,
});

export const lookBackRowSchema = z.object({
  id: idSchema,
  number: z.string(),
  enterpriseName: z.string(),
  description: z.string(),
  closedAt: instantSchema,
  lookBackDueOn: localDateSchema,
});

export const listLookBacks = contract({
  method: 'GET',
  url: '/api/hazard-look-backs',
  permission: 'hazard:read',
  summary: '待办的回头看（按期限排序）',
  query: z.object(pageQuery),
  response: pageOf(lookBackRowSchema),
});
