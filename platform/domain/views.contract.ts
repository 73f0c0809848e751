import { z } from 'zod';
import { contract, idSchema, text } from './contract.ts';

const SEARCH_LENGTH = 4000;

/** A set of filters of a list that its user named: the search params of the list's address. */
const savedViewSchema = z.object({
  id: idSchema,
  label: z.string(),
  search: z.record(z.string(), z.unknown()),
});
export type SavedView = z.infer<typeof savedViewSchema>;

const views = z.object({ views: z.array(savedViewSchema) });
const viewParams = z.object({ id: idSchema });
/** Which list: the address of its contract, `/api/hazards`. */
const list = z.string().trim().min(1).max(120);

export const listSavedViews = contract({
  method: 'GET',
  url: '/api/views',
  permission: 'view:own',
  summary: '我为一张清单保存的视图（筛选条件）',
  query: z.object({ list }),
  response: views,
});

export const saveView = contract({
  method: 'PUT',
  url: '/api/views/:id',
  permission: 'view:own',
  summary: '保存视图；同一清单同名的被替换，返回该清单的全部视图',
  params: viewParams,
  body: z.object({
    list,
    label: text(12),
    search: z
      .record(z.string(), z.unknown())
      .refine((search) => JSON.stringify(search).length <= SEARCH_LENGTH, '筛选条件过多，请减少后再保存'),
  }),
  response: views,
});

export const forgetView = contract({
  method: 'DELETE',
  url: '/api/views/:id',
  permission: 'view:own',
  summary: '删除我的视图（重复无害）',
  params: viewParams,
  response: z.object({}),
});
