import { mkdirSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { beforeEach, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { creditCodeCheck } from '../domain/credit-code.rules.ts';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import type { EnterpriseImport, ImportRow } from '../domain/enterprise-import.contract.ts';
import { applyImport, checkImport } from './enterprise-import.actions.ts';

const database = testDatabase();
let county: TestCounty;
beforeEach(async () => {
  county = await testCounty(database.app);
  mkdirSync(county.ctxOf('clerk').services.files.incoming, { recursive: true });
});

type Row = Readonly<Record<string, string>>;
const HEADERS = ['企业名称', '信用代码', '单位类型', '所属乡镇', '行业', '人数', '法定代表人', '主管部门'];

async function sheet(rows: readonly Row[], headers = HEADERS): Promise<Blob> {
  const out = new PassThrough();
  const columns = headers.map((header) => ({ header, value: (row: Row) => row[header] ?? null }));
  const [bytes] = await Promise.all([buffer(out), writeSheet(out, { title: '企业名单', columns, rows })]);
  return new Blob([new Uint8Array(bytes)]);
}

async function upload(person: Person, rows: readonly Row[], headers?: string[]): Promise<string> {
  const id = newId();
  const body = new FormData();
  body.append('file', await sheet(rows, headers), '名单.xlsx');
  const answer = await county.as(person).post(`/api/enterprise-imports?id=${id}`, body);
  expect(answer.json()).toMatchObject({ id, state: 'checking', fileName: '名单.xlsx' });
  await checkImport(county.ctxOf('admin'), id);
  return id;
}

const state = async (person: Person, id: string) =>
  (await county.as(person).get(`/api/enterprise-imports/${id}`)).json<EnterpriseImport>();
const rowsOf = async (id: string, outcome: string) =>
  (await county.as('clerk').get(`/api/enterprise-imports/${id}/rows?outcome=${outcome}`)).json<{ rows: ImportRow[] }>()
    .rows;
const code = (serial: number) => {
  const first17 = `91${county.code}${String(serial).padStart(9, '0')}`;
  return first17 + creditCodeCheck(first17);
};
const good = (serial: number, more: Row = {}): Row => ({
  企业名称: `导入企业 ${serial}`,
  信用代码: code(serial),
  所属乡镇: '东乡镇',
  行业: '工贸',
  人数: '12',
  ...more,
});

test('faults stand at their cell, good rows are entered, files on file are updated with provenance', async () => {
  const chem = (await county.as('clerk').get(`/api/enterprises/${county.enterprises.chem}`)).json<Enterprise>();
  const rows = [
    good(1),
    good(2, { 信用代码: code(2).slice(0, 17) }),
    good(3, { 所属乡镇: '北乡镇', 人数: '许多' }),
    good(1, { 企业名称: '同码企业' }),
    { 企业名称: chem.name, 信用代码: chem.creditCode ?? '', 人数: '88', 主管部门: '测试县应急管理局' },
    { 企业名称: '无码小店', 单位类型: '小微场所', 所属乡镇: '西乡镇', 行业: '商场超市和餐饮' },
    { 企业名称: '无码又无类型', 所属乡镇: '西乡镇', 行业: '工贸' },
  ];
  const id = await upload('clerk', rows);
  expect(await state('clerk', id)).toMatchObject({
    state: 'checked',
    readRows: 7,
    newRows: 2,
    changedRows: 1,
    sameRows: 0,
    badRows: 4,
  });
  expect(
    (await rowsOf(id, 'bad')).map(({ faults }) => faults.map(({ path, message }) => `${path} ${message}`)),
  ).toEqual([
    ['第 4 行 B 列「统一社会信用代码」 统一社会信用代码应为 18 位'],
    [expect.stringContaining('第 5 行 D 列「属地」'), '第 5 行 F 列「从业人员」 应为数字'],
    ['第 6 行 与第 3 行的统一社会信用代码相同'],
    [expect.stringContaining('单位类型须填')],
  ]);
  expect((await rowsOf(id, 'changed'))[0]?.changes).toEqual([{ label: '从业人员', before: '30', after: '88' }]);

  const apply = () => county.as('clerk').post(`/api/enterprise-imports/${id}/apply`, { commandId: newId() });
  expect((await apply()).json()).toMatchObject({ state: 'applying' });
  expect((await apply()).json().code).toBe('enterprise/import-state');
  await applyImport(county.ctxOf('admin'), id);
  expect(await state('clerk', id)).toMatchObject({ state: 'applied', appliedRows: 3, overtakenRows: 0 });
  await applyImport(county.ctxOf('admin'), id); // again: nothing twice

  const { rows: listed } = (await county.as('clerk').get('/api/enterprises?sort=-updated')).json<{
    rows: Enterprise[];
  }>();
  expect(listed).toHaveLength(5);
  expect(listed.find(({ name }) => name === '无码小店')?.localNumber).toMatch(/^小-/);
  const changes = (await county.as('clerk').get(`/api/enterprises/${chem.id}/changes`)).json<{ rows: object[] }>().rows;
  expect(changes).toMatchObject([
    { label: '从业人员', source: 'import', basis: '表格“名单.xlsx”', byName: '测试clerk' },
  ]);
  const again = await upload('clerk', rows);
  expect(await state('clerk', again)).toMatchObject({ newRows: 0, changedRows: 0, sameRows: 3, badRows: 4 });
});

test('who imports writes no further than they see, and sees only their own imports', async () => {
  const site = (await county.as('clerk').get(`/api/enterprises/${county.enterprises.site}`)).json<Enterprise>();
  const id = await upload('east', [
    good(1),
    good(2, { 所属乡镇: '西乡镇' }),
    { 企业名称: site.name, 信用代码: site.creditCode ?? '', 人数: '1' },
  ]);
  expect(await state('east', id)).toMatchObject({ newRows: 1, badRows: 2 });
  expect((await county.as('clerk').get(`/api/enterprise-imports/${id}`)).statusCode).toBe(404);
});

test('a row that somebody else entered meanwhile is overtaken, the rest goes in', async () => {
  const id = await upload('clerk', [good(1), good(2)]);
  const other = await upload('clerk', [good(1)]);
  for (const one of [other, id]) {
    await county.as('clerk').post(`/api/enterprise-imports/${one}/apply`, { commandId: newId() });
    await applyImport(county.ctxOf('admin'), one);
  }
  expect(await state('clerk', id)).toMatchObject({ state: 'applied', appliedRows: 1, overtakenRows: 1 });
});

test('a sheet without the names is refused whole, saying which column is missing', async () => {
  const id = await upload('clerk', [{ 电话: '1' }], ['电话']);
  expect(await state('clerk', id)).toMatchObject({ state: 'failed', problem: expect.stringContaining('单位名称') });
});
