import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { params } from './contract-parts.ts';

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
