import {
  contract,
  idSchema,
  instantSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { OUTCOMES } from './exchange.rules.ts';
import { OFFICIAL_TYPES, type OfficialType } from './official/index.ts';

export const BATCH_FORMATS = ['jsonl', 'json', 'xlsx'] as const;
export type BatchFormat = (typeof BATCH_FORMATS)[number];
const BATCH_STATUSES = ['ready', 'running', 'done'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];
const ROW_STATUSES = ['ready', 'bad', 'applied'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];
const SEND_STATUSES = ['waiting', 'sent', 'dead', 'skipped'] as const;
export type SendStatus = (typeof SEND_STATUSES)[number];

const typeSchema = z.enum(OFFICIAL_TYPES as [OfficialType, ...OfficialType[]]);
const params = z.object({ id: idSchema });
const onRecord = { commandId: idSchema, version: z.int() };

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

export const exportRecords = contract({
  method: 'GET',
  url: '/api/exchange/export',
  permission: 'exchange:export',
  summary: '导出官方记录（JSON 行，签名；可从上次的位置接着导出）',
  query: z.object({
    types: z
      .string()
      .optional()
      .transform((list) => (list ? list.split(',') : [...OFFICIAL_TYPES]))
      .pipe(z.array(typeSchema)),
    since: z.string().max(8000).optional(),
  }),
  response: z.unknown(),
});

export const exportOwn = contract({
  method: 'GET',
  url: '/api/exchange/own',
  permission: 'exchange:export-own',
  summary: '导出本企业的官方记录（xlsx 每类一张表，或 JSON 行）',
  query: z.object({ format: z.enum(['xlsx', 'jsonl']).default('xlsx') }),
  response: z.unknown(),
});

/** held: goes out · withoutCode: would, if the enterprise had a code · kept: of others · unreported: hangs on nothing. */
export const HOLDING_STATES = ['held', 'withoutCode', 'kept', 'unreported'] as const;
export type HoldingState = (typeof HOLDING_STATES)[number];

/** Counted no further than a bound; beyond, `exact` is false. */
const boundedSchema = z.object({ count: z.int(), exact: z.boolean() });
const holdingSchema = z.object({
  type: typeSchema,
  held: boundedSchema,
  withoutCode: boundedSchema,
  kept: boundedSchema,
  /** Only of tasks: those none of whose items checks a measure. */
  unreported: boundedSchema.nullable(),
  /** Records that targets received, each time they were sent. */
  sent: z.int(),
});
export type Holding = z.infer<typeof holdingSchema>;

export const getHoldings = contract({
  method: 'GET',
  url: '/api/exchange/holdings',
  permission: 'exchange:read',
  summary: '八类记录：可报送、缺企业编码、收到保存、没有依托不报送、已报送',
  response: z.object({
    rows: z.array(holdingSchema),
    /** Items of the checklists of tasks in force, and those of them that check no measure. */
    items: z.object({ all: z.int(), unmeasured: z.int() }),
  }),
});

const heldRecordSchema = z.object({
  /** Of the official record, followed by the path of the page on which it stands with us. */
  id: z.string(),
  type: typeSchema,
  enterpriseId: idSchema.nullable(),
  enterpriseName: z.string(),
  title: z.string(),
});
export type HeldRecord = z.infer<typeof heldRecordSchema>;

export const listHeldRecords = contract({
  method: 'GET',
  url: '/api/exchange/records',
  permission: 'exchange:read',
  summary: '一类记录的清单（按变化先后）',
  query: z.object({
    type: typeSchema.default('riskUnit'),
    state: z.enum(HOLDING_STATES).default('held'),
    ...pageQuery,
  }),
  response: pageOf(heldRecordSchema),
});

const companySchema = z.object({
  id: z.string(),
  companyCode: z.string(),
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  setAt: instantSchema,
  setByName: z.string(),
});
export type Company = z.infer<typeof companySchema>;

export const listCompanies = contract({
  method: 'GET',
  url: '/api/exchange/companies',
  permission: 'exchange:read',
  summary: '企业编码（9 位）与企业的对应',
  query: z.object({ q: z.string().trim().max(60).optional(), ...pageQuery }),
  response: pageOf(companySchema),
});

export const setCompany = contract({
  method: 'POST',
  url: '/api/exchange/companies',
  permission: 'exchange:configure',
  summary: '登记企业编码与企业的对应；enterpriseId 为空时取消',
  body: z.object({
    commandId: idSchema,
    companyCode: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z]{9}$/, '应为 9 位数字或字母'),
    enterpriseId: idSchema.nullable(),
  }),
  response: z.object({ companyCode: z.string() }),
});

