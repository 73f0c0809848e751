import type { Writable } from 'node:stream';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type ReadColumns, writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { z } from 'zod';
import { type FieldName, fieldsSchema } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { IMPORT_ROWS_MAX } from '../domain/enterprise-import.contract.ts';
import { INDUSTRIES } from '../domain/industries.ts';

interface SheetColumn {
  readonly key: FieldName | 'division' | 'localNumber';
  readonly header: string;
  /** Words under which people's own lists carry it. */
  readonly aliases: readonly string[];
  readonly hint: string;
  readonly kind?: 'number';
}

/** The columns of a sheet of enterprises, in order. */
const COLUMNS: readonly SheetColumn[] = [
  { key: 'name', header: '单位名称', aliases: ['企业名称', '名称', '企业全称', '单位全称'], hint: '必填' },
  { key: 'creditCode', header: '统一社会信用代码', aliases: ['信用代码', '社会信用代码', '统一代码'], hint: '18 位' },
  { key: 'localNumber', header: '本地编号', aliases: ['编号'], hint: '更新无代码单位时填' },
  { key: 'kind', header: '单位类型', aliases: ['主体类型'], hint: '无代码的必填' },
  {
    key: 'division',
    header: '属地',
    aliases: ['所属乡镇', '所在乡镇', '乡镇', '行政区划', '村'],
    hint: '区划名称或代码',
  },
  { key: 'industry', header: '监管行业', aliases: ['行业', '行业领域'], hint: '见监管行业名称' },
  { key: 'industryCode', header: '国民经济行业代码', aliases: ['行业代码'], hint: 'GB/T 4754，如 C2614' },
  { key: 'status', header: '生产经营状态', aliases: ['状态', '经营状态'], hint: '留空为生产经营中' },
  { key: 'address', header: '地址', aliases: ['生产经营地址', '详细地址', '经营地址', '注册地址'], hint: '' },
  { key: 'longitude', header: '经度', aliases: [], hint: '', kind: 'number' },
  { key: 'latitude', header: '纬度', aliases: [], hint: '', kind: 'number' },
  { key: 'size', header: '企业规模', aliases: ['规模'], hint: '大型、中型、小型、微型' },
  { key: 'employees', header: '从业人员', aliases: ['职工人数', '从业人数', '人数'], hint: '', kind: 'number' },
  { key: 'principalName', header: '主要负责人', aliases: ['法定代表人', '负责人', '法人'], hint: '' },
  { key: 'principalPhone', header: '主要负责人电话', aliases: ['联系电话', '手机', '电话'], hint: '' },
  { key: 'controllerName', header: '实际控制人', aliases: [], hint: '' },
  { key: 'safetyManagerName', header: '安全管理人员', aliases: ['安全员', '安全负责人', '安全总监'], hint: '' },
  { key: 'safetyManagerPhone', header: '安全管理人员电话', aliases: ['安全员电话'], hint: '' },
  { key: 'safetyOrganisation', header: '安全管理机构', aliases: ['安全机构'], hint: '' },
  { key: 'supervisingBodyId', header: '行业主管部门', aliases: ['主管部门'], hint: '机构名称或简称' },
  { key: 'oversightBodyIds', header: '监管部门', aliases: ['监管单位'], hint: '多个用顿号隔开' },
];

/** The columns with schemas that know the county: names become codes and ids, faults stand at their cell. */
export async function sheetColumns(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<ReadColumns> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const divisionsOf = new Map<string, string[]>();
  for (const { code, name } of divisions) {
    for (const word of [code, name]) divisionsOf.set(word, [...(divisionsOf.get(word) ?? []), code]);
  }
  const bodyOf = new Map(bodies.flatMap(({ id, name, shortName }) => [[name, id] as const, [shortName, id] as const]));
  const schemas: Partial<Record<SheetColumn['key'], z.ZodType>> = {
    kind: oneOf(ENTERPRISE_KIND_NAMES, { 小微场所: 'smallSite', 小施工: 'smallWork', 小作业: 'smallWork' }),
    status: oneOf(ENTERPRISE_STATUS_NAMES, { 正常: 'operating', 停产: 'suspended', 关闭: 'closed' }),
    size: oneOf(ENTERPRISE_SIZE_NAMES),
    industry: oneOf(INDUSTRIES),
    localNumber: z.string(),
    division: z.string().transform((word, check) => {
      const codes = [...new Set(divisionsOf.get(word) ?? [])];
      const [code] = codes;
      if (code && codes.length === 1) return code;
      const message = code
        ? `有多个同名区划，请填 12 位代码：${codes.join('、')}`
        : '本县没有这个区划，请填名称或 12 位代码';
      return refuse(check, message);
    }),
    supervisingBodyId: z.string().transform((word, check) => bodyOf.get(word) ?? refuse(check, '本县没有这个机构')),
    oversightBodyIds: z.string().transform((text, check) => {
      const words = text.split(/[、，,；;\s]+/).filter((word) => word !== '');
      const unknown = words.filter((word) => !bodyOf.has(word));
      if (unknown.length > 0) return refuse(check, `本县没有这些机构：${unknown.join('、')}`);
      return [...new Set(words.map((word) => bodyOf.get(word) as string))];
    }),
  };
  return Object.fromEntries(
    COLUMNS.map(({ key, header, aliases, kind }) => {
      const schema = schemas[key] ?? (fieldsSchema.shape[key as FieldName] as z.ZodType);
      const bare = schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
      return [key, { header, aliases, ...(kind ? { kind } : {}), schema: key === 'name' ? bare : bare.optional() }];
    }),
  );
}

function refuse(check: { addIssue(issue: { code: 'custom'; message: string }): void }, message: string): never {
  check.addIssue({ code: 'custom', message });
  return z.NEVER;
}

/** A word of a closed list: its name, its code, or what people also call it. */
function oneOf(names: Readonly<Record<string, string>>, also: Readonly<Record<string, string>> = {}): z.ZodType {
  const codes = new Map(
    Object.entries(names).flatMap(([code, name]) => [[name, code] as const, [code, code] as const]),
  );
  for (const [word, code] of Object.entries(also)) codes.set(word, code);
  const choices = [...new Set(Object.values(names))].join('、');
  return z.string().transform((word, check) => codes.get(word) ?? refuse(check, `没有这一项，可填：${choices}`));
}

/** The empty sheet, each heading with what to fill in. */
export function writeImportTemplate(out: Writable): Promise<void> {
  return writeSheet(out, {
    title: '企业导入模板',
    note: `一行一家，每次至多 ${IMPORT_ROWS_MAX.toLocaleString('zh-CN')} 行；空格不改动已有内容。监管行业：${Object.values(INDUSTRIES).join('、')}`,
    columns: COLUMNS.map(({ header, hint }) => ({
      header: hint ? `${header}（${hint}）` : header,
      value: () => null,
      width: 20,
    })),
    rows: [],
  });
}
