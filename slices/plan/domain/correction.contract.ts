import { contract, idSchema, instantSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { frequencySchema, OBLIGATION_KINDS, SECTION_KINDS, spanSchema } from './reading.contract.ts';

/**
 * Where a correction belongs: to an item that the reader found, by its place and words in the text, or to an item that
 * an earlier correction made. Places and not numbers, so that a later reading of the same text keeps it.
 */
export const anchorSchema = z.union([
  z.object({ correctionId: idSchema }),
  z.object({
    /** A duty of this kind, or a unit. A unit is placed by its heading. */
    kind: z.enum([...OBLIGATION_KINDS, 'unit']),
    start: z.int().min(0),
    end: z.int().min(0),
    quote: z.string().max(2000),
    path: z.array(z.string().max(200)).max(20),
    /** Which of several with the same place and kind, from 0. */
    nth: z.int().min(0).max(1000).default(0),
  }),
]);
export type Anchor = z.output<typeof anchorSchema>;

const words = z.string().trim().min(1).max(400).nullable();
const dueDay = z.string().regex(/^\d{1,2}$|^\d{1,2}:\d\d$/, '应为几日（22）或几点（17:00）');
const times = z.int().min(1, '次数至少为 1').max(10_000, '次数过大');

/** What a duty asks for. `deadline`: the last day; with `inPeriod` the last day of a period that the text names. */
export const dutyFactsSchema = z.object({
  kind: z.enum(OBLIGATION_KINDS),
  actor: words,
  deadline: localDateSchema.nullable(),
  inPeriod: z.boolean(),
  frequency: frequencySchema.extend({ atLeast: times, every: times.optional(), dueDay: dueDay.optional() }).nullable(),
  count: times.nullable(),
  target: words,
  appliesTo: words,
  condition: words,
});
export type DutyFacts = z.output<typeof dutyFactsSchema>;

const unitFactsSchema = z.object({ kind: z.enum(SECTION_KINDS), title: words });
export type UnitFacts = z.output<typeof unitFactsSchema>;

const atLeastOne = (changes: object) => Object.keys(changes).length > 0;
const duty = anchorSchema;
const unit = anchorSchema;
const at = z.int().min(0);

/**
 * One correction. Deleting a unit deletes its duties and leaves the units under it to the one above; splitting takes
 * the place in the text at which the second part begins. `undo` takes a correction back, also an undo (redo).
 */
export const operationSchema = z.discriminatedUnion('op', [
  z.object({
    op: z.literal('changeDuty'),
    duty,
    changes: dutyFactsSchema.partial().refine(atLeastOne, '没有要改的内容'),
  }),
  z.object({ op: z.literal('confirmDuty'), duty }),
  z.object({ op: z.literal('deleteDuty'), duty }),
  z.object({ op: z.literal('addDuty'), span: spanSchema, facts: dutyFactsSchema }),
  z.object({ op: z.literal('splitDuty'), duty, at, first: dutyFactsSchema, second: dutyFactsSchema }),
  z.object({ op: z.literal('mergeDuties'), duty, next: duty }),
  z.object({
    op: z.literal('changeUnit'),
    unit,
    changes: unitFactsSchema.partial().refine(atLeastOne, '没有要改的内容'),
  }),
  z.object({ op: z.literal('deleteUnit'), unit }),
  z.object({ op: z.literal('addUnit'), span: spanSchema, facts: unitFactsSchema }),
  z.object({ op: z.literal('splitUnit'), unit, at }),
  z.object({ op: z.literal('mergeUnits'), unit, next: unit }),
  z.object({ op: z.literal('undo'), correctionId: idSchema }),
]);
export type Operation = z.output<typeof operationSchema>;

export const correctionSchema = z.object({
  id: idSchema,
  /** The version of the document that it made; corrections apply in this order. */
  version: z.int(),
  operation: operationSchema,
  madeAt: instantSchema,
  madeBy: idSchema,
  madeByName: z.string(),
});
export type Correction = z.output<typeof correctionSchema>;

export const correctPlanReading = contract({
  method: 'POST',
  url: '/api/plans/:id/corrections',
  permission: 'plan:correct',
  summary: '更正识别结果（只追加，不改写；撤销也是一条更正）。version 之后他人改过同一处时返回 409',
  params: z.object({ id: idSchema }),
  body: z.object({ id: idSchema, commandId: idSchema, version: z.int(), operation: operationSchema }),
  /** All corrections since `version`, this one included. */
  response: z.object({ version: z.int(), corrections: z.array(correctionSchema) }),
});

export const readingDifferenceSchema = z.object({
  change: z.enum(['added', 'removed', 'changed']),
  item: z.enum(['unit', 'duty']),
  path: z.array(z.string()),
  words: z.string(),
  /** What is different in a changed item. */
  fields: z.array(z.string()),
});
export type ReadingDifference = z.output<typeof readingDifferenceSchema>;

export const previewRereading = contract({
  method: 'GET',
  url: '/api/plans/:id/rereading',
  permission: 'plan:correct',
  summary: '用现在的识别程序重读全文会有哪些不同（不保存）',
  params: z.object({ id: idSchema }),
  response: z.object({
    version: z.int(),
    differences: z.array(readingDifferenceSchema),
    /** Corrections that would no longer find their place. */
    lostCorrectionIds: z.array(idSchema),
  }),
});

export const rereadPlan = contract({
  method: 'POST',
  url: '/api/plans/:id/reread',
  permission: 'plan:correct',
  summary: '用现在的识别程序重读全文，更正全部保留',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, version: z.int() }),
  response: z.object({ version: z.int() }),
});
