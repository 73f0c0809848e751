import { contract, idSchema, instantSchema, pageOf, pageQuery, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { enterpriseRowSchema } from './enterprise.contract.ts';

const pairSchema = z.object({
  id: z.string(),
  kept: enterpriseRowSchema.extend({ address: z.string() }),
  gone: enterpriseRowSchema.extend({ address: z.string() }),
  /** Why they are taken for one, in words. */
  reasons: z.array(z.string()),
});
export type DuplicatePair = z.infer<typeof pairSchema>;

export const listDuplicates = contract({
  method: 'GET',
  url: '/api/enterprise-duplicates',
  permission: 'enterprise:merge',
  summary: '疑似重复的档案（同名或名称相近且同一属地、地址或坐标相近）',
  /** The likeliest; those that are left out come up once these are done. */
  response: z.object({ rows: z.array(pairSchema), isCut: z.boolean() }),
});

export const mergeEnterprises = contract({
  method: 'POST',
  url: '/api/enterprises/:id/merge',
  permission: 'enterprise:merge',
  summary: '把另一份档案并入本档案（旧地址自动转到本档案，可撤销）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, goneId: idSchema, reason: text(200) }),
  response: z.object({ mergeId: idSchema }),
});

const mergeSchema = z.object({
  id: idSchema,
  keptId: idSchema,
  keptName: z.string(),
  goneId: idSchema,
  goneName: z.string(),
  reason: z.string(),
  mergedAt: instantSchema,
  mergedByName: z.string(),
  undoneAt: instantSchema.nullable(),
});

export const listMerges = contract({
  method: 'GET',
  url: '/api/enterprise-merges',
  permission: 'enterprise:merge',
  summary: '档案合并记录',
  query: z.object(pageQuery),
  response: pageOf(mergeSchema),
});

export const undoMerge = contract({
  method: 'POST',
  url: '/api/enterprise-merges/:id/undo',
  permission: 'enterprise:merge',
  summary: '撤销一次合并',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema }),
  response: z.object({ goneId: idSchema }),
});
