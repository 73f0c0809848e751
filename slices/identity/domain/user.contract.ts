import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import { ROLES } from './roles.ts';

export const ADMINISTER_PERMISSION = 'identity:administer';

export const USER_STATES = ['active', 'locked', 'disabled'] as const;

export const userRowSchema = z.object({
  id: idSchema,
  account: z.string(),
  name: z.string(),
  phone: z.string(),
  role: z.enum(ROLES),
  /** The body or enterprise the person belongs to. */
  organisation: z.object({ kind: z.enum(['body', 'enterprise']), id: idSchema, name: z.string() }).nullable(),
  /** Scope 块: the subtree that is visible. */
  division: divisionCodeSchema,
  /** Scope 条: the industries that are visible; null means all. */
  industries: z.array(z.string()).nullable(),
  /** `locked`: too many wrong passwords, until the time runs out or an administrator unlocks. */
  state: z.enum(USER_STATES),
  mustChangePassword: z.boolean(),
  lastSignedInAt: instantSchema.nullable(),
});
export type UserRow = z.infer<typeof userRowSchema>;

const userFilter = {
  /** Part of name, account or phone. */
  q: z.string().trim().max(60).optional(),
  role: z.enum(ROLES).optional(),
  bodyId: idSchema.optional(),
  enterpriseId: idSchema.optional(),
  state: z.enum(USER_STATES).optional(),
};

export const listUsers = contract({
  method: 'GET',
  url: '/api/users',
  permission: ADMINISTER_PERMISSION,
  summary: '用户（按姓名排序，可检索）',
  query: z.object({ ...userFilter, ...pageQuery }),
  response: pageOf(userRowSchema),
});

export const countUsers = contract({
  method: 'GET',
  url: '/api/users/count',
  permission: ADMINISTER_PERMISSION,
  summary: '符合条件的用户数',
  query: z.object(userFilter),
  response: countSchema,
});

/** What an administrator may do with a user now. */
export const userAbilitiesSchema = z.object({
  edit: z.boolean(),
  disable: z.boolean(),
  enable: z.boolean(),
  unlock: z.boolean(),
  resetPassword: z.boolean(),
  removeTotp: z.boolean(),
});

export const userSchema = userRowSchema.extend({
  email: z.string(),
  hasPassword: z.boolean(),
  hasTotp: z.boolean(),
  hasOidc: z.boolean(),
  lockedUntil: instantSchema.nullable(),
  createdAt: instantSchema,
  version: z.int(),
  abilities: userAbilitiesSchema,
  /** Why a switched-off ability is off, where the reason is not plain from the state; Chinese sentences. */
  whyNot: z.partialRecord(userAbilitiesSchema.keyof(), z.string()),
});
export type User = z.infer<typeof userSchema>;

export const getUser = contract({
  method: 'GET',
  url: '/api/users/:id',
  permission: ADMINISTER_PERMISSION,
  summary: '用户详情',
  params: z.object({ id: idSchema }),
  response: userSchema,
});

export const nameSchema = text(40);
export const phoneSchema = z
  .string()
  .trim()
  .regex(/^(1\d{10})?$/, '手机号应为 11 位数字');

/** Who a person is and what the person sees. Which combinations hold: `assignmentFaults` in assignment.rules.ts. */
const profile = {
  name: nameSchema,
  phone: phoneSchema.default(''),
  email: z.union([z.literal(''), z.email('邮箱格式不正确').max(120)]).default(''),
  role: z.enum(ROLES),
  bodyId: idSchema.nullable().default(null),
  enterpriseId: idSchema.nullable().default(null),
  /** null: that of the body or enterprise, else the whole county. */
  division: divisionCodeSchema.nullable().default(null),
  /** null: those of the body (all, where it has no list). */
  industries: z
    .array(z.enum(INDUSTRY_CODES))
    .min(1, '至少选择一个行业')
    .max(INDUSTRY_CODES.length)
    .nullable()
    .default(null),
};

