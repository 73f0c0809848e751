import {
  contract,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { doneSchema, whose } from './checklist.contract.ts';

export const suspensionSchema = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: z.string(),
  /** Null: the whole enterprise stands still. */
  unitId: idSchema.nullable(),
  unitName: z.string().nullable(),
  from: instantSchema,
  to: instantSchema,
  reason: z.string(),
  filedAt: instantSchema,
  filedByName: z.string(),
  /** Filed after it had begun. */
  filedLate: z.boolean(),
  withdrawnAt: instantSchema.nullable(),
  version: z.int(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Suspension = z.infer<typeof suspensionSchema>;

export const listSuspensions = contract({
  method: 'GET',
  url: '/api/screening-suspensions',
  permission: 'screening:read',
  summary: '停用/检修（期间的应查时段不计入）：一家企业的按开始时间；不指明企业的，管辖范围内各企业的按登记或变动时间',
  query: z.object({
    ...whose,
    division: divisionCodeSchema.optional(),
    industry: z.string().max(50).optional(),
    /** now: in force at this moment · late: filed after it had begun. */
    state: z.enum(['now', 'late']).optional(),
    ...pageQuery,
  }),
  response: pageOf(suspensionSchema).extend({ abilities: z.record(z.string(), z.boolean()) }),
});

export const fileSuspension = contract({
  method: 'POST',
  url: '/api/screening-suspensions',
  permission: 'screening:manage',
  summary: '登记停用/检修（开始后补报的注明补报）',
  body: z
    .object({
      id: idSchema,
      unitId: idSchema.nullable().default(null),
      from: instantSchema,
      to: instantSchema,
      reason: text(200),
    })
    .refine(({ from, to }) => Date.parse(to) > Date.parse(from), { path: ['to'], message: '结束应晚于开始' })
    .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= 370 * 86_400_000, {
      path: ['to'],
      message: '一次最长一年，到期仍停用的请再登记',
    }),
  response: doneSchema,
});

export const endSuspension = contract({
  method: 'POST',
  url: '/api/screening-suspensions/:id/end',
  permission: 'screening:manage',
  summary: '提前结束停用/检修（复工）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, version: z.int(), to: instantSchema }),
  response: doneSchema,
});

export const withdrawSuspension = contract({
  method: 'POST',
  url: '/api/screening-suspensions/:id/withdraw',
  permission: 'screening:manage',
  summary: '撤回登记错的停用/检修（留痕）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, version: z.int(), reason: text(200) }),
  response: doneSchema,
});
