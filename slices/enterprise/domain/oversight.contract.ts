import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { INDUSTRY_CODES } from './industries.ts';

export const DUTIES = ['competent', 'oversight', 'none'] as const;
export type Duty = (typeof DUTIES)[number];
export const DUTY_NAMES: Record<Duty, string> = { competent: '行业主管', oversight: '监管', none: '不承担' };

const cellSchema = z.object({
  bodyId: idSchema,
  /** `none` only where a duty was taken away by decision, or a file names a body that has none. */
  duty: z.enum(DUTIES),
  source: z.string(),
  /** Set by hand, or taken from the industries of the body. */
  isSet: z.boolean(),
  /** Files of the industry that name the body as competent. */
  enterprises: z.int(),
});

const industryRow = z.object({
  industry: z.enum(INDUSTRY_CODES),
  enterprises: z.int(),
  /** Files of the industry without a competent department. */
  blind: z.int(),
  cells: z.array(cellSchema),
  /** hole: nobody is competent; overlap: several are; mismatch: files name a body without the duty. */
  faults: z.array(z.enum(['hole', 'overlap', 'mismatch'])),
});
export type MatrixRow = z.infer<typeof industryRow>;
export type MatrixCell = z.infer<typeof cellSchema>;

export const getMatrix = contract({
  method: 'GET',
  url: '/api/enterprise-duties',
  permission: 'enterprise:survey',
  summary: '责任矩阵：行业 × 部门，含空白、重叠和监管盲区',
  response: z.object({ rows: z.array(industryRow), blind: z.int(), fixable: z.int(), asOf: instantSchema }),
});

export const exportMatrix = contract({
  method: 'GET',
  url: '/api/enterprise-duties/export',
  permission: 'enterprise:survey',
  summary: '导出责任矩阵（xlsx）',
  response: z.unknown(),
});

export const setDuty = contract({
  method: 'POST',
  url: '/api/enterprise-duties',
  permission: 'enterprise:oversee',
  summary: '确定部门对行业的职责（写明依据）',
  body: z.object({
    commandId: idSchema,
    industry: z.enum(INDUSTRY_CODES),
    bodyId: idSchema,
    duty: z.enum(DUTIES, '请选择职责'),
    source: text(200),
  }),
  response: z.object({ saved: z.boolean() }),
});

export const fillBlindSpots = contract({
  method: 'POST',
  url: '/api/enterprise-duties/fill',
  permission: 'enterprise:oversee',
  summary: '按责任矩阵一键补齐主管部门（只补有唯一主管部门的行业）',
  body: z.object({ commandId: idSchema, industry: z.enum(INDUSTRY_CODES).nullable().default(null) }),
  response: z.object({ filled: z.int() }),
});
