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
import { onRecord, params, typeSchema } from './contract-parts.ts';

const SEND_STATUSES = ['waiting', 'sent', 'dead', 'skipped'] as const;
export type SendStatus = (typeof SEND_STATUSES)[number];

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
