import {
  contract,
  countSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { editionChangeSchema, editionCountsSchema } from './edition.contract.ts';
import { frequencySchema } from './reading.contract.ts';

/** recurring: owed once a period; deadline: owed once, by a day; standing: kept to as long as the list runs. */
export const DUTY_LINE_KINDS = ['recurring', 'deadline', 'standing'] as const;

const said = (max: number) => z.string().max(max, `不能超过 ${max} 字`);

export const dutyLineSchema = z.object({
  id: idSchema,
  text: said(500),
  kind: z.enum(DUTY_LINE_KINDS),
  frequency: frequencySchema
    .extend({
      atLeast: z.int().min(1).max(1000),
      every: z.int().min(1).max(100).optional(),
      dueDay: z
        .string()
        .regex(/^(?:[1-9]|[12]\d|3[01])$/, '应为 1–31 日')
        .optional(),
    })
    .nullable(),
  deadline: localDateSchema.nullable(),
  /** 佐证材料 that shows it to be done. */
  evidence: said(200),
  /** Law or document that asks for it. */
  source: said(200),
});
export type DutyLine = z.output<typeof dutyLineSchema>;

/** Whom lines bind, in the words of the list (县委常委会, 县长), and the bodies that file for it. */
export const dutyPartySchema = z.object({
  id: idSchema,
  name: said(60),
  bodyIds: z.array(idSchema).max(100),
  lines: z.array(dutyLineSchema).max(100),
});
export type DutyParty = z.output<typeof dutyPartySchema>;

/** What a standing list says. A draft may lack anything; what it needs before it is published: `dutyListFaults`. */
export const dutyListContentSchema = z.object({
  title: text(100),
  /** The document that it rests on. */
  basis: said(200),
  startsOn: localDateSchema.nullable(),
  endsOn: localDateSchema.nullable(),
  parties: z.array(dutyPartySchema).max(60),
});
export type DutyListContent = z.output<typeof dutyListContentSchema>;

export const DUTY_LIST_STATES = ['draft', 'published', 'revising', 'ended'] as const;

export const dutyListRowSchema = z.object({
  id: idSchema,
  title: z.string(),
  state: z.enum(DUTY_LIST_STATES),
  startsOn: localDateSchema.nullable(),
  endsOn: localDateSchema.nullable(),
  parties: z.int(),
  lines: z.int(),
  edition: z.int().nullable(),
  campaignId: idSchema.nullable(),
  savedAt: instantSchema,
  savedByName: z.string(),
});
export type DutyListRow = z.infer<typeof dutyListRowSchema>;

const filter = { q: z.string().trim().max(60).optional(), published: z.enum(['true', 'false']).optional() };

export const listDutyLists = contract({
  method: 'GET',
  url: '/api/duty-lists',
  permission: 'plan:read',
  summary: '职责清单（新建的在前）；没有发布的只有安委办看到',
  query: z.object({ ...filter, ...pageQuery }),
  response: pageOf(dutyListRowSchema),
});

export const countDutyLists = contract({
  method: 'GET',
  url: '/api/duty-lists/count',
  permission: 'plan:read',
  summary: '职责清单数',
  query: z.object(filter),
  response: countSchema,
});

export const dutyListSchema = dutyListRowSchema.extend({
  /** The office sees what it is working on, everybody else what was published. */
  content: dutyListContentSchema,
  version: z.int(),
  abilities: z.object({ edit: z.boolean() }),
});
export type DutyList = z.infer<typeof dutyListSchema>;

const params = z.object({ id: idSchema });

export const getDutyList = contract({
  method: 'GET',
  url: '/api/duty-lists/:id',
  permission: 'plan:read',
  summary: '职责清单：责任主体和逐条职责',
  params,
  response: dutyListSchema,
});

const saved = z.object({ id: idSchema, version: z.int() });

export const createDutyList = contract({
  method: 'POST',
  url: '/api/duty-lists',
  permission: 'plan:adopt',
  summary: '新建职责清单草稿，可以以另一份清单的内容为底稿',
  body: z.object({ id: idSchema, commandId: idSchema, content: dutyListContentSchema }),
  response: saved,
});

export const saveDutyList = contract({
  method: 'PUT',
  url: '/api/duty-lists/:id',
  permission: 'plan:adopt',
  summary: '保存草稿；已发布的清单在发布修订版之前仍按原版执行',
  params,
  body: z.object({ commandId: idSchema, version: z.int(), content: dutyListContentSchema }),
  response: saved,
});

export const previewDutyList = contract({
  method: 'GET',
  url: '/api/duty-lists/:id/preview',
  permission: 'plan:adopt',
  summary: '发布后的正文；已发布的清单同时给出与现行版的逐条对照（不改动任何数据）',
  params,
  response: z.object({
    version: z.int(),
    edition: z.int(),
    text: z.string(),
    counts: editionCountsSchema.nullable(),
    rows: z.array(editionChangeSchema),
  }),
});

export const publishDutyList = contract({
  method: 'POST',
  url: '/api/duty-lists/:id/publish',
  permission: 'plan:adopt',
  summary: '发布清单：建立任务、分派到责任单位、逐期提醒；再次发布为修订版，进展随条目保留',
  params,
  body: z.object({ commandId: idSchema, version: z.int() }),
  response: saved.extend({ campaignId: idSchema, edition: z.int() }),
});

export const discardDutyList = contract({
  method: 'POST',
  url: '/api/duty-lists/:id/discard',
  permission: 'plan:adopt',
  summary: '放弃草稿：没有发布过的清单删除，已发布的恢复为现行版',
  params,
  body: z.object({ commandId: idSchema, version: z.int() }),
  response: z.object({ id: idSchema }),
});
