import { idSchema, optionalText, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { creditCodeFault } from './credit-code.rules.ts';
import { INDUSTRY_CODES } from './industries.ts';
import { readIndustryCode } from './industry-classes.ts';

export const ENTERPRISE_STATUSES = ['operating', 'suspended', 'closed'] as const;
/** registered: has a unified social credit code; smallSite: a small place without one; smallWork: 小施工小作业. */
export const ENTERPRISE_KINDS = ['registered', 'smallSite', 'smallWork'] as const;
export const ENTERPRISE_SIZES = ['large', 'medium', 'small', 'micro'] as const;

const creditCode = z.string().superRefine((code, check) => {
  const fault = creditCodeFault(code);
  if (fault) check.addIssue({ code: 'custom', message: fault });
});

/** The fields of a file that people write; division is moved by a transfer, papers have records of their own. */
export const fieldsSchema = z.object({
  name: text(120),
  kind: z.enum(ENTERPRISE_KINDS, '请选择单位类型'),
  creditCode: creditCode.nullable(),
  status: z.enum(ENTERPRISE_STATUSES, '请选择状态'),
  industry: z.enum(INDUSTRY_CODES, '请选择监管行业'),
  industryCode: z
    .string()
    .regex(/^[A-T](\d{2,4})?$/, '应为 GB/T 4754 的门类字母加 2 至 4 位数字，如 C26 或 C2614')
    .refine((code) => readIndustryCode(code) === code, 'GB/T 4754 没有这个大类，或门类字母不符，请核对')
    .nullable(),
  highRisk: z.boolean(),
  address: optionalText(200),
  longitude: z.number('应为数字').min(73, '经度应在 73 至 136 之间').max(136, '经度应在 73 至 136 之间').nullable(),
  latitude: z.number('应为数字').min(3, '纬度应在 3 至 54 之间').max(54, '纬度应在 3 至 54 之间').nullable(),
  size: z.enum(ENTERPRISE_SIZES).nullable(),
  employees: z.int('应为整数').min(0, '不能为负数').max(1_000_000, '人数过大').nullable(),
  principalName: optionalText(40),
  principalPhone: optionalText(20),
  controllerName: optionalText(60),
  safetyManagerName: optionalText(40),
  safetyManagerPhone: optionalText(20),
  safetyOrganisation: optionalText(80),
  supervisingBodyId: idSchema.nullable(),
  oversightBodyIds: z.array(idSchema).max(10),
});
export type EnterpriseFields = z.infer<typeof fieldsSchema>;
export type FieldName = keyof EnterpriseFields;
export const FIELD_NAMES = Object.keys(fieldsSchema.shape) as FieldName[];

/** Of a change: only what is given changes. The defaults of `optionalText` must not blank what was left out. */
export const changesSchema = z
  .object(
    Object.fromEntries(
      Object.entries(fieldsSchema.shape).map(([name, field]) => [
        name,
        (field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field).optional(),
      ]),
    ),
  )
  .transform((given) =>
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  ) as unknown as z.ZodType<Partial<EnterpriseFields>, Partial<EnterpriseFields>>;

export const SECTIONS = {
  identity: '身份',
  place: '地点',
  scale: '规模',
  people: '责任人',
  oversight: '监管归属',
} as const;
export type Section = keyof typeof SECTIONS;

/**
 * What the enterprise itself may do with a field: write it at once, ask for it (a regulator confirms, since law or
 * oversight hang on it), or not at all.
 */
type OwnRight = 'direct' | 'confirm' | 'none';

interface FieldRule {
  readonly label: string;
  readonly section: Section;
  readonly byEnterprise: OwnRight;
  /** Personal data: shown only to those who need it, masked in the history too (个人信息保护法 第6条). */
  readonly personal?: true;
}

export const FIELD_RULES: Readonly<Record<FieldName, FieldRule>> = {
  name: { label: '单位名称', section: 'identity', byEnterprise: 'confirm' },
  kind: { label: '单位类型', section: 'identity', byEnterprise: 'none' },
  creditCode: { label: '统一社会信用代码', section: 'identity', byEnterprise: 'confirm' },
  status: { label: '生产经营状态', section: 'identity', byEnterprise: 'confirm' },
  industry: { label: '监管行业', section: 'identity', byEnterprise: 'confirm' },
  industryCode: { label: '国民经济行业代码', section: 'identity', byEnterprise: 'confirm' },
  highRisk: { label: '高危行业', section: 'identity', byEnterprise: 'none' },
  address: { label: '地址', section: 'place', byEnterprise: 'direct' },
  longitude: { label: '经度', section: 'place', byEnterprise: 'direct' },
  latitude: { label: '纬度', section: 'place', byEnterprise: 'direct' },
  size: { label: '企业规模', section: 'scale', byEnterprise: 'direct' },
  employees: { label: '从业人员', section: 'scale', byEnterprise: 'direct' },
  principalName: { label: '主要负责人', section: 'people', byEnterprise: 'confirm' },
  principalPhone: { label: '主要负责人电话', section: 'people', byEnterprise: 'direct', personal: true },
  controllerName: { label: '实际控制人', section: 'people', byEnterprise: 'confirm' },
  safetyManagerName: { label: '安全管理人员', section: 'people', byEnterprise: 'direct' },
  safetyManagerPhone: { label: '安全管理人员电话', section: 'people', byEnterprise: 'direct', personal: true },
  safetyOrganisation: { label: '安全管理机构', section: 'people', byEnterprise: 'direct' },
  supervisingBodyId: { label: '行业主管部门', section: 'oversight', byEnterprise: 'none' },
  oversightBodyIds: { label: '监管部门', section: 'oversight', byEnterprise: 'none' },
};

/** What an entity must be known by: a registered one by its code, another by its local number (given by the system). */
export function identityFault(fields: Pick<EnterpriseFields, 'kind' | 'creditCode'>): string | null {
  if (fields.kind === 'registered' && fields.creditCode === null)
    return '有营业执照的单位须填统一社会信用代码；没有代码的，单位类型请选小微场所或小施工小作业';
  if (fields.kind !== 'registered' && fields.creditCode !== null) return '有统一社会信用代码的，单位类型请选“登记单位”';
  return null;
}

/** The part of `given` that differs from what is on file. */
export function realChanges(
  file: Readonly<Record<string, unknown>>,
  given: Partial<EnterpriseFields>,
): Partial<EnterpriseFields> {
  const changed = Object.entries(given).filter(
    ([field, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(file[field] ?? null),
  );
  return Object.fromEntries(changed);
}

/** What the enterprise asked for, by what becomes of it. */
export function splitOwnChanges(changes: Partial<EnterpriseFields>): {
  readonly direct: Partial<EnterpriseFields>;
  readonly toConfirm: Partial<EnterpriseFields>;
  readonly forbidden: readonly FieldName[];
} {
  const by = (right: OwnRight) =>
    Object.entries(changes).filter(([field]) => FIELD_RULES[field as FieldName].byEnterprise === right);
  return {
    direct: Object.fromEntries(by('direct')),
    toConfirm: Object.fromEntries(by('confirm')),
    forbidden: by('none').map(([field]) => field as FieldName),
  };
}
