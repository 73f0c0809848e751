import type { Readable } from 'node:stream';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type ReadColumns, streamSheet } from '@zhiben/platform/server/excel/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { z } from 'zod';
import { type FieldName, fieldsSchema } from '../domain/enterprise.fields.ts';
import { ENTERPRISE_KIND_NAMES, ENTERPRISE_SIZE_NAMES, ENTERPRISE_STATUS_NAMES } from '../domain/enterprise.terms.ts';
import { IMPORT_ROWS_MAX } from '../domain/enterprise-import.contract.ts';
import { columnsOfSheet, type SheetColumnKey } from '../domain/enterprise-sheet.ts';
import { INDUSTRIES } from '../domain/industries.ts';

/** The columns with schemas that know the county: names become codes and ids, faults stand at their cell. */
export async function sheetColumns(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<ReadColumns> {
  const [divisions, bodies] = await Promise.all([listDivisions(ctx), listBodies(ctx)]);
  const divisionsOf = new Map<string, string[]>();
  for (const { code, name } of divisions) {
    for (const word of [code, name]) divisionsOf.set(word, [...(divisionsOf.get(word) ?? []), code]);
  }
  const bodyOf = new Map(bodies.flatMap(({ id, name, shortName }) => [[name, id] as const, [shortName, id] as const]));
  const schemas: Partial<Record<SheetColumnKey, z.ZodType>> = {
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
    columnsOfSheet().map(({ key, label, words, kind }) => {
      const schema = schemas[key] ?? (fieldsSchema.shape[key as FieldName] as z.ZodType);
      const bare = schema instanceof z.ZodDefault ? (schema.unwrap() as z.ZodType) : schema;
      return [
        key,
        { header: label, aliases: words, ...(kind ? { kind } : {}), schema: key === 'name' ? bare : bare.optional() },
      ];
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
export function importTemplate(): Readable {
  return streamSheet({
    title: '企业导入模板',
    note: `一行一家，每次至多 ${IMPORT_ROWS_MAX.toLocaleString('zh-CN')} 行；空格不改动已有内容。监管行业：${Object.values(INDUSTRIES).join('、')}`,
    columns: columnsOfSheet().map(({ label, hint }) => ({
      header: hint ? `${label}（${hint}）` : label,
      value: () => null,
      width: 20,
    })),
    rows: [],
  });
}
