import {
  contract,
  countSchema,
  divisionCodeSchema,
  idSchema,
  instantSchema,
  pageOf,
  pageQuery,
} from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { INDUSTRY_CODES } from './industries.ts';

export const ENTERPRISE_STATUSES = ['operating', 'suspended', 'closed'] as const;

export const enterpriseRowSchema = z.object({
  id: idSchema,
  name: z.string(),
  creditCode: z.string().nullable(),
  division: divisionCodeSchema,
  industry: z.string(),
  highRisk: z.boolean(),
  employees: z.int().nullable(),
  status: z.enum(ENTERPRISE_STATUSES),
  /** Names of divisions and bodies: `/api/divisions`, `/api/bodies`, which screens hold anyway. */
  supervisingBodyId: idSchema.nullable(),
});
export type EnterpriseRow = z.infer<typeof enterpriseRowSchema>;

const enterpriseFilter = {
  q: z.string().trim().max(60).optional(),
  division: divisionCodeSchema.optional(),
  industry: z.enum(INDUSTRY_CODES).optional(),
  highRisk: z.enum(['true', 'false']).optional(),
  status: z.enum(ENTERPRISE_STATUSES).optional(),
};

export const listEnterprises = contract({
  method: 'GET',
  url: '/api/enterprises',
  permission: 'enterprise:read',
  summary: '企业名录（按名称排序，可检索）',
  query: z.object({ ...enterpriseFilter, ...pageQuery }),
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

export const enterpriseSchema = enterpriseRowSchema.extend({
  address: z.string(),
  longitude: z.number().nullable(),
  latitude: z.number().nullable(),
  principalName: z.string(),
  /** Masked for those who have no need of it. */
  principalPhone: z.string(),
  controllerName: z.string(),
  createdAt: instantSchema,
  version: z.int(),
});
export type Enterprise = z.infer<typeof enterpriseSchema>;

export const getEnterprise = contract({
  method: 'GET',
  url: '/api/enterprises/:id',
  permission: 'enterprise:read',
  summary: '企业档案',
  params: z.object({ id: idSchema }),
  response: enterpriseSchema,
});
