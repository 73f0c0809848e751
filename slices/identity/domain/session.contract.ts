import { contract, idSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { totpCodeSchema } from './account.contract.ts';
import { PASSWORD_TYPED_MAX } from './password.rules.ts';
import { ROLES } from './roles.ts';

export const sessionSchema = z.object({
  user: z.object({ id: idSchema, name: z.string(), account: z.string(), role: z.enum(ROLES), roleName: z.string() }),
  county: z.object({ code: z.string(), name: z.string() }),
  /** The body or enterprise the person belongs to. */
  organisation: z.object({ kind: z.enum(['body', 'enterprise']), id: idSchema, name: z.string() }).nullable(),
  permissions: z.array(z.string()),
  /** Then `permissions` holds `identity:account` alone, until the password is changed. */
  mustChangePassword: z.boolean(),
  hasTotp: z.boolean(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What the sign-in page needs to know before anyone signed in. */
export const getSession = contract({
  method: 'GET',
  url: '/api/session',
  permission: null,
  summary: '当前登录信息（未登录时 session 为空）',
  response: z.object({ session: sessionSchema.nullable(), oidc: z.boolean(), productVersion: z.string() }),
});

export const signIn = contract({
  method: 'POST',
  url: '/api/session',
  permission: null,
  summary: '登录',
  body: z.object({
    account: z.string().trim().min(1, '请填写账号').max(64),
    password: z.string().min(1, '请填写密码').max(PASSWORD_TYPED_MAX),
    /** Six digits of the authenticator, when the account has one. */
    totp: totpCodeSchema.optional(),
  }),
  response: z.object({ session: sessionSchema }),
});

export const signOut = contract({
  method: 'DELETE',
  url: '/api/session',
  permission: null,
  summary: '退出登录',
  response: z.object({ ok: z.literal(true) }),
});
