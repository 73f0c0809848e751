import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { fileSchema } from '@zhiben/platform/domain/files.contract.ts';
import { z } from 'zod';
import { checkItemSchema, doneSchema, whose } from './checklist.contract.ts';
import { RECORD_STATES, TASK_LEVELS, VERDICTS } from './screening.terms.ts';

/** SHA-256 of a file's content, hex. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制的内容摘要');

export const answerSchema = z.object({
  /** Id of the check item. */
  item: z.string().max(40),
  /** The reading, the words of the choice, the text; null for yes-no and where it does not apply. */
  value: z
    .union([z.number(), z.string().max(500)])
    .nullable()
    .default(null),
  verdict: z.enum(VERDICTS),
  note: optionalText(300),
  files: z.array(sha256Schema).max(9, '一个检查项最多 9 张照片').default([]),
});
export type Answer = z.output<typeof answerSchema>;

/** What was found while checking; it becomes a hazard under the same id. */
export const findingInputSchema = z.object({
  id: idSchema,
  words: text(500),
  place: text(200),
  /** The check item that it failed. */
  itemId: z.string().max(40).nullable().default(null),
  /** What the finder takes it for; the server suggests a criterion and a person judges. */
  gradeGuess: z.enum(['major', 'general']).nullable().default(null),
  files: z.array(sha256Schema).max(9).default([]),
  /** What was done about it on the spot. */
  fixedNow: optionalText(300),
});
export type FindingInput = z.output<typeof findingInputSchema>;

const personSchema = z.object({ id: idSchema, name: z.string() });

export const recordRowSchema = z.object({
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: z.string(),
  industry: z.string(),
  taskId: idSchema,
  taskName: z.string(),
  level: z.enum(TASK_LEVELS),
  unitName: z.string().nullable(),
  slotKey: z.string().nullable(),
  slotDay: localDateSchema,
  state: z.enum(RECORD_STATES),
  signer: personSchema,
  /** By the device's clock as told; `signedAt` less the skew is what counts. */
  signedAt: instantSchema,
  receivedAt: instantSchema,
  answers: z.int(),
  bad: z.int(),
  findings: z.int(),
  /** Photos not yet on the server; a record is whole only when there are none. */
  missingFiles: z.int(),
  conflicts: z.int(),
});
export type RecordRow = z.infer<typeof recordRowSchema>;

/** A later signature that was merged into the record: its differing answers stand among the conflicts. */
const mergedSchema = z.object({
  itemId: idSchema,
  signer: personSchema,
  signedAt: instantSchema,
  receivedAt: instantSchema,
  deviceId: z.string(),
  hash: sha256Schema,
});

