import { contract, idSchema, instantSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { PASSWORD_TYPED_MAX } from './password.rules.ts';

/** What everybody holds: to look after the own account. It is all that a user who must change the password holds. */
export const ACCOUNT_PERMISSION = 'identity:account';

const ok = z.object({ ok: z.literal(true) });
const password = z.string().min(1, '请填写密码').max(PASSWORD_TYPED_MAX);
export const totpCodeSchema = z.string().regex(/^\d{6}$/, '动态口令为 6 位数字');

export const accountSchema = z.object({
  account: z.string(),
  name: z.string(),
  phone: z.string(),
  email: z.string(),
  /** False for people who sign in only through another system: they have neither password nor authenticator here. */
  hasPassword: z.boolean(),
  passwordChangedAt: instantSchema.nullable(),
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
  /** Linked with an account of the unified sign-in. */
  hasOidc: z.boolean(),
  lastSignedInAt: instantSchema.nullable(),
});
export type Account = z.infer<typeof accountSchema>;

export const getAccount = contract({
  method: 'GET',
  url: '/api/account',
  permission: ACCOUNT_PERMISSION,
  summary: '本人账号',
  response: accountSchema,
});

/** Ends all other sessions of the account. `next` is checked by `passwordFault`, which forms use as well. */
export const changePassword = contract({
  method: 'POST',
  url: '/api/account/password',
  permission: ACCOUNT_PERMISSION,
  summary: '修改本人密码（其他登录随即失效）',
  body: z.object({ commandId: idSchema, current: password, next: z.string().max(PASSWORD_TYPED_MAX) }),
  response: ok,
});

/** Makes a new secret, which counts only once a code of it was confirmed. Shown this once. */
export const startTotp = contract({
  method: 'POST',
  url: '/api/account/totp',
  permission: ACCOUNT_PERMISSION,
  summary: '开始绑定动态口令（返回密钥和二维码内容，仅此一次）',
  body: z.object({ commandId: idSchema, password }),
  /** `uri` is what the QR code holds (otpauth://), `secret` the same in Base32 for typing. */
  response: z.object({ secret: z.string(), uri: z.string() }),
});

export const confirmTotp = contract({
  method: 'POST',
  url: '/api/account/totp/confirm',
  permission: ACCOUNT_PERMISSION,
  summary: '输入一次动态口令，完成绑定',
  body: z.object({ commandId: idSchema, code: totpCodeSchema }),
  response: ok,
});

export const disableTotp = contract({
  method: 'POST',
  url: '/api/account/totp/disable',
  permission: ACCOUNT_PERMISSION,
  summary: '解除动态口令（需验证密码）',
  body: z.object({ commandId: idSchema, password }),
  response: ok,
});

export const ownSessionSchema = z.object({
  /** Names the session without being of use to sign in. */
  id: z.string(),
  createdAt: instantSchema,
  lastSeenAt: instantSchema,
  ip: z.string(),
  /** As the browser named itself. */
  userAgent: z.string(),
  current: z.boolean(),
});

export const listOwnSessions = contract({
  method: 'GET',
  url: '/api/account/sessions',
  permission: ACCOUNT_PERMISSION,
  summary: '本人当前的登录（最近使用的在前）',
  response: z.object({ rows: z.array(ownSessionSchema) }),
});

export const endOwnSession = contract({
  method: 'DELETE',
  url: '/api/account/sessions/:id',
  permission: ACCOUNT_PERMISSION,
  summary: '结束本人的一个登录',
  params: z.object({ id: z.string().regex(/^[0-9a-f]{64}$/, '登录编号不正确') }),
  response: ok,
});

export const endOtherSessions = contract({
  method: 'DELETE',
  url: '/api/account/sessions',
  permission: ACCOUNT_PERMISSION,
  summary: '结束本人的其他登录，只保留当前这一个',
  response: z.object({ ended: z.int() }),
});
