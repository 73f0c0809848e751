import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { BODY_KINDS } from '@zhiben/slices/division/domain';
import { z } from 'zod';

export const bodyAliasSchema = z.object({
  id: idSchema,
  phrase: z.string(),
  bodyKinds: z.array(z.enum(BODY_KINDS)),
  bodyIds: z.array(idSchema),
  /** The task whose assignment taught it. */
  learnedFrom: z.object({ taskId: idSchema, label: z.string() }).nullable(),
  setAt: instantSchema,
  setByName: z.string(),
  version: z.int(),
});
export type BodyAliasRecord = z.infer<typeof bodyAliasSchema>;

export const listBodyAliases = contract({
  method: 'GET',
  url: '/api/body-aliases',
  permission: 'plan:assign',
  summary: '责任主体称谓：系统默认、本县设定、由分派学到的建议',
  response: z.object({
    shipped: z.array(z.object({ phrase: z.string(), bodyKinds: z.array(z.enum(BODY_KINDS)) })),
    rows: z.array(bodyAliasSchema),
    /** Words of plans that stand for nobody yet; `bodyIds`: to whom their tasks were given, for a person to confirm. */
    unknown: z.array(
      z.object({ phrase: z.string(), bodyIds: z.array(idSchema), taskIds: z.array(idSchema), tasks: z.int() }),
    ),
  }),
});

const meaning = {
  commandId: idSchema,
  phrase: text(30),
  bodyKinds: z.array(z.enum(BODY_KINDS)).max(BODY_KINDS.length).default([]),
  bodyIds: z.array(idSchema).max(200).default([]),
};

export const addBodyAlias = contract({
  method: 'POST',
  url: '/api/body-aliases',
  permission: 'plan:assign',
  summary: '设定一个称谓指哪些单位',
  body: z.object({ id: idSchema, ...meaning, learnedFrom: idSchema.nullish() }),
  response: z.object({ id: idSchema }),
});

const aliasParams = z.object({ id: idSchema });

export const changeBodyAlias = contract({
  method: 'PUT',
  url: '/api/body-aliases/:id',
  permission: 'plan:assign',
  summary: '修改一个称谓',
  params: aliasParams,
  body: z.object({ ...meaning, version: z.int() }),
  response: z.object({ id: idSchema }),
});

export const removeBodyAlias = contract({
  method: 'POST',
  url: '/api/body-aliases/:id/removal',
  permission: 'plan:assign',
  summary: '删除本县设定的称谓（恢复系统默认）',
  params: aliasParams,
  body: z.object({ commandId: idSchema, version: z.int() }),
  response: z.object({ id: idSchema }),
});
