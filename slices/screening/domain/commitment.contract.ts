import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import type { CommitmentCounts, Difference } from './commitment.rules.ts';
import { COMMITMENT_GROUPS, COUNT_NAMES, type CountName, FLAG_NAMES, type FlagName } from './commitment.terms.ts';

const each = <K extends string, T extends z.ZodType>(names: Readonly<Record<K, string>>, item: T) =>
  Object.fromEntries(Object.keys(names).map((name) => [name, item])) as unknown as Record<K, T>;

export const commitmentCountsSchema = z.object({
  ...each<CountName, z.ZodInt>(COUNT_NAMES, z.int('应为整数').min(0, '不能为负').max(9999, '数字过大，请核对')),
  ...each<FlagName, z.ZodBoolean>(FLAG_NAMES, z.boolean()),
}) as z.ZodType<CommitmentCounts>;

const differenceSchema = z.object({
  code: z.enum(['openMajor', 'overdue', 'missed', 'suspended', 'parked', 'installations']),
  sentence: z.string(),
  path: z.string().nullable(),
}) as z.ZodType<Difference>;

const deputySchema = z.object({
  id: idSchema,
  userId: idSchema,
  userName: z.string(),
  reason: z.string(),
  until: localDateSchema,
});
export type Deputy = z.infer<typeof deputySchema>;

/** Today's form, as it stands before signing. */
export const getCommitmentDraft = contract({
  method: 'GET',
  url: '/api/commitments/draft',
  permission: 'screening:commit',
  summary: '今天的安全承诺（沿用上一次填写，附与当天记录的核对）',
  response: z.object({
    day: localDateSchema,
    enterpriseId: idSchema,
    enterpriseName: z.string(),
    /** The one signed last, on whatever day; null for the first ever. */
    last: z
      .object({
        id: idSchema,
        day: localDateSchema,
        version: z.int(),
        counts: commitmentCountsSchema,
        words: z.string(),
        isPublic: z.boolean(),
      })
      .nullable(),
    counts: commitmentCountsSchema,
    words: z.string(),
    isPublic: z.boolean(),
    differences: z.array(differenceSchema),
    /** Null where the county does not ask it of this enterprise. */
    dueAt: instantSchema.nullable(),
    source: z.string(),
    signedAs: z.enum(['principal', 'deputy']).nullable(),
    deputy: deputySchema.nullable(),
    /** Who may be named; empty for those who may not name. */
    people: z.array(z.object({ id: idSchema, name: z.string() })),
    abilities: z.record(z.string(), z.boolean()),
  }),
});

export const signCommitment = contract({
  method: 'POST',
  url: '/api/commitments',
  permission: 'screening:commit',
  summary: '签署今天的安全承诺；当天已有的作为新版本更正',
  body: z.object({
    id: idSchema,
    counts: commitmentCountsSchema,
    words: text(600),
    isPublic: z.boolean(),
    /** The version that this one amends; 0 for the first of the day. */
    amends: z.int().min(0).default(0),
    /** Needed for an amendment. */
    because: z.string().trim().max(200).default(''),
  }),
  response: z.object({ id: idSchema, day: localDateSchema, version: z.int() }),
});

export const nameDeputy = contract({
  method: 'POST',
  url: '/api/commitments/deputy',
  permission: 'screening:appoint',
  summary: '主要负责人委托他人签署安全承诺，或收回委托',
  body: z.object({
    commandId: idSchema,
    /** Null takes the present one back. */
    userId: idSchema.nullable(),
    reason: z.string().trim().max(200).default(''),
    until: localDateSchema.nullable().default(null),
  }),
  response: z.object({ deputy: deputySchema.nullable() }),
});

const row = z.object({
  /** Of the commitment; of the enterprise where there is none. */
  id: idSchema,
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: z.string(),
  industry: z.string(),
  day: localDateSchema,
  version: z.int(),
  /** Null where it is missing. */
  signedAt: instantSchema.nullable(),
  signedByName: z.string(),
  signedAs: z.enum(['principal', 'deputy']).nullable(),
  isLate: z.boolean(),
  dueAt: instantSchema.nullable(),
  summary: z.string(),
  differences: z.int(),
});
export type CommitmentRow = z.infer<typeof row>;

const filter = {
  group: z.enum(COMMITMENT_GROUPS).default('signed'),
  /** `missing` is of one day: today when none is given. */
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
  q: z.string().trim().max(60).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
  enterpriseId: idSchema.optional(),
};

export const listCommitments = contract({
  method: 'GET',
  url: '/api/commitments',
  permission: 'screening:read',
  summary: '安全承诺公告（含应承诺而未承诺的企业）',
  query: z.object({ ...filter, ...pageQuery }),
  response: pageOf(row),
});

export const countCommitments = contract({
  method: 'GET',
  url: '/api/commitments/count',
  permission: 'screening:read',
  summary: '安全承诺公告的数量',
  query: z.object(filter),
  response: countSchema,
});

const commitmentSchema = row.extend({
  counts: commitmentCountsSchema,
  words: z.string(),
  isPublic: z.boolean(),
  deputyReason: z.string().nullable(),
  amendsBecause: z.string().nullable(),
  /** As shown to whoever signed. */
  told: z.array(differenceSchema),
  /** The same day's records as they are now; may have grown since. */
  now: z.array(differenceSchema),
  versions: z.array(
    z.object({
      id: idSchema,
      version: z.int(),
      signedAt: instantSchema,
      signedByName: z.string(),
      amendsBecause: z.string().nullable(),
    }),
  ),
  abilities: z.record(z.string(), z.boolean()),
});
export type Commitment = z.infer<typeof commitmentSchema>;

export const getCommitment = contract({
  method: 'GET',
  url: '/api/commitments/:id',
  permission: 'screening:read',
  summary: '一份安全承诺公告及各版本',
  params: z.object({ id: idSchema }),
  response: commitmentSchema,
});

/** What everybody may read: no person but the one who answers for it, and only where the enterprise wants it. */
export const getPublicCommitment = contract({
  method: 'GET',
  url: '/api/public/commitments/:enterpriseId',
  permission: null,
  perMinute: 120,
  summary: '企业公开的最近一份安全承诺（无需登录）',
  params: z.object({ enterpriseId: idSchema }),
  response: z.object({
    enterpriseName: z.string(),
    day: localDateSchema,
    isToday: z.boolean(),
    counts: commitmentCountsSchema,
    words: z.string(),
    signedByName: z.string(),
    signedAs: z.enum(['principal', 'deputy']),
    signedAt: instantSchema,
  }),
});