const targetSchema = z.object({
  id: idSchema,
  name: z.string(),
  url: z.string(),
  types: z.array(typeSchema),
  tokenName: z.string().nullable(),
  paused: z.boolean(),
  pausedBecause: z.string(),
  waiting: z.int(),
  dead: z.int(),
  sentRecords: z.int(),
  lastSentAt: instantSchema.nullable(),
  lastError: z.string(),
  /** Records whose enterprise has no code on file. */
  heldBack: z.int(),
  version: z.int(),
});
export type Target = z.infer<typeof targetSchema>;

export const listTargets = contract({
  method: 'GET',
  url: '/api/exchange/targets',
  permission: 'exchange:read',
  summary: '报送对象及其发送情况',
  query: z.object(pageQuery),
  response: pageOf(targetSchema),
});

const targetFields = {
  name: text(60),
  url: z.url({ protocol: /^https?$/, error: '应为 http 或 https 地址' }).max(500),
  types: z.array(typeSchema).min(1, '请选择要报送的记录'),
  tokenName: z
    .string()
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, '令牌名称由小写字母、数字和短横线组成')
    .nullable()
    .default(null),
};

export const createTarget = contract({
  method: 'POST',
  url: '/api/exchange/targets',
  permission: 'exchange:configure',
  summary: '登记报送对象（令牌只记名称，内容放在服务器的环境变量或密钥文件里）',
  body: z.object({ id: idSchema, ...targetFields }),
  response: z.object({ id: idSchema }),
});

export const pauseTarget = contract({
  method: 'POST',
  url: '/api/exchange/targets/:id/pause',
  permission: 'exchange:configure',
  summary: '暂停或恢复报送',
  params,
  body: z.object({ ...onRecord, paused: z.boolean() }),
  response: z.object({ id: idSchema }),
});

export const removeTarget = contract({
  method: 'POST',
  url: '/api/exchange/targets/:id/remove',
  permission: 'exchange:configure',
  summary: '停用报送对象（记录保留）',
  params,
  body: z.object(onRecord),
  response: z.object({ id: idSchema }),
});

const sendSchema = z.object({
  id: idSchema,
  records: z.int(),
  sha256: z.string(),
  status: z.enum(SEND_STATUSES),
  attempts: z.int(),
  nextAt: instantSchema.nullable(),
  lastError: z.string(),
  createdAt: instantSchema,
  endedAt: instantSchema.nullable(),
  receiptHash: z.string().nullable(),
  /** Records that the receiver did not take in. */
  refused: z.int().nullable(),
});
export type Send = z.infer<typeof sendSchema>;

export const listSends = contract({
  method: 'GET',
  url: '/api/exchange/targets/:id/sends',
  permission: 'exchange:read',
  summary: '向一个对象发送的各批及对方的回执',
  params,
  query: z.object(pageQuery),
  response: pageOf(sendSchema),
});

export const settleSend = contract({
  method: 'POST',
  url: '/api/exchange/sends/:id/settle',
  permission: 'exchange:configure',
  summary: '处理发送失败的一批：再发，或跳过并写明原因',
  params,
  body: z.object({ commandId: idSchema, how: z.enum(['retry', 'skip']), reason: optionalText(200) }),
  response: z.object({ id: idSchema }),
});

const peerSchema = z.object({
  id: idSchema,
  name: z.string(),
  publicKey: z.string(),
  createdAt: instantSchema,
  createdByName: z.string(),
});
export type Peer = z.infer<typeof peerSchema>;

export const getKeys = contract({
  method: 'GET',
  url: '/api/exchange/keys',
  permission: 'exchange:read',
  summary: '本县签名公钥，和可以向本县发送数据的平台',
  response: z.object({ publicKey: z.string(), inboxPath: z.string(), peers: z.array(peerSchema) }),
});

export const addPeer = contract({
  method: 'POST',
  url: '/api/exchange/peers',
  permission: 'exchange:configure',
  summary: '登记可以向本县发送数据的平台及其公钥',
  body: z.object({
    id: idSchema,
    name: text(60),
    publicKey: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9_-]{43}$/, '应为 Ed25519 公钥（base64url，43 个字符）'),
  }),
  response: z.object({ id: idSchema }),
});

export const removePeer = contract({
  method: 'POST',
  url: '/api/exchange/peers/:id/remove',
  permission: 'exchange:configure',
  summary: '取消一个平台的发送资格',
  params,
  body: z.object({ commandId: idSchema }),
  response: z.object({ id: idSchema }),
});
