import { contract, idSchema, instantSchema, pageOf, pageQuery } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { onRecord, params, typeSchema } from './contract-parts.ts';
import { OUTCOMES } from './exchange.rules.ts';

export const BATCH_FORMATS = ['jsonl', 'json', 'xlsx'] as const;
export type BatchFormat = (typeof BATCH_FORMATS)[number];
const BATCH_STATUSES = ['ready', 'running', 'done'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];
const ROW_STATUSES = ['ready', 'bad', 'applied'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

const countsSchema = z.object({
  ready: z.int(),
  bad: z.int(),
  outcomes: z.partialRecord(z.enum(OUTCOMES), z.int()),
});
export const batchSchema = z.object({
  id: idSchema,
  source: z.string(),
  fileName: z.string(),
  format: z.enum(BATCH_FORMATS),
  sha256: z.string(),
  bytes: z.int(),
  status: z.enum(BATCH_STATUSES),
  registersHazards: z.boolean(),
  replays: z.int(),
  total: z.int(),
  counts: countsSchema,
  /** Records by type. */
  types: z.partialRecord(typeSchema, z.int()),
  /** What became of each record, as one hash; null until it is through. */
  receiptHash: z.string().nullable(),
  receivedByName: z.string(),
  receivedAt: instantSchema,
  appliedAt: instantSchema.nullable(),
  version: z.int(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Batch = z.infer<typeof batchSchema>;

export const listBatches = contract({
  method: 'GET',
  url: '/api/exchange/batches',
  permission: 'exchange:read',
  summary: '数据交换：收到的批次',
  query: z.object({
    q: z.string().trim().max(60).optional(),
    status: z.enum(BATCH_STATUSES).optional(),
    type: typeSchema.optional(),
    ...pageQuery,
  }),
  response: pageOf(batchSchema),
});

export const getBatch = contract({
  method: 'GET',
  url: '/api/exchange/batches/:id',
  permission: 'exchange:read',
  summary: '一批记录：预览、进度、结果和回执',
  params,
  response: batchSchema,
});

const problemsSchema = z.array(z.object({ field: z.string().nullable(), message: z.string() }));
const batchRowSchema = z.object({
  id: z.string(),
  line: z.int(),
  type: typeSchema.nullable(),
  recordId: idSchema.nullable(),
  status: z.enum(ROW_STATUSES),
  outcome: z.enum(OUTCOMES).nullable(),
  problems: problemsSchema,
  /** The record as it came, at most 4,000 characters. */
  body: z.string(),
});
export type BatchRow = z.infer<typeof batchRowSchema>;

export const listBatchRows = contract({
  method: 'GET',
  url: '/api/exchange/batches/:id/rows',
  permission: 'exchange:read',
  summary: '一批中的各条记录及其问题',
  params,
  query: z.object({ show: z.enum(['all', 'faults', ...OUTCOMES]).default('all'), ...pageQuery }),
  response: pageOf(batchRowSchema),
});

export const uploadBatch = contract({
  method: 'POST',
  url: '/api/exchange/batches',
  permission: 'exchange:import',
  summary: '上传一批官方记录（multipart：id、source、file），先预览，不入库',
  response: batchSchema,
});

export const startBatch = contract({
  method: 'POST',
  url: '/api/exchange/batches/:id/start',
  permission: 'exchange:import',
  summary: '导入一批中无误的记录',
  params,
  body: z.object({ ...onRecord, registersHazards: z.boolean().default(false) }),
  response: batchSchema,
});

export const replayBatch = contract({
  method: 'POST',
  url: '/api/exchange/batches/:id/replay',
  permission: 'exchange:import',
  summary: '从保存的原始文件重放一批；结果应与第一次相同',
  params,
  body: z.object(onRecord),
  response: batchSchema,
});

export const getOriginal = contract({
  method: 'GET',
  url: '/api/exchange/batches/:id/original',
  permission: 'exchange:import',
  summary: '下载一批的原始文件',
  params,
  response: z.unknown(),
});

export const receiptSchema = z.object({
  batchId: idSchema,
  county: z.string(),
  /** Of the bytes that arrived. */
  sha256: z.string(),
  total: z.int(),
  outcomes: z.partialRecord(z.enum(OUTCOMES), z.int()),
  /** The first hundred records that were not taken in. */
  problems: z.array(
    z.object({
      line: z.int(),
      type: typeSchema.nullable(),
      id: z.string().nullable(),
      problems: problemsSchema,
    }),
  ),
  /** sha256 of what became of each record. */
  receiptHash: z.string(),
  key: z.string(),
  /** Ed25519 by the county's key, over sha256 and receiptHash. */
  signature: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const getReceipt = contract({
  method: 'GET',
  url: '/api/exchange/batches/:id/receipt',
  permission: 'exchange:read',
  summary: '一批的回执（签名）',
  params,
  response: receiptSchema,
});

/** Other platforms send here, signed by a key that the county registered; they have no session. */
export const receiveBatch = contract({
  method: 'POST',
  url: '/api/exchange/inbox/:county',
  permission: null,
  perMinute: 600,
  summary: '接收其他平台签名发送的一批记录（JSON 行），答以回执；同一批号重复发送得到同一回执',
  params: z.object({ county: z.string().regex(/^\d{6}$/) }),
  response: receiptSchema,
});
