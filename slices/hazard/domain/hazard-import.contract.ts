import { contract, idSchema, instantSchema, pageOf, pageQuery } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { IMPORT_FIELDS } from './hazard-import.rules.ts';

/** `mapping`: columns are being matched, nothing is registered yet; then the job runs, and may be undone as a whole. */
export const IMPORT_STATUSES = ['mapping', 'running', 'done', 'undoing', 'undone'] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];
export const IMPORT_STATUS_NAMES: Record<ImportStatus, string> = {
  mapping: '待确认',
  running: '导入中',
  done: '已导入',
  undoing: '撤销中',
  undone: '已撤销',
};

export const IMPORT_ROW_STATUSES = ['ready', 'bad', 'imported', 'undone', 'kept'] as const;
export type ImportRowStatus = (typeof IMPORT_ROW_STATUSES)[number];
export const IMPORT_ROW_STATUS_NAMES: Record<ImportRowStatus, string> = {
  ready: '可导入',
  bad: '有问题',
  imported: '已导入',
  undone: '已撤销',
  kept: '已办理，未撤销',
};

const mappingSchema = z.partialRecord(z.enum(IMPORT_FIELDS), z.int().min(0).max(200));

export const importSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  status: z.enum(IMPORT_STATUSES),
  headers: z.array(z.string().nullable()),
  mapping: mappingSchema,
  total: z.int(),
  /** Rows by status. */
  counts: z.record(z.enum(IMPORT_ROW_STATUSES), z.int()),
  createdBy: z.string(),
  createdAt: instantSchema,
  version: z.int(),
  abilities: z.object({ map: z.boolean(), start: z.boolean(), undo: z.boolean() }),
});
export type HazardImport = z.infer<typeof importSchema>;

export const importRowSchema = z.object({
  /** The row's number in the sheet. */
  id: z.string(),
  row: z.int(),
  cells: z.array(z.string().nullable()),
  status: z.enum(IMPORT_ROW_STATUSES),
  problems: z.array(z.object({ field: z.enum(IMPORT_FIELDS).nullable(), message: z.string() })),
  hazardId: idSchema.nullable(),
});
export type HazardImportRow = z.infer<typeof importRowSchema>;

const permission = 'hazard:import';
const params = z.object({ id: idSchema });

export const listHazardImports = contract({
  method: 'GET',
  url: '/api/hazard-imports',
  permission,
  summary: '隐患台账导入记录',
  query: z.object({ ...pageQuery }),
  response: pageOf(importSchema),
});

export const uploadHazardImport = contract({
  method: 'POST',
  url: '/api/hazard-imports',
  permission,
  summary: '上传待导入的隐患台账（multipart：id、file；xlsx，最多 2 万行）',
  response: importSchema,
});

export const getHazardImport = contract({
  method: 'GET',
  url: '/api/hazard-imports/:id',
  permission,
  summary: '一次导入：列对应关系、各行状态数、进度',
  params,
  response: importSchema,
});

export const listHazardImportRows = contract({
  method: 'GET',
  url: '/api/hazard-imports/:id/rows',
  permission,
  summary: '导入的各行及逐格的问题',
  params,
  query: z.object({ status: z.enum(IMPORT_ROW_STATUSES).optional(), ...pageQuery }),
  response: pageOf(importRowSchema),
});

const onImport = { commandId: idSchema, expectedVersion: z.int().min(1) };

export const mapHazardImport = contract({
  method: 'POST',
  url: '/api/hazard-imports/:id/map',
  permission,
  summary: '确定各列是什么，重新检查各行；同样的表头下次自动对应',
  params,
  body: z.object({ ...onImport, mapping: mappingSchema }),
  response: importSchema,
});

export const startHazardImport = contract({
  method: 'POST',
  url: '/api/hazard-imports/:id/start',
  permission,
  summary: '导入没有问题的行（后台进行，中断后继续）',
  params,
  body: z.object(onImport),
  response: importSchema,
});

export const undoHazardImport = contract({
  method: 'POST',
  url: '/api/hazard-imports/:id/undo',
  permission,
  summary: '撤销整次导入：还没有人办理的各条以“不构成隐患”办结并注明撤销导入，已办理的保留',
  params,
  body: z.object(onImport),
  response: importSchema,
});
