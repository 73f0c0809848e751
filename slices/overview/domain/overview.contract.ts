import { contract, countSchema, idSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

export const HIT_KINDS = ['enterprise', 'hazard', 'task', 'plan'] as const;
export type HitKind = (typeof HIT_KINDS)[number];

export const search = contract({
  method: 'GET',
  url: '/api/search',
  permission: 'overview:read',
  summary: '全局检索：企业、隐患、任务、方案，各列前 5 条（按管辖范围）',
  query: z.object({ q: z.string().trim().min(1, '请输入要检索的内容').max(60, '不能超过 60 字') }),
  response: z.object({
    groups: z.array(
      z.object({
        kind: z.enum(HIT_KINDS),
        hits: z.array(z.object({ id: idSchema, title: z.string(), note: z.string(), path: z.string() })),
        hasMore: z.boolean(),
      }),
    ),
  }),
});

/** A number that opens the list it counts. `urgent` ones are red and come first. */
export const homeFigureSchema = z.object({
  key: z.string(),
  label: z.string(),
  count: z.int(),
  /** False where counting stopped at `count`. */
  exact: z.boolean(),
  urgent: z.boolean(),
  path: z.string(),
});
export type HomeFigure = z.infer<typeof homeFigureSchema>;

/** One thing that waits for the person. */
export const homeItemSchema = z.object({
  id: z.string(),
  /** What is asked: 认定, 验收, 填报进展. */
  task: z.string(),
  title: z.string(),
  note: z.string(),
  dueOn: localDateSchema.nullable(),
  path: z.string(),
});
export type HomeItem = z.infer<typeof homeItemSchema>;

export const getHome = contract({
  method: 'GET',
  url: '/api/home',
  permission: 'overview:read',
  summary: '首页：先到期的事项和关键数字（按岗位和管辖范围）',
  response: z.object({
    today: localDateSchema,
    /** What changed this week, or what lapses; null where there is nothing to say. */
    sentence: z.string().nullable(),
    figures: z.array(homeFigureSchema).max(7),
    items: z.array(homeItemSchema),
    /** Whether of some kind there are more than these; the figures open them all. */
    hasMore: z.boolean(),
    unread: countSchema,
    /** Whether people of this role have things to do here, so that an empty list is good news. */
    works: z.boolean(),
  }),
});
export type Home = z.infer<(typeof getHome)['response']>;
