import { contract, idSchema, pageOf, pageQuery } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { typeSchema } from './contract-parts.ts';
import { OFFICIAL_TYPES } from './official/index.ts';

export const exportRecords = contract({
  method: 'GET',
  url: '/api/exchange/export',
  permission: 'exchange:export',
  summary: '导出官方记录（JSON 行，签名；可从上次的位置接着导出）',
  query: z.object({
    types: z
      .string()
      .optional()
      .transform((list) => (list ? list.split(',') : [...OFFICIAL_TYPES]))
      .pipe(z.array(typeSchema)),
    since: z.string().max(8000).optional(),
  }),
  response: z.unknown(),
});

export const exportOwn = contract({
  method: 'GET',
  url: '/api/exchange/own',
  permission: 'exchange:export-own',
  summary: '导出本企业的官方记录（xlsx 每类一张表，或 JSON 行）',
  query: z.object({ format: z.enum(['xlsx', 'jsonl']).default('xlsx') }),
  response: z.unknown(),
});

/** held: goes out · withoutCode: would, if the enterprise had a code · kept: of others · unreported: hangs on nothing. */
export const HOLDING_STATES = ['held', 'withoutCode', 'kept', 'unreported'] as const;
export type HoldingState = (typeof HOLDING_STATES)[number];

/** Counted no further than a bound; beyond, `exact` is false. */
const boundedSchema = z.object({ count: z.int(), exact: z.boolean() });
const holdingSchema = z.object({
  type: typeSchema,
  held: boundedSchema,
  withoutCode: boundedSchema,
  kept: boundedSchema,
  /** Only of tasks: those none of whose items checks a measure. */
  unreported: boundedSchema.nullable(),
  /** Records that targets received, each time they were sent. */
  sent: z.int(),
});
export type Holding = z.infer<typeof holdingSchema>;

export const getHoldings = contract({
  method: 'GET',
  url: '/api/exchange/holdings',
  permission: 'exchange:read',
  summary: '八类记录：可报送、缺企业编码、收到保存、没有依托不报送、已报送',
  response: z.object({
    rows: z.array(holdingSchema),
    /** Items of the checklists of tasks in force, and those of them that check no measure. */
    items: z.object({ all: z.int(), unmeasured: z.int() }),
  }),
});

const heldRecordSchema = z.object({
  /** Of the official record, followed by the path of the page on which it stands with us. */
  id: z.string(),
  type: typeSchema,
  enterpriseId: idSchema.nullable(),
  enterpriseName: z.string(),
  title: z.string(),
});
export type HeldRecord = z.infer<typeof heldRecordSchema>;

export const listHeldRecords = contract({
  method: 'GET',
  url: '/api/exchange/records',
  permission: 'exchange:read',
  summary: '一类记录的清单（按变化先后）',
  query: z.object({
    type: typeSchema.default('riskUnit'),
    state: z.enum(HOLDING_STATES).default('held'),
    ...pageQuery,
  }),
  response: pageOf(heldRecordSchema),
});
