import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';
import type { ImportResult } from '../domain/user.contract.ts';
import { IMPORT_COLUMNS } from '../domain/user-import.rules.ts';
import { Browser, testUser } from './test-user.ts';

const database = testDatabase();
let county: TestCounty;
beforeAll(async () => {
  county = await testCounty(database.app);
});

type Cell = string | number;
const HEADINGS: readonly Cell[] = IMPORT_COLUMNS;

async function sheetOf(rows: readonly (readonly Cell[])[]): Promise<ArrayBuffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet('用户').addRows(rows as Cell[][]);
  return workbook.xlsx.writeBuffer();
}

async function send(rows: readonly (readonly Cell[])[], query: { apply?: boolean; commandId?: string } = {}) {
  const form = new FormData();
  form.append('file', new Blob([await sheetOf(rows)]), '用户.xlsx');
  const { apply = false, commandId = newId() } = query;
  return county.as('admin').post(`/api/users/import?apply=${apply}&commandId=${commandId}`, form);
}
const read = async (...given: Parameters<typeof send>): Promise<ImportResult> => (await send(...given)).json();

let people = 0;
/** A good row; each has an account of its own. */
const person = (...rest: Cell[]): Cell[] => {
  people += 1;
  return [`导入${people}`, `imp${county.code}${people}`, 13_800_000_000 + people, ...rest];
};
const accountOf = (row: Cell[]) => String(row[1]);

async function usersNamed(accounts: string[]) {
  const { rows } = await sql<{ account: string; must_change_password: boolean }>`
    select account, must_change_password from users where account = any(${accounts})`.execute(database.owner.db);
  return rows;
}

test('a preview shows what each row becomes, and enters nothing', async () => {
  const rows = [person('部门监管人员', '测试县应急管理局'), person('企业员工', '示例化工有限公司')];
  const result = await read([HEADINGS, ...rows]);
  expect(result).toMatchObject({ applied: false, badRows: 0, faults: [] });
  expect(result.good).toMatchObject([
    {
      row: 2,
      role: 'departmentOfficer',
      organisationName: '测试县应急管理局',
      industries: ['chemicals', 'industrial-trade'],
    },
    { row: 3, role: 'worker', organisationName: '示例化工有限公司', divisionName: '东乡镇', temporaryPassword: null },
  ]);
  expect(await usersNamed(rows.map(accountOf))).toEqual([]);
});

test('applied, good rows are entered and can sign in; bad rows are named cell by cell', async () => {
  const good = person('执法人员', '测试县住建局', '西乡镇', '房屋市政工程');
  const taken = await testUser(county);
  const bad = [
    [...person('局长', '测试县住建局')],
    [...person('执法人员', '没有这个局')],
    ['重名', taken.account, '123', '专家'],
    ['', '', '', '专家'],
  ];
  const result = await read([['用户导入'], HEADINGS, bad[0] ?? [], good, ...bad.slice(1)], { apply: true });
  expect(result).toMatchObject({ applied: true, badRows: 4 });
  expect(result.faults.map(({ row, column, cell }) => [row, column, cell])).toEqual([
    [3, '角色', ''],
    [5, '机构/企业', ''],
    [6, '手机', ''],
    [6, '账号', ''],
    [7, '姓名', 'A7'],
    [7, '账号', 'B7'],
  ]);
  expect(result.good).toHaveLength(1);
  const password = result.good[0]?.temporaryPassword ?? '';
  expect(await usersNamed([accountOf(good)])).toEqual([{ account: accountOf(good), must_change_password: true }]);
  const { session } = (await new Browser(county.app).signIn(accountOf(good), password)).json();
  expect(session).toMatchObject({ mustChangePassword: true, organisation: { name: '测试县住建局' } });

  const { rows: facts } = await sql<{ action: string; body: string }>`
    select action, body from audit_entries where county = ${county.code} and action in ('user:import', 'user:create')
    order by seq`.execute(database.owner.db);
  expect(facts.map(({ action }) => action)).toEqual(['user:import', 'user:create']);
  expect(JSON.parse(facts[0]?.body ?? '').data).toEqual({ entered: 1, badRows: 4 });
  expect(JSON.stringify(facts)).not.toContain(password);
});

test('an import that arrives twice enters nobody twice', async () => {
  const rows = [HEADINGS, person('专家')];
  const commandId = newId();
  expect((await send(rows, { apply: true, commandId })).statusCode).toBe(200);
  expect((await send(rows, { apply: true, commandId })).json().code).toBe('identity/import-repeated');
  const again = await read(rows, { apply: true });
  expect(again).toMatchObject({
    applied: false,
    badRows: 1,
    faults: [{ column: '账号', message: '账号已被使用，请换一个' }],
  });
});

test('an enterprise is named by credit code as well, and never one of another county', async () => {
  const other = await testCounty(database.app);
  const { rows } = await sql<{ id: string; credit_code: string }>`
    select id, credit_code from enterprises`.execute(database.owner.db);
  const codeOf = (id: string) => rows.find((row) => row.id === id)?.credit_code ?? '';
  const result = await read([
    HEADINGS,
    person('企业员工', codeOf(county.enterprises.shop)),
    person('企业员工', codeOf(other.enterprises.shop)),
  ]);
  expect(result.good.map(({ row, organisationName }) => [row, organisationName])).toEqual([[2, '示例木器厂']]);
  expect(result.faults.map(({ row, column }) => [row, column])).toEqual([[3, '机构/企业']]);
});

test('the template has the headings, and empty it imports nobody', async () => {
  const response = await county.as('admin').get('/api/users/import/template');
  expect(response.headers['content-disposition']).toContain('.xlsx');
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(response.rawPayload)]), '模板.xlsx');
  const result = await county.as('admin').post(`/api/users/import?apply=true&commandId=${newId()}`, form);
  expect(result.json()).toEqual({ applied: false, good: [], badRows: 0, faults: [] });
});

test.each([
  [
    'without the column of accounts',
    [
      ['姓名', '角色'],
      ['张三', '专家'],
    ],
    'excel/headers-missing',
  ],
  [
    'with more than 500 rows',
    [[...IMPORT_COLUMNS], ...Array.from({ length: 501 }, (_, n) => ['张三', `many${n}`, '', '专家'])],
    'excel/too-many-rows',
  ],
])('a sheet %s is refused', async (_, rows, code) => {
  const response = await send(rows);
  expect(response.statusCode).toBe(422);
  expect(response.json().code).toBe(code);
});

test('what is no sheet is refused', async () => {
  const form = new FormData();
  form.append('file', new Blob(['姓名,账号']), '用户.xlsx');
  const response = await county.as('admin').post(`/api/users/import?commandId=${newId()}`, form);
  expect(response.json().code).toBe('excel/not-a-workbook');
});

test('everybody gets a password of their own', async () => {
  const rows = [HEADINGS, ...Array.from({ length: 40 }, () => person('执法人员', '测试县应急管理局'))];
  const { good } = await read(rows, { apply: true });
  expect(new Set(good.map(({ temporaryPassword }) => temporaryPassword)).size).toBe(40);
});
