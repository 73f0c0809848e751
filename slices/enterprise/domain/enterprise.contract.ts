import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  localDateSchema,
  many,
  optionalText,
  pageOf,
  pageQuery,
  text,
} from '@zhiben/platform/domain/contract.ts';
import { MOST_TICKED } from '@zhiben/platform/domain/ticked.ts';
import { z } from 'zod';
import {
  changesSchema,
  ENTERPRISE_KINDS,
  ENTERPRISE_SIZES,
  ENTERPRISE_STATUSES,
  FIELD_NAMES,
  fieldsSchema,
  identityFault,
} from './enterprise.fields.ts';
import { INDUSTRY_CODES } from './industries.ts';
import { paperRecordSchema } from './papers.contract.ts';

export const SUPERVISION_GRADES = ['A', 'B', 'C', 'D'] as const;
export type SupervisionGrade = (typeof SUPERVISION_GRADES)[number];

export const enterpriseRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  kind: z.enum(ENTERPRISE_KINDS),
  creditCode: z.string().nullable(),
  /** Where there is no credit code. */
  localNumber: z.string().nullable(),
  division: divisionCodeSchema,
  industry: z.string(),
  highRisk: z.boolean(),
  size: z.enum(ENTERPRISE_SIZES).nullable(),
  employees: z.int().nullable(),
  status: z.enum(ENTERPRISE_STATUSES),
  /** Names of divisions and bodies: `/api/divisions`, `/api/bodies`, which screens hold anyway. */
  supervisingBodyId: idSchema.nullable(),
  licenceUntil: localDateSchema.nullable(),
  insuredUntil: localDateSchema.nullable(),
  listedUntil: localDateSchema.nullable(),
  standardLevel: z.int().nullable(),
  supervisionGrade: z.enum(SUPERVISION_GRADES).nullable(),
  updatedAt: instantSchema,
});
export type EnterpriseRow = z.infer<typeof enterpriseRowSchema>;

export const ENTERPRISE_SORTS = ['name', 'employees', 'licence', 'insured', 'grade', 'updated'] as const;
export type EnterpriseSort = (typeof ENTERPRISE_SORTS)[number];
const sortSchema = z.enum(ENTERPRISE_SORTS.flatMap((sort) => [sort, `-${sort}` as const]));

const enterpriseFilter = {
  q: z.string().trim().max(60).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
  /** Section, division, group or class of GB/T 4754: all below it too. */
  industryCode: z
    .string()
    .regex(/^[A-T]\d{0,4}$/)
    .optional(),
  highRisk: z.enum(['true', 'false']).optional(),
  status: z.enum(ENTERPRISE_STATUSES).optional(),
  kind: z.enum(ENTERPRISE_KINDS).optional(),
  size: z.enum(ENTERPRISE_SIZES).optional(),
  grade: z.enum([...SUPERVISION_GRADES, 'none']).optional(),
  standard: z.enum(['1', '2', '3', 'none']).optional(),
  supervisingBodyId: idSchema.optional(),
  /** blind: no competent department on file 监管盲区. */
  oversight: z.enum(['blind', 'resolved']).optional(),
  licence: z.enum(['expired', 'expiring']).optional(),
  insurance: z.enum(['missing', 'valid']).optional(),
  listed: z.enum(['true']).optional(),
  /** Exactly these, as they were ticked. */
  ids: many(idSchema, MOST_TICKED).optional(),
};
export type EnterpriseFilter = z.output<z.ZodObject<typeof enterpriseFilter>>;

export const listEnterprises = contract({
  method: 'GET',
  url: '/api/enterprises',
  permission: 'enterprise:read',
  summary: '企业名录（可检索、筛选、排序）',
  query: z.object({ ...enterpriseFilter, ...pageQuery, sort: sortSchema.optional() }),
  response: pageOf(enterpriseRowSchema),
});

export const countEnterprises = contract({
  method: 'GET',
  url: '/api/enterprises/count',
  permission: 'enterprise:read',
  summary: '符合条件的企业数',
  query: z.object(enterpriseFilter),
  response: countSchema,
});

export const exportEnterprises = contract({
  method: 'GET',
  url: '/api/enterprises/export',
  permission: 'enterprise:export',
  summary: '导出企业名录（xlsx，留审计记录）',
  query: z.object({ ...enterpriseFilter, sort: sortSchema.optional() }),
  response: z.unknown(),
});

const fieldName = z.enum([...FIELD_NAMES, 'division']);
const changeSource = z.enum(['staff', 'enterprise', 'import', 'merge', 'transfer', 'system']);
/** Who wrote what a field says today, when, and on what ground. */
const originSchema = z.object({
  field: fieldName,
  source: changeSource,
  basis: z.string(),
  effectiveOn: localDateSchema,
  at: instantSchema,
  byName: z.string(),
});
export type FieldOrigin = z.infer<typeof originSchema>;

const proposalSchema = z.object({
  id: idSchema,
  changes: z.record(z.string(), z.unknown()),
  basis: z.string(),
  effectiveOn: localDateSchema,
  proposedAt: instantSchema,
  proposedByName: z.string(),
});

