import {
  contract,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { isPeriod } from './period.rules.ts';
import { ANSWER_STATES, SUBMISSION_KINDS } from './report.rules.ts';

export const periodSchema = z.string().refine(isPeriod, '期别应为 YYYY-MM');
export const figureSchema = z.union([z.number(), z.enum(['noData', 'notApplicable'])]);
const figuresSchema = z.record(z.string().max(20), figureSchema);
export const rowKindSchema = z.enum(['total', 'department', 'township']);
const commandId = idSchema;

/** A form in use: which definition, for which campaign, cumulative since when. */
export const formSchema = z.object({
  id: idSchema,
  definitionCode: z.string(),
  campaignId: idSchema.nullable(),
  campaignName: z.string(),
  countsFrom: localDateSchema,
  firstPeriod: periodSchema,
  lastPeriod: periodSchema.nullable(),
});
export type Form = z.infer<typeof formSchema>;

export const listForms = contract({
  method: 'GET',
  url: '/api/dispatch/forms',
  permission: 'dispatch:read',
  summary: '已启用的调度表及其可填报的期别',
  response: z.object({
    rows: z.array(formSchema.extend({ periods: z.array(periodSchema) })),
    abilities: z.object({ start: z.boolean() }),
  }),
});

export const startForm = contract({
  method: 'POST',
  url: '/api/dispatch/forms',
  permission: 'dispatch:start',
  summary: '为一项专项行动启用调度表',
  body: z.object({
    id: idSchema,
    commandId,
    definitionCode: text(60),
    campaignId: idSchema.nullable(),
    campaignName: text(120),
    countsFrom: localDateSchema,
    firstPeriod: periodSchema,
    lastPeriod: periodSchema.nullable(),
  }),
  response: formSchema,
});

/** A revision of a body's report, without its cells. */
export const reportSchema = z.object({
  id: idSchema,
  revision: z.int(),
  kind: z.enum(SUBMISSION_KINDS),
  status: z.enum(['submitted', 'returned']),
  definitionVersion: z.int(),
  asOf: instantSchema,
  digest: z.string(),
  note: z.string(),
  responsibleName: z.string(),
  phone: z.string(),
  submittedAt: instantSchema,
  submittedByName: z.string(),
  returnedAt: instantSchema.nullable(),
  returnedByName: z.string().nullable(),
  returnReason: z.string().nullable(),
  version: z.int(),
});
export type Report = z.infer<typeof reportSchema>;

const ofPeriod = z.object({ id: idSchema, period: periodSchema });

export const answerSchema = z.object({
  body: z.object({ id: idSchema, name: z.string(), shortName: z.string() }),
  rowKind: rowKindSchema,
  state: z.enum(ANSWER_STATES),
  /** Latest first. */
  reports: z.array(reportSchema),
  abilities: z.object({ submit: z.boolean(), return: z.boolean() }),
});
export type Answer = z.infer<typeof answerSchema>;

export const listAnswers = contract({
  method: 'GET',
  url: '/api/dispatch/forms/:id/periods/:period/answers',
  permission: 'dispatch:read',
  summary: '某期各单位的上报情况，未报的在前',
  params: ofPeriod,
  response: z.object({ dueOn: localDateSchema, rows: z.array(answerSchema) }),
});

export const formRowSchema = z.object({
  /** `total`, `unassigned`, or the id of a body or code of a division. */
  key: z.string(),
  kind: rowKindSchema,
  name: z.string(),
  /** Null for rows that nobody answers for: 未明确主管部门, 未落到乡镇. */
  bodyId: idSchema.nullable(),
  state: z.enum(ANSWER_STATES).nullable(),
  /** Set when the figures are those of a report, frozen; else they were computed just now. */
  report: z.object({ id: idSchema, asOf: instantSchema, revision: z.int() }).nullable(),
  figures: figuresSchema,
  /** Of a reported row: what the same columns would give now, where that differs. */
  differs: figuresSchema,
  /** The period before, as reported, else computed; null in the first period. */
  previous: figuresSchema.nullable(),
  abilities: z.object({ submit: z.boolean() }),
});
export type FormRow = z.infer<typeof formRowSchema>;

/** Something that does not fit (dispatch-forms §5). It is shown with its cells; it never changes a figure. */
export const warningSchema = z.object({
  kind: z.enum(['decrease', 'notMore', 'sum', 'rows']),
  row: z.string(),
  indicators: z.array(z.string()),
  sentence: z.string(),
});
export type Warning = z.infer<typeof warningSchema>;

export const getFigures = contract({
  method: 'GET',
  url: '/api/dispatch/forms/:id/periods/:period/figures',
  permission: 'dispatch:read',
  summary: '某期调度表的全部数字：已上报的为上报数，未上报的为系统计算数',
  params: ofPeriod,
  response: z.object({
    form: formSchema,
    period: periodSchema,
    definitionVersion: z.int(),
    dueOn: localDateSchema,
    /** Up to which instant unreported rows were computed. */
    asOf: instantSchema,
    /** Whether the actor sees the whole county; else rows and total cover only their scope. */
    isWhole: z.boolean(),
    rows: z.array(formRowSchema),
    warnings: z.array(warningSchema),
  }),
});
export type FormFigures = z.infer<(typeof getFigures)['response']>;

/** A record behind a figure, the same shape whatever it is. */
export const cellRecordSchema = z.object({
  kind: z.enum(['hazard', 'enterprise', 'task']),
  id: idSchema,
  number: z.string().nullable(),
  title: z.string(),
  /** Where, who, how it stands: short facts in order. */
  facts: z.array(z.string()),
  /** What the record adds to a sum; null where records are counted. */
  amount: z.number().nullable(),
});
export type CellRecord = z.infer<typeof cellRecordSchema>;

export const listCellRecords = contract({
  method: 'GET',
  url: '/api/dispatch/forms/:id/periods/:period/records',
  permission: 'dispatch:read',
  summary: '一个数字背后的记录（已上报的按上报时点）',
  params: ofPeriod,
  query: z.object({
    row: z.string().max(60),
    indicator: z.string().max(20),
    /** A certain revision; without it the figure that the form shows. */
    report: idSchema.optional(),
    ...pageQuery,
  }),
  response: pageOf(cellRecordSchema).extend({ asOf: instantSchema }),
});

export const downloadForm = contract({
  method: 'GET',
  url: '/api/dispatch/forms/:id/periods/:period/xlsx',
  permission: 'dispatch:read',
  summary: '下载调度表（xlsx，A4 横向，可直接打印）',
  params: ofPeriod,
  response: z.unknown(),
});

export const submitReport = contract({
  method: 'POST',
  url: '/api/dispatch/forms/:id/periods/:period/reports',
  permission: 'dispatch:submit',
  summary: '确认并上报一个单位本期的数字',
  params: ofPeriod,
  body: z.object({
    id: idSchema,
    commandId,
    bodyId: idSchema,
    /** The figures the signer read: what is signed is what was seen. */
    seen: figuresSchema,
    /** Codes of the figures that are 0 and confirmed to be (零报告须显式填0并签名). */
    confirmedZeros: z.array(z.string().max(20)).max(200),
    /** 单位负责人 */
    responsibleName: text(40),
    phone: text(40),
    /** 更正说明: needed after the deadline and where a cumulative figure falls. */
    note: optionalText(500),
  }),
  response: reportSchema,
});

export const returnReport = contract({
  method: 'POST',
  url: '/api/dispatch/reports/:id/return',
  permission: 'dispatch:return',
  summary: '退回一份上报的调度表并说明原因',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId, version: z.int().min(1), reason: text(500) }),
  response: reportSchema,
});
