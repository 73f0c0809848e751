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
import { INDUSTRY_CODES } from '@zhiben/slices/enterprise/domain';
import { z } from 'zod';
import { FIGURE_CODES, MANNERS, STATEMENT_GROUPS } from './statement.rules.ts';

export const monthSchema = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, '月份应为 2026-11 的形式');

const row = z.object({
  /** `<enterprise>.<month>`: the address of the month, whether it was confirmed or not. */
  id: z.string(),
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  division: z.string(),
  industry: z.string(),
  month: monthSchema,
  version: z.int(),
  isZero: z.boolean(),
  isLate: z.boolean(),
  dueOn: localDateSchema.nullable(),
  confirmedAt: instantSchema.nullable(),
  confirmedByName: z.string(),
  found: z.int().nullable(),
  open: z.int().nullable(),
  overdue: z.int().nullable(),
  /** Of departments, and whether the employees were told. */
  receipts: z.int(),
  told: z.boolean(),
});
export type StatementRow = z.infer<typeof row>;

const filter = {
  group: z.enum(STATEMENT_GROUPS).default('filed'),
  /** `missing` is of one month: the last one when none is given. */
  month: monthSchema.optional(),
  q: z.string().trim().max(60).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
  enterpriseId: idSchema.optional(),
};

export const listStatements = contract({
  method: 'GET',
  url: '/api/statements',
  permission: 'screening:read',
  summary: '隐患排查治理情况月报告（含应报未报的企业）',
  query: z.object({ ...filter, ...pageQuery }),
  response: pageOf(row),
});

export const countStatements = contract({
  method: 'GET',
  url: '/api/statements/count',
  permission: 'screening:read',
  summary: '月报告的数量',
  query: z.object(filter),
  response: countSchema,
});

const receiptSchema = z.object({
  id: idSchema,
  party: z.enum(['department', 'employees']),
  partyName: z.string(),
  manner: z.enum(MANNERS).nullable(),
  heldOn: localDateSchema.nullable(),
  note: z.string(),
  receivedAt: instantSchema,
  receivedByName: z.string(),
});

const statementSchema = row.extend({
  figures: z.array(
    z.object({
      code: z.enum(FIGURE_CODES as [string, ...string[]]),
      label: z.string(),
      unit: z.string(),
      value: z.int().nullable(),
      said: z.string(),
      path: z.string().nullable(),
    }),
  ),
  words: z.string(),
  /** Not signed: computed now from the records. */
  isDraft: z.boolean(),
  amendsBecause: z.string().nullable(),
  source: z.string(),
  versions: z.array(
    z.object({
      id: idSchema,
      version: z.int(),
      confirmedAt: instantSchema,
      confirmedByName: z.string(),
      amendsBecause: z.string().nullable(),
    }),
  ),
  receiptList: z.array(receiptSchema),
  abilities: z.record(z.string(), z.boolean()),
});
export type Statement = z.infer<typeof statementSchema>;

const at = { params: z.object({ enterpriseId: idSchema, month: monthSchema }) };

export const getStatement = contract({
  method: 'GET',
  url: '/api/statements/:enterpriseId/:month',
  permission: 'screening:read',
  summary: '一个月的报告；未确认时为按记录计算的草稿（仅本企业可见）',
  ...at,
  query: z.object({
    version: z.coerce.number().int().min(1).optional(),
    /** The figures as the records are now, to amend what was confirmed. */
    fresh: z.literal('true').optional(),
  }),
  response: statementSchema,
});

export const confirmStatement = contract({
  method: 'POST',
  url: '/api/statements/:enterpriseId/:month',
  permission: 'screening:state',
  summary: '确认月报告（零报告同样有效）；已确认的作为新版本更正',
  ...at,
  body: z.object({
    id: idSchema,
    words: text(2000),
    amends: z.int().min(0).default(0),
    because: z.string().trim().max(200).default(''),
    /** The figures as the person saw them; if the records moved meanwhile, nothing is signed. */
    seen: z.record(z.string(), z.int().nullable()),
  }),
  response: z.object({ id: idSchema, version: z.int() }),
});

export const receiveStatement = contract({
  method: 'POST',
  url: '/api/statements/:enterpriseId/:month/receipt',
  permission: 'screening:receive',
  summary: '监管部门签收月报告',
  ...at,
  body: z.object({ id: idSchema, version: z.int().min(1), note: optionalText(300) }),
  response: z.object({ id: idSchema }),
});

export const tellEmployees = contract({
  method: 'POST',
  url: '/api/statements/:enterpriseId/:month/employees',
  permission: 'screening:state',
  summary: '登记向职工大会、职代会通报或公示的情况',
  ...at,
  body: z.object({
    id: idSchema,
    version: z.int().min(1),
    manner: z.enum(MANNERS),
    heldOn: localDateSchema,
    note: optionalText(300),
    files: z.array(idSchema).max(9).default([]),
  }),
  response: z.object({ id: idSchema }),
});

export const getStatementDocx = contract({
  method: 'GET',
  url: '/api/statements/:enterpriseId/:month/docx',
  permission: 'screening:read',
  summary: '月报告公文（docx）',
  ...at,
  response: z.unknown(),
});
