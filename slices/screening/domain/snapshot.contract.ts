import {
  contract,
  countSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { fileSchema } from '@zhiben/platform/domain/files.contract.ts';
import { z } from 'zod';
import { SNAPSHOT_KINDS, SNAPSHOT_STATUSES } from './snapshot.rules.ts';

/*
 * 随手拍 and 合理化建议. A named one comes by the sync (kind 'snapshot') or by `sendSnapshot`. An anonymous one never
 * travels with a session: `dropSnapshot` is sent without cookies (docs/decisions/0009).
 */

const three = { words: text(500), place: text(200) };

export const sendSnapshot = contract({
  method: 'POST',
  url: '/api/snapshots',
  permission: 'screening:snap',
  summary: '报告随手拍或合理化建议（署名；匿名的不经登录提交）',
  body: z.object({
    /** Client-made; sending it again is harmless. */
    id: idSchema,
    kind: z.enum(SNAPSHOT_KINDS).default('hazard'),
    ...three,
    files: z.array(idSchema).max(9, '一次最多 9 张照片').default([]),
  }),
  response: z.object({ id: idSchema, dueOn: localDateSchema }),
});

/** Of one enterprise, the same for all its people: it says where a report belongs and nothing of who sends it. */
export const dropTicketSchema = z
  .string()
  .regex(/^\d{6}\.[0-9a-f-]{36}\.\d{1,6}\.[A-Za-z0-9_-]{22}$/, '匿名报告地址无效');

export const getDropTicket = contract({
  method: 'GET',
  url: '/api/snapshots/ticket',
  permission: 'screening:snap',
  summary: '本企业匿名报告地址（全体人员相同，可张贴）',
  response: z.object({ ticket: dropTicketSchema, path: z.string(), enterpriseName: z.string() }),
});

/** A picture in the body of the message, since an upload would name the person: JPEG in base64, 300 kB at most. */
const inlinePhoto = z
  .string()
  .max(410_000, '照片过大，请压缩到 300 KB 以内')
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, '照片应为 base64');

export const dropSnapshot = contract({
  method: 'POST',
  url: '/api/public/snapshots',
  permission: null,
  perMinute: 20,
  summary: '匿名随手拍（无需登录；不得携带登录信息；凭自己保存的查询码查看答复）',
  body: z.object({
    ticket: dropTicketSchema,
    /** A random UUID (version 4): a version 7 would tell the minute. */
    id: idSchema,
    kind: z.enum(SNAPSHOT_KINDS).default('hazard'),
    ...three,
    /** SHA-256, hex, of the claim code as `claimCode` writes it. */
    claimHash: z.string().regex(/^[0-9a-f]{64}$/),
    photos: z.array(inlinePhoto).max(2, '匿名报告最多 2 张照片').default([]),
  }),
  response: z.object({ id: idSchema, dueOn: localDateSchema }),
});

/** What the address on the wall opens on: whose it is, before anything is written. */
export const getDropPlace = contract({
  method: 'GET',
  url: '/api/public/snapshots/place',
  permission: null,
  perMinute: 60,
  summary: '匿名报告地址属于哪家企业（无需登录）',
  query: z.object({ ticket: dropTicketSchema }),
  response: z.object({ enterpriseName: z.string(), answerDays: z.int() }),
});

const followed = z.object({
  kind: z.enum(SNAPSHOT_KINDS),
  words: z.string(),
  place: z.string(),
  receivedOn: localDateSchema,
  dueOn: localDateSchema,
  status: z.enum(SNAPSHOT_STATUSES),
  answer: z.string(),
  reward: z.object({ amountFen: z.int(), status: z.enum(['proposed', 'approved', 'refused', 'paid']) }).nullable(),
  collectWords: z.string(),
});

/** By POST, so that the code stands in no address and no log of addresses. */
export const followSnapshot = contract({
  method: 'POST',
  url: '/api/public/snapshots/follow',
  permission: null,
  perMinute: 20,
  summary: '凭查询码查看匿名报告的答复，并写明怎样领取奖励（无需登录）',
  body: z.object({
    code: z.string().max(60),
    /** Set to say how the reward is to be handed over (放在门卫信箱 …); asked for again, it replaces the former words. */
    collectWords: z.string().trim().max(100).optional(),
  }),
  response: followed,
});

const row = z.object({
  id: idSchema,
  kind: z.enum(SNAPSHOT_KINDS),
  words: z.string(),
  place: z.string(),
  receivedOn: localDateSchema,
  dueOn: localDateSchema,
  status: z.enum(SNAPSHOT_STATUSES),
  /** Null where the finder stayed anonymous. */
  finderName: z.string().nullable(),
  photos: z.int(),
});
export type SnapshotRow = z.infer<typeof row>;

const filter = {
  status: z.enum(SNAPSHOT_STATUSES).optional(),
  kind: z.enum(SNAPSHOT_KINDS).optional(),
  /** Of the person who asks. */
  mine: z.literal('true').optional(),
  /** Waits longer than promised. */
  overdue: z.literal('true').optional(),
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
  q: z.string().trim().max(60).optional(),
};

export const listSnapshots = contract({
  method: 'GET',
  url: '/api/snapshots',
  permission: 'screening:snap',
  summary: '随手拍和合理化建议（管理人员看全部，其他人员看自己报告的）',
  query: z.object({ ...filter, ...pageQuery }),
  response: pageOf(row),
});

export const countSnapshots = contract({
  method: 'GET',
  url: '/api/snapshots/count',
  permission: 'screening:snap',
  summary: '随手拍和合理化建议的数量',
  query: z.object(filter),
  response: countSchema,
});

const snapshotSchema = row.extend({
  version: z.int(),
  files: z.array(fileSchema),
  decidedAt: instantSchema.nullable(),
  decidedByName: z.string().nullable(),
  reason: z.string().nullable(),
  answer: z.string(),
  /** Of the hazard that it became. */
  hazardId: idSchema.nullable(),
  duplicateOf: idSchema.nullable(),
  collectWords: z.string(),
  reward: z
    .object({ id: idSchema, amountFen: z.int(), status: z.enum(['proposed', 'approved', 'refused', 'paid']) })
    .nullable(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

export const getSnapshot = contract({
  method: 'GET',
  url: '/api/snapshots/:id',
  permission: 'screening:snap',
  summary: '一条随手拍或合理化建议',
  params: z.object({ id: idSchema }),
  response: snapshotSchema,
});

export const decideSnapshot = contract({
  method: 'POST',
  url: '/api/snapshots/:id/decision',
  permission: 'screening:answer',
  summary: '处理随手拍：登记为隐患、不构成隐患、重复（均告知报告人）',
  params: z.object({ id: idSchema }),
  body: z.discriminatedUnion('outcome', [
    z.object({
      outcome: z.literal('accepted'),
      commandId: idSchema,
      version: z.int(),
      /** Id of the hazard that is registered; not needed for a proposal. */
      hazardId: idSchema,
      /** As the hazard's record says it. */
      description: text(2000),
      place: text(200),
      answer: optionalText(500),
    }),
    z.object({
      outcome: z.literal('declined'),
      commandId: idSchema,
      version: z.int(),
      /** The finder reads it. */
      reason: text(500),
    }),
    z.object({
      outcome: z.literal('duplicate'),
      commandId: idSchema,
      version: z.int(),
      /** The earlier report of the same. */
      duplicateOf: idSchema,
      reason: text(500),
    }),
  ]),
  response: snapshotSchema,
});
