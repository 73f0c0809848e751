import { contract, idSchema, instantSchema, pageOf, pageQuery } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

const companySchema = z.object({
  id: z.string(),
  companyCode: z.string(),
  enterpriseId: idSchema,
  enterpriseName: z.string(),
  setAt: instantSchema,
  setByName: z.string(),
});
export type Company = z.infer<typeof companySchema>;

export const listCompanies = contract({
  method: 'GET',
  url: '/api/exchange/companies',
  permission: 'exchange:read',
  summary: '企业编码（9 位）与企业的对应',
  query: z.object({ q: z.string().trim().max(60).optional(), ...pageQuery }),
  response: pageOf(companySchema),
});

export const setCompany = contract({
  method: 'POST',
  url: '/api/exchange/companies',
  permission: 'exchange:configure',
  summary: '登记企业编码与企业的对应；enterpriseId 为空时取消',
  body: z.object({
    commandId: idSchema,
    companyCode: z
      .string()
      .trim()
      .regex(/^[0-9A-Za-z]{9}$/, '应为 9 位数字或字母'),
    enterpriseId: idSchema.nullable(),
  }),
  response: z.object({ companyCode: z.string() }),
});