/** Accounts are told apart without regard to case. */
export function normalAccount(account: string): string {
  return account.trim().toLowerCase();
}

export const accountNameSchema = z
  .string()
  .trim()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._@-]{2,63}$/, '账号为 3～64 位字母、数字或 . _ @ -，以字母或数字开头')
  .transform(normalAccount);

/** `temporaryPassword` is shown this once; null when the request is a resend of one that was answered before. */
export const issuedSchema = z.object({ user: userSchema, temporaryPassword: z.string().nullable() });

export const createUser = contract({
  method: 'POST',
  url: '/api/users',
  permission: ADMINISTER_PERMISSION,
  summary: '新建用户（返回一次性临时密码，首次登录须修改）',
  body: z.object({ id: idSchema, account: accountNameSchema, ...profile }),
  response: issuedSchema,
});

export const updateUser = contract({
  method: 'PUT',
  url: '/api/users/:id',
  permission: ADMINISTER_PERMISSION,
  summary: '修改用户的资料、角色和管辖范围',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, version: z.int(), ...profile }),
  response: userSchema,
});

const command = z.object({ commandId: idSchema, version: z.int() });
const onUser = { params: z.object({ id: idSchema }), body: command, permission: ADMINISTER_PERMISSION } as const;

export const disableUser = contract({
  method: 'POST',
  url: '/api/users/:id/disable',
  summary: '停用用户（其登录随即失效）',
  ...onUser,
  response: userSchema,
});

export const enableUser = contract({
  method: 'POST',
  url: '/api/users/:id/enable',
  summary: '启用用户',
  ...onUser,
  response: userSchema,
});

export const unlockUser = contract({
  method: 'POST',
  url: '/api/users/:id/unlock',
  summary: '解除因密码输错造成的锁定',
  ...onUser,
  response: userSchema,
});

export const resetPassword = contract({
  method: 'POST',
  url: '/api/users/:id/reset-password',
  summary: '重置密码（返回一次性临时密码，其登录随即失效）',
  ...onUser,
  response: issuedSchema,
});

export const removeTotp = contract({
  method: 'POST',
  url: '/api/users/:id/remove-totp',
  summary: '解除用户的动态口令（手机遗失时）',
  ...onUser,
  response: userSchema,
});

/** Answers with an xlsx file. */
export const getUserTemplate = contract({
  method: 'GET',
  url: '/api/users/import/template',
  permission: ADMINISTER_PERMISSION,
  summary: '用户导入模板（xlsx）',
  response: z.unknown(),
});

export const IMPORT_ROWS_MAX = 500;

export const importCellSchema = z.object({
  /** As the sheet counts, the heading being row 1. */
  row: z.int(),
  /** Heading of the column; empty when the whole row is meant. */
  column: z.string(),
  /** The cell, as `C5`; empty when the whole row is meant. */
  cell: z.string(),
  message: z.string(),
});

export const importResultSchema = z.object({
  applied: z.boolean(),
  /** Rows that are (or would be) entered. */
  good: z.array(
    z.object({
      row: z.int(),
      name: z.string(),
      account: z.string(),
      role: z.enum(ROLES),
      organisationName: z.string().nullable(),
      divisionName: z.string(),
      industries: z.array(z.string()).nullable(),
      /** Shown this once, after entering; null in the preview. */
      temporaryPassword: z.string().nullable(),
    }),
  ),
  /** Number of rows that are left out because of their faults. */
  badRows: z.int(),
  faults: z.array(importCellSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/** `multipart/form-data` with the sheet in `file`. With `apply=false` (a preview) nothing is entered. */
export const importUsers = contract({
  method: 'POST',
  url: '/api/users/import',
  permission: ADMINISTER_PERMISSION,
  summary: `从 xlsx 导入用户（每次至多 ${IMPORT_ROWS_MAX} 行；先预览，有误的行不影响其余行）`,
  query: z.object({ commandId: idSchema, apply: z.enum(['true', 'false']).default('false') }),
  response: importResultSchema,
});
