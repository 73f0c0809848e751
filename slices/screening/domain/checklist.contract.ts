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
import { ITEM_KINDS, MOST_ITEMS } from './screening.terms.ts';

/** One thing that is looked at. Its id stays the same over the editions of a checklist, so that answers compare. */
export const checkItemSchema = z
  .object({
    id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, '检查项编号应为字母、数字和连字符'),
    question: text(200),
    method: optionalText(300),
    /** Words of a law or standard with its clause; never what we hold from memory or in part. */
    basis: optionalText(300),
    kind: z.enum(ITEM_KINDS).default('yes-no'),
    unit: optionalText(20),
    /** What a reading must not fall below or exceed; null where there is no such bound. */
    low: z.number().nullable().default(null),
    high: z.number().nullable().default(null),
    /** `bad`: whoever chooses it found something. */
    choices: z
      .array(z.object({ words: text(60), bad: z.boolean().default(false) }))
      .max(12)
      .default([]),
    photo: z.enum(['none', 'optional', 'required']).default('optional'),
    /** The rule that demands the photo. */
    photoBasis: optionalText(200),
    /** The risk measure that it controls. */
    measureId: idSchema.nullable().default(null),
    /** Code of the 判定标准 that it hints at when it fails. */
    criterion: z.string().max(60).nullable().default(null),
  })
  .superRefine((item, check) => {
    const fault = (path: string, message: string) => check.addIssue({ code: 'custom', path: [path], message });
    if (item.low !== null && item.high !== null && item.low > item.high) fault('high', '上限应不小于下限');
    if (item.kind === 'choice' && item.choices.length < 2) fault('choices', '选择项至少两个');
    if (item.photo === 'required' && item.photoBasis === '') fault('photo', '必须拍照的，应写明要求拍照的规定');
  });
export type CheckItem = z.output<typeof checkItemSchema>;

export const checkItemsSchema = z
  .array(checkItemSchema)
  .min(1, '清单至少有一个检查项')
  .max(MOST_ITEMS, `检查项最多 ${MOST_ITEMS} 个`)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, '检查项编号重复');

/** A file in slices/screening/data/checklists: what is looked at in an industry and job. */
export const libraryChecklistSchema = z.object({
  code: z.string().regex(/^[a-z0-9-]{2,60}$/),
  name: text(40),
  /** The industry's code in the library, and its name. */
  industry: z.string().regex(/^[a-z-]{2,40}$/),
  industryName: text(30),
  /** Industries of supervision to which it is offered first. */
  industries: z.array(z.string()).min(1),
  level: z.enum(['post', 'team', 'workshop', 'company', 'group', 'technical', 'principal']),
  items: checkItemsSchema,
});
export type LibraryChecklist = z.output<typeof libraryChecklistSchema>;

/** library: begun from the library · measures: from risk measures or criteria · own: written by the enterprise. */
const originSchema = z.enum(['library', 'measures', 'own']);

export const checklistRowSchema = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  name: z.string(),
  origin: originSchema,
  libraryCode: z.string().nullable(),
  /** The edition in force. */
  edition: z.int(),
  items: z.int(),
  /** Tasks that use it. */
  tasks: z.int(),
  updatedAt: instantSchema,
  updatedByName: z.string(),
  version: z.int(),
});
export type ChecklistRow = z.infer<typeof checklistRowSchema>;

const editionSchema = z.object({
  edition: z.int(),
  name: z.string(),
  items: z.array(checkItemSchema),
  note: z.string(),
  at: instantSchema,
  byName: z.string(),
});
export type ChecklistEdition = z.infer<typeof editionSchema>;

export const checklistSchema = checklistRowSchema.omit({ items: true }).extend({
  removed: z.boolean(),
  /** Newest first; each stays as it was. */
  editions: z.array(editionSchema),
  abilities: z.record(z.string(), z.boolean()),
});
export type Checklist = z.infer<typeof checklistSchema>;

/** Whose: people of an enterprise see their own and need not say. */
export const whose = { enterpriseId: idSchema.optional() };
export const doneSchema = z.object({ id: idSchema, version: z.int() });
const idParams = z.object({ id: idSchema });

export const listChecklists = contract({
  method: 'GET',
  url: '/api/checklists',
  permission: 'screening:read',
  summary: '企业的排查清单',
  query: z.object({ ...whose, q: z.string().trim().max(100).optional(), ...pageQuery }),
  response: pageOf(checklistRowSchema).extend({ abilities: z.record(z.string(), z.boolean()) }),
});

export const getChecklist = contract({
  method: 'GET',
  url: '/api/checklists/:id',
  permission: 'screening:read',
  summary: '排查清单及其历次版本',
  params: idParams,
  response: checklistSchema,
});

export const listChecklistLibrary = contract({
  method: 'GET',
  url: '/api/checklist-library',
  permission: 'screening:read',
  summary: '清单库（按行业和岗位）',
  response: z.object({ rows: z.array(libraryChecklistSchema) }),
});

export const createChecklist = contract({
  method: 'POST',
  url: '/api/checklists',
  permission: 'screening:manage',
  summary: '建立排查清单（取自清单库、管控措施或自拟）',
  body: z.object({
    id: idSchema,
    name: text(60),
    origin: originSchema,
    libraryCode: z.string().max(60).nullable().default(null),
    items: checkItemsSchema,
  }),
  response: doneSchema,
});

export const editChecklist = contract({
  method: 'POST',
  url: '/api/checklists/:id/edit',
  permission: 'screening:manage',
  summary: '修改排查清单：生成新的版本，旧版本保留',
  params: idParams,
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    name: text(60),
    items: checkItemsSchema,
    note: optionalText(200),
  }),
  response: doneSchema.extend({ edition: z.int() }),
});

export const removeChecklist = contract({
  method: 'POST',
  url: '/api/checklists/:id/remove',
  permission: 'screening:manage',
  summary: '删除没有任务使用的清单（留痕，记录仍可查看其版本）',
  params: idParams,
  body: z.object({ commandId: idSchema, version: z.int(), reason: text(200) }),
  response: doneSchema,
});