export const enterpriseSchema = enterpriseRowSchema.extend({
  industryCode: z.string().nullable(),
  address: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  principalName: z.string(),
  /** Masked for those who have no need of it. */
  principalPhone: z.string(),
  controllerName: z.string(),
  safetyManagerName: z.string(),
  safetyManagerPhone: z.string(),
  safetyOrganisation: z.string(),
  oversightBodyIds: z.array(idSchema),
  standardUntil: localDateSchema.nullable(),
  gradedOn: localDateSchema.nullable(),
  createdAt: instantSchema,
  enteredByName: z.string(),
  /** How the file was begun: where fields not among `origins` come from. */
  enteredSource: z.enum(['staff', 'enterprise', 'import', 'system']),
  /** Of each field that was written after the file was begun. */
  origins: z.array(originSchema),
  version: z.int(),
  papers: z.array(paperRecordSchema),
  /** Office bans that stand on somebody named as the principal is, decided in whatever file; for regulators alone. */
  bansOnPrincipal: z.array(
    paperRecordSchema.pick({ id: true, title: true, number: true, issuer: true, startsOn: true, endsOn: true }),
  ),
  /** What the enterprise asked for and nobody has decided. */
  proposal: proposalSchema.nullable(),
  /** Files that were merged into this one. */
  mergedIds: z.array(idSchema),
  /** Set when the address was that of a file merged into this one. */
  redirectedFrom: idSchema.nullable(),
  abilities: z.record(z.string(), z.boolean()),
});
export type Enterprise = z.infer<typeof enterpriseSchema>;

export const getEnterprise = contract({
  method: 'GET',
  url: '/api/enterprises/:id',
  permission: 'enterprise:read',
  summary: '企业档案（已合并的档案转到保留的档案）',
  params: z.object({ id: idSchema }),
  response: enterpriseSchema,
});

export const newEnterpriseSchema = fieldsSchema
  .extend({ id: idSchema, division: divisionCodeSchema })
  .partial({
    status: true,
    highRisk: true,
    industryCode: true,
    creditCode: true,
    longitude: true,
    latitude: true,
    size: true,
    employees: true,
    supervisingBodyId: true,
    oversightBodyIds: true,
  })
  .superRefine(({ kind, creditCode = null }, check) => {
    const fault = identityFault({ kind, creditCode });
    if (fault) check.addIssue({ code: 'custom', path: ['creditCode'], message: fault });
  });

export const createEnterprise = contract({
  method: 'POST',
  url: '/api/enterprises',
  permission: 'enterprise:enter',
  summary: '登记企业或无统一社会信用代码的小单位',
  body: newEnterpriseSchema,
  response: enterpriseSchema,
});

/** Who says so and since when: both stand beside each changed field for ever. */
export const groundSchema = { basis: optionalText(200), effectiveOn: localDateSchema };

export const editEnterprise = contract({
  method: 'POST',
  url: '/api/enterprises/:id/edit',
  permission: 'enterprise:edit',
  summary: '修改档案（企业改动的部分项目须经监管部门确认）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, version: z.int(), changes: changesSchema, ...groundSchema }),
  response: enterpriseSchema,
});

export const decideProposal = contract({
  method: 'POST',
  url: '/api/enterprises/:id/proposals/:proposalId/decide',
  permission: 'enterprise:enter',
  summary: '确认或退回企业申报的变更',
  params: z.object({ id: idSchema, proposalId: idSchema }),
  body: z
    .object({ commandId: idSchema, confirm: z.boolean(), reason: optionalText(200) })
    .refine(({ confirm, reason }) => confirm || reason !== '', { path: ['reason'], message: '退回须写明理由' }),
  response: enterpriseSchema,
});

export const transferEnterprise = contract({
  method: 'POST',
  url: '/api/enterprises/:id/transfer',
  permission: 'enterprise:enter',
  summary: '变更属地（迁移到另一乡镇或村）',
  params: z.object({ id: idSchema }),
  body: z.object({
    commandId: idSchema,
    version: z.int(),
    division: divisionCodeSchema,
    reason: text(200),
    effectiveOn: localDateSchema,
  }),
  /** The file may now lie outside the scope of who moved it, so it is not in the answer. */
  response: z.object({ id: idSchema, openHazards: z.int(), exact: z.boolean() }),
});

export const changeSchema = originSchema.extend({
  id: idSchema,
  label: z.string(),
  /** In words; personal data masked for those who have no need of it. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type EnterpriseChange = z.infer<typeof changeSchema>;

export const listEnterpriseChanges = contract({
  method: 'GET',
  url: '/api/enterprises/:id/changes',
  permission: 'enterprise:read',
  summary: '档案变更历史（每项由谁何时凭什么改动；可只看一项）',
  params: z.object({ id: idSchema }),
  query: z.object({ ...pageQuery, field: fieldName.optional() }),
  response: pageOf(changeSchema),
});
