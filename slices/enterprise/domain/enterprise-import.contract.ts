import { contract, idSchema, instantSchema, pageQuery } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { SHEET_COLUMN_KEYS } from './enterprise-sheet.ts';

/** One import takes this many rows. */
export const IMPORT_ROWS_MAX = 50_000;
export const IMPORT_STATES = ['checking', 'mapping', 'checked', 'applying', 'applied', 'failed'] as const;
export const IMPORT_STATE_NAMES: Record<(typeof IMPORT_STATES)[number], string> = {
  checking: '正在核对',
  mapping: '待对应各列',
  checked: '待确认导入',
  applying: '正在导入',
  applied: '已导入',
  failed: '未能导入',
};
export const IMPORT_OUTCOMES = ['new', 'changed', 'same', 'bad'] as const;
export const IMPORT_OUTCOME_NAMES: Record<(typeof IMPORT_OUTCOMES)[number], string> = {
  new: '新建',
  changed: '有变更',
  same: '无变化',
  bad: '有误',
};

const mappingSchema = z.partialRecord(z.enum(SHEET_COLUMN_KEYS), z.int().min(0).max(200));

export const importSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  state: z.enum(IMPORT_STATES),
  /** Of the sheet, and what stands in its first row below; empty until it was opened. */
  headers: z.array(z.string().nullable()),
  samples: z.array(z.string().nullable()),
  mapping: mappingSchema,
  /** Rows as the sheet says of itself, blank ones too; null where it does not. */
  rowsAbout: z.int().nullable(),
  readRows: z.int(),
  newRows: z.int(),
  changedRows: z.int(),
  sameRows: z.int(),
  badRows: z.int(),
  appliedRows: z.int(),
  /** Rows that no longer fit when they were entered: somebody was quicker. */
  overtakenRows: z.int(),
  problem: z.string(),
  startedAt: instantSchema,
  endedAt: instantSchema.nullable(),
});
export type EnterpriseImport = z.infer<typeof importSchema>;

export const getImportTemplate = contract({
  method: 'GET',
  url: '/api/enterprise-imports/template',
  permission: 'enterprise:import',
  summary: '企业导入模板（xlsx）',
  response: z.unknown(),
});

export const startImport = contract({
  method: 'POST',
  url: '/api/enterprise-imports',
  permission: 'enterprise:import',
  summary: '上传企业表格并在后台核对（multipart/form-data，一个 file；核对不写入档案）',
  query: z.object({ id: idSchema }),
  response: importSchema,
});

export const listImports = contract({
  method: 'GET',
  url: '/api/enterprise-imports',
  permission: 'enterprise:import',
  summary: '本人最近的导入',
  response: z.object({ rows: z.array(importSchema) }),
});

export const getImport = contract({
  method: 'GET',
  url: '/api/enterprise-imports/:id',
  permission: 'enterprise:import',
  summary: '一次导入的进度和结果',
  params: z.object({ id: idSchema }),
  response: importSchema,
});

const importRowSchema = z.object({
  id: z.string(),
  row: z.int(),
  outcome: z.enum(IMPORT_OUTCOMES),
  name: z.string(),
  enterpriseId: idSchema.nullable(),
  /** In words, with what stands on file now. */
  changes: z.array(z.object({ label: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
  faults: z.array(z.object({ path: z.string(), message: z.string() })),
  state: z.enum(['waiting', 'applied', 'overtaken']),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const listImportRows = contract({
  method: 'GET',
  url: '/api/enterprise-imports/:id/rows',
  permission: 'enterprise:import',
  summary: '导入的逐行结果',
  params: z.object({ id: idSchema }),
  query: z.object({ ...pageQuery, outcome: z.enum(IMPORT_OUTCOMES).default('bad') }),
  response: z.object({ rows: z.array(importRowSchema), nextCursor: z.string().nullable() }),
});

export const mapImport = contract({
  method: 'POST',
  url: '/api/enterprise-imports/:id/map',
  permission: 'enterprise:import',
  summary: '确定表格各列是什么并重新核对；同样的表头本县下次自动对应',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema, mapping: mappingSchema }),
  response: importSchema,
});

export const applyImport = contract({
  method: 'POST',
  url: '/api/enterprise-imports/:id/apply',
  permission: 'enterprise:import',
  summary: '把无误的行写入档案（后台进行，可中断续传）',
  params: z.object({ id: idSchema }),
  body: z.object({ commandId: idSchema }),
  response: importSchema,
});
