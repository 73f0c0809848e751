import type { Readable } from 'node:stream';
import type { FieldProblem } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type ReadColumn, readRows, streamSheet } from '@zhiben/platform/server/excel/index.ts';
import { listBodies, listDivisions } from '@zhiben/slices/division/server';
import { z } from 'zod';
import { ROLE_NAMES } from '../domain/roles.ts';
import { IMPORT_ROWS_MAX, type ImportResult, normalAccount } from '../domain/user.contract.ts';
import {
  IMPORT_COLUMNS,
  type ImportColumn,
  type ImportedUser,
  type ImportRow,
  readImport,
} from '../domain/user-import.rules.ts';
import { enterprisesNamed } from './enterprises-named.ts';
import { takenAccounts } from './user.queries.ts';

type Fault = ImportResult['faults'][number];

export interface ImportReading {
  readonly users: readonly ImportedUser[];
  readonly faults: readonly Fault[];
  readonly badRows: number;
}

/** Columns that a sheet must have; the others may be left away when nobody needs them. */
const NEEDED: readonly ImportColumn[] = ['姓名', '账号', '角色'];
const filled = z.string();
const column = (header: ImportColumn): ReadColumn => ({
  header,
  schema: NEEDED.includes(header) ? filled : filled.optional(),
});
const COLUMNS = Object.fromEntries(IMPORT_COLUMNS.map((header) => [header, column(header)]));

/**
 * Reads a sheet into users, against the county as the actor sees it.
 * @throws excel/not-a-workbook, excel/headers-missing, excel/too-many-rows …
 */
export async function readUserSheet(ctx: Ctx, path: string): Promise<ImportReading> {
  const rows: ImportRow[] = [];
  const unreadable: Fault[] = [];
  for await (const row of readRows(path, COLUMNS, { maxRows: IMPORT_ROWS_MAX })) {
    const cells = Object.fromEntries(IMPORT_COLUMNS.map((header) => [header, row.cells[header] ?? '']));
    rows.push({ row: row.row, cells: cells as ImportRow['cells'] });
    unreadable.push(...row.problems.map((problem) => faultAt(row.row, problem)));
  }
  const texts = (header: ImportColumn) => new Set(rows.map(({ cells }) => cells[header]).filter((text) => text !== ''));
  const [divisions, bodies, enterprises, taken] = await Promise.all([
    listDivisions(ctx),
    listBodies(ctx),
    enterprisesNamed(ctx, await organisationsBut(ctx, texts('机构/企业'))),
    takenAccounts(ctx.db, [...texts('账号')].map(normalAccount)),
  ]);
  const { county } = ctx.actor;
  const read = readImport(rows, { county, divisions, bodies, enterprises, takenAccounts: taken });
  return withUnreadable(read, unreadable);
}

/** What stands in the column and is no body. */
async function organisationsBut(ctx: Ctx, texts: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const bodies = new Set((await listBodies(ctx)).flatMap(({ name, shortName }) => [name, shortName]));
  return new Set([...texts].filter((text) => !bodies.has(text)));
}

/** A cell that cannot be read has one fault, however much the empty text in its place would break. */
function withUnreadable(read: ReturnType<typeof readImport>, unreadable: readonly Fault[]): ImportReading {
  const key = ({ row, column }: Pick<Fault, 'row' | 'column'>) => `${row} ${column}`;
  const cells = new Set(unreadable.map(key));
  const others = read.faults.filter((fault) => !cells.has(key(fault))).map((fault) => ({ ...fault, cell: '' }));
  const faults = [...unreadable, ...others].sort((a, b) => a.row - b.row);
  const bad = new Set(faults.map(({ row }) => row));
  return { users: read.users.filter(({ row }) => !bad.has(row)), faults, badRows: bad.size };
}

/** Where a problem of the reader stands: its path is `第 3 行 B 列「账号」`. */
function faultAt(row: number, { path, message }: FieldProblem): Fault {
  const [, letters = '', header = ''] = /(?:([A-Z]+) 列)?「(.+)」$/.exec(path) ?? [];
  return { row, column: header, cell: letters && `${letters}${row}`, message };
}

const HINTS: Record<ImportColumn, string> = {
  姓名: '必填',
  账号: '必填，3～64 位字母或数字',
  手机: '11 位',
  角色: '必填',
  '机构/企业': '机构简称，或企业全称、统一社会信用代码',
  管辖区划: '名称或 12 位代码，留空随机构',
  管辖行业: '用顿号隔开，留空随机构',
};

/** The empty sheet, each heading with what to fill in. */
export function userTemplate(): Readable {
  return streamSheet({
    title: '用户导入模板',
    note: `一行一人，每次至多 ${IMPORT_ROWS_MAX} 行。角色：${Object.values(ROLE_NAMES).join('、')}`,
    columns: IMPORT_COLUMNS.map((header) => ({
      header: `${header}（${HINTS[header]}）`,
      value: () => null,
      width: 22,
    })),
    rows: [],
  });
}
