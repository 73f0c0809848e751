import { contract, idSchema, instantSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { criterionChoiceSchema, hazardRowSchema } from './hazard.contract.ts';
import { GRADES, STATUSES } from './hazard.terms.ts';

const permission = 'hazard:read';

export const libraryStandardSchema = z.object({
  id: z.string(),
  title: z.string(),
  docNumber: z.string(),
  issuer: z.string(),
  inForceFrom: localDateSchema,
  inForceUntil: localDateSchema.nullable(),
  /** 现行, 已被替代, 是否现行待核 */
  status: z.enum(['in-force', 'superseded', 'unknown']),
  isComplete: z.boolean(),
  /** Sentences that stand beside any text of it. */
  caveats: z.array(z.string()),
  officialUrl: z.string().nullable(),
  count: z.int(),
});

export const listCriteriaIndustries = contract({
  method: 'GET',
  url: '/api/hazard-criteria/industries',
  permission,
  summary: '判定标准库：各行业的标准、施行时间和收录情况',
  response: z.object({
    rows: z.array(z.object({ code: z.string(), name: z.string(), standards: z.array(libraryStandardSchema) })),
  }),
});

export const libraryCriterionSchema = criterionChoiceSchema.extend({
  scope: z.string(),
  docNumber: z.string(),
  inForceFrom: localDateSchema,
  inForceUntil: localDateSchema.nullable(),
  isFavourite: z.boolean(),
});
export type LibraryCriterion = z.infer<typeof libraryCriterionSchema>;

export const browseCriteria = contract({
  method: 'GET',
  url: '/api/hazard-criteria',
  permission,
  summary: '判定标准库：按行业、有效日期、文字查找；常用条款在前',
  query: z.object({
    q: z.string().trim().max(100).optional(),
    industry: z.string().max(40).optional(),
    standard: z.string().max(80).optional(),
    /** Only what judges a hazard discovered on this day. */
    on: localDateSchema.optional(),
    favourites: z.literal('true').optional(),
  }),
  response: z.object({ rows: z.array(libraryCriterionSchema) }),
});

export const getCriterionPage = contract({
  method: 'GET',
  url: '/api/hazard-criteria/:code',
  permission,
  summary: '一条判定标准：条文、出处、收录说明、以其认定的隐患数',
  params: z.object({ code: z.string().max(40) }),
  response: z.object({
    criterion: libraryCriterionSchema,
    standard: libraryStandardSchema,
    keywords: z.array(z.string()),
    /** Hazards under it that the viewer may see; counting stops at 10,000. */
    hazards: z.object({ all: z.int(), open: z.int() }),
  }),
});

export const markCriterion = contract({
  method: 'POST',
  url: '/api/hazard-criteria/:code/favourite',
  permission,
  summary: '把条款设为或取消本人常用',
  params: z.object({ code: z.string().max(40) }),
  body: z.object({ isFavourite: z.boolean() }),
  response: z.object({ isFavourite: z.boolean() }),
});

export const listJudgedAnew = contract({
  method: 'GET',
  url: '/api/hazard-criteria/changes',
  permission: 'hazard:confirm',
  summary: '标准更替后，未销号的隐患中按现行标准认定可能不同的（供复核，不自动改变认定）',
  response: z.object({
    rows: z.array(
      z.object({
        hazard: hazardRowSchema,
        /** The criterion of the record and under which edition. */
        before: z.object({ code: z.string().nullable(), standard: z.string(), verdict: z.string() }),
        after: z.object({ code: z.string().nullable(), standard: z.string(), text: z.string(), verdict: z.string() }),
      }),
    ),
    checked: z.int(),
  }),
});

/** The suggestion that a person is shown, kept to be compared with what that person decides. */
export const suggestForHazard = contract({
  method: 'POST',
  url: '/api/hazard-suggestions',
  permission: 'hazard:record',
  summary: '登记或认定时的判定建议（留存，与人的认定比对）',
  body: z.object({
    hazardId: idSchema,
    stage: z.enum(['register', 'judge']),
    text: z.string().trim().min(1).max(2000),
    industry: z.string().max(40).default(''),
    on: localDateSchema,
  }),
  response: z.object({
    verdict: z.enum(['major', 'general', 'unsure']),
    rows: z.array(criterionChoiceSchema.extend({ score: z.number() })),
    /** Whether a configured language model put them in order. */
    reranked: z.boolean(),
    caveats: z.array(z.string()),
  }),
});

export const compareSuggestions = contract({
  method: 'GET',
  url: '/api/hazard-suggestions',
  permission: 'hazard:analyse',
  summary: '判定建议与人的认定比对：按月的一致率，最近不一致的',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  response: z.object({
    months: z.array(
      z.object({
        month: z.string(),
        decided: z.int(),
        /** Verdict (major or not) and decision agree; `unsure` is counted apart. */
        agreed: z.int(),
        unsure: z.int(),
        /** Of those judged major with a criterion: it was proposed first, or among three. */
        withCode: z.int(),
        first: z.int(),
        three: z.int(),
      }),
    ),
    differing: z.array(
      z.object({
        hazardId: idSchema,
        number: z.string(),
        at: instantSchema,
        text: z.string(),
        verdict: z.enum(['major', 'general', 'unsure']),
        candidates: z.array(z.string()),
        status: z.enum(STATUSES),
        grade: z.enum(GRADES).nullable(),
        criterionCode: z.string().nullable(),
      }),
    ),
  }),
});