export const conflictSideSchema = z.object({
  answer: answerSchema,
  by: personSchema,
  signedAt: instantSchema,
  deviceId: z.string(),
});
export const conflictSchema = z.object({
  id: idSchema,
  recordId: idSchema,
  enterpriseId: idSchema,
  taskName: z.string(),
  slotKey: z.string(),
  slotDay: localDateSchema,
  itemId: z.string(),
  question: z.string(),
  /** first: what stands in the record until it is resolved · second: what came later from another device. */
  first: conflictSideSchema,
  second: conflictSideSchema,
  arisenAt: instantSchema,
  resolution: z
    .object({ chosen: z.enum(['first', 'second']), reason: z.string(), at: instantSchema, byName: z.string() })
    .nullable(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Conflict = z.infer<typeof conflictSchema>;

export const recordSchema = recordRowSchema.extend({
  checklistId: idSchema,
  checklistName: z.string(),
  edition: z.int(),
  items: z.array(checkItemSchema),
  startedAt: instantSchema,
  deviceId: z.string(),
  /** Seconds by which the device's clock was ahead of the server's. */
  clockSkewSeconds: z.int(),
  /** The slot that it was meant for where it came too late to make it up. */
  claimedSlotKey: z.string().nullable(),
  /** Canonical JSON's SHA-256 of what was sent, as in the receipt; empty where no phone sent it (taken in in bulk). */
  hash: sha256Schema.or(z.literal('')),
  answerList: z.array(answerSchema),
  /** Findings with the hazards they became. */
  findingList: z.array(findingInputSchema.extend({ hazardNumber: z.string().nullable() })),
  merged: z.array(mergedSchema),
  conflictList: z.array(conflictSchema),
  missing: z.array(sha256Schema),
  files: z.array(fileSchema),
});
export type CheckRecord = z.infer<typeof recordSchema>;

export const recordFilter = {
  ...whose,
  q: z.string().trim().max(100).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.string().max(50).optional(),
  taskId: idSchema.optional(),
  unitId: idSchema.optional(),
  level: z.enum(TASK_LEVELS).optional(),
  state: z.enum(RECORD_STATES).optional(),
  /** Days of the slots, both included. */
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
  mine: z.enum(['true']).optional(),
  /** With findings · with photos still missing · with a conflict that is open. */
  having: z.enum(['findings', 'missing-files', 'conflict']).optional(),
};
export type RecordFilter = z.output<z.ZodObject<typeof recordFilter>>;

export const listScreeningRecords = contract({
  method: 'GET',
  url: '/api/screening-records',
  permission: 'screening:read',
  summary: '排查记录（按应查日期从新到旧）',
  query: z.object({ ...recordFilter, ...pageQuery, sort: z.enum(['day', '-day']).optional() }),
  response: pageOf(recordRowSchema),
});

export const countScreeningRecords = contract({
  method: 'GET',
  url: '/api/screening-records/count',
  permission: 'screening:read',
  summary: '符合条件的排查记录数',
  query: z.object(recordFilter),
  response: countSchema,
});

export const getScreeningRecord = contract({
  method: 'GET',
  url: '/api/screening-records/:id',
  permission: 'screening:read',
  summary: '一份排查记录（检查项、答案、照片、问题、冲突）',
  params: z.object({ id: idSchema }),
  response: recordSchema,
});

export const exportScreeningRecords = contract({
  method: 'GET',
  url: '/api/screening-records/export',
  permission: 'screening:export',
  summary: '导出排查记录（xlsx，留审计记录）',
  query: z.object(recordFilter),
  response: z.unknown(),
});

export const listConflicts = contract({
  method: 'GET',
  url: '/api/screening-conflicts',
  permission: 'screening:read',
  summary: '两台设备对同一时段的不同答案',
  query: z.object({ ...whose, open: z.enum(['true']).optional(), ...pageQuery }),
  response: pageOf(conflictSchema),
});

export const resolveConflict = contract({
  method: 'POST',
  url: '/api/screening-conflicts/:id/resolve',
  permission: 'screening:do',
  summary: '处理冲突：选定一个答案并说明理由，两个答案都保留',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, chosen: z.enum(['first', 'second']), reason: text(200) }),
  response: doneSchema,
});

/** Figures of a day of an enterprise, from slots and records. `due` are all that count: done, made up, missed and open. */
export const dayFiguresSchema = z.object({
  day: localDateSchema,
  due: z.int(),
  done: z.int(),
  madeUp: z.int(),
  missed: z.int(),
  excluded: z.int(),
  findings: z.int(),
});
export type DayFigures = z.infer<typeof dayFiguresSchema>;

export const listScreeningDays = contract({
  method: 'GET',
  url: '/api/screening-days',
  permission: 'screening:read',
  summary: '企业每天应查、已查、补查、漏查数（最多 400 天）',
  query: z.object({ ...whose, from: localDateSchema, to: localDateSchema }),
  response: z.object({ rows: z.array(dayFiguresSchema) }),
});

/** What a person of the enterprise sees first. */
export const getScreeningSummary = contract({
  method: 'GET',
  url: '/api/screening-summary',
  permission: 'screening:read',
  summary: '企业自查总览（今天）',
  query: z.object(whose),
  response: z.object({
    enterpriseId: idSchema,
    today: dayFiguresSchema,
    month: dayFiguresSchema,
    tasks: z.int(),
    checklists: z.int(),
    openConflicts: z.int(),
    /** Records whose photos have not all arrived. */
    incomplete: z.int(),
    /** Suspensions in force now. */
    suspended: z.int(),
    /** Slots of today and those that may still be made up. */
    slots: z.array(
      z.object({
        taskId: idSchema,
        name: z.string(),
        level: z.enum(TASK_LEVELS),
        slotKey: z.string(),
        day: localDateSchema,
        from: instantSchema,
        to: instantSchema,
        makeUpUntil: instantSchema,
        state: z.enum(['coming', 'due', 'done', 'made-up', 'overdue', 'missed', 'excluded']),
        recordId: idSchema.nullable(),
        assigneeNames: z.array(z.string()),
      }),
    ),
    abilities: z.record(z.string(), z.boolean()),
  }),
});
