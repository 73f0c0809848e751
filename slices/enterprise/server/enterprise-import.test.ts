import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { type Kysely, sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { type Person, type TestCounty, testCounty } from 'zhiben/test-county';
import { creditCodeCheck } from '../domain/credit-code.rules.ts';
import type { Enterprise } from '../domain/enterprise.contract.ts';
import type { EnterpriseImport, ImportRow } from '../domain/enterprise-import.contract.ts';
import { applyImport, dropForgottenImports, listStalledImports } from './enterprise-import.actions.ts';
import { checkImport } from './enterprise-import.check.ts';

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

async function upload(person: Person, rows: readonly Row[], headers?: string[], { isLeftToJob = false } = {}) {
  const id = newId();
  const body = new FormData();
  body.append('file', await sheet(rows, headers), '名单.xlsx');
  const answer = await county.as(person).post(`/api/enterprise-imports?id=${id}`, body);
  expect(answer.json()).toMatchObject({ id, state: 'checking', fileName: '名单.xlsx' });
  if (!isLeftToJob) await checkImport(county.ctxOf('admin'), id);
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

test('a sheet that changes many files changes each as an edit would: found anew, with its history, its risks and checks along', async () => {
  const { chem, site } = county.enterprises;
  const at = `/api/enterprises/${chem}`;
  const file = (await county.as('clerk').get(at)).json<Enterprise>();
  const other = (await county.as('clerk').get(`/api/enterprises/${site}`)).json<Enterprise>();
  const unit = { id: newId(), name: '储罐区' };
  expect((await county.as('safety').post(`/api/risk-files/${chem}/units`, unit)).statusCode).toBe(200);
  const id = await upload(
    'clerk',
    [
      { 企业名称: '更名化工有限公司', 信用代码: file.creditCode ?? '', 行业: '化工和危险化学品', 人数: '12' },
      { 企业名称: other.name, 信用代码: other.creditCode ?? '', 人数: '7', 监管部门: '测试县应急管理局' },
      // The same file by its name: what this row says comes after.
      { 企业名称: other.name, 人数: '9' },
    ],
    [...HEADERS, '监管部门'],
  );
  expect(await state('clerk', id)).toMatchObject({ changedRows: 3 });
  await county.as('clerk').post(`/api/enterprise-imports/${id}/apply`, { commandId: newId() });
  await applyImport(county.ctxOf('admin'), id);
  expect(await state('clerk', id)).toMatchObject({ state: 'applied', appliedRows: 3, overtakenRows: 0 });

  const after = (await county.as('clerk').get(at)).json<Enterprise>();
  expect(after).toMatchObject({ name: '更名化工有限公司', employees: 12, address: file.address, version: 2 });
  const found = async (q: string) =>
    (await county.as('clerk').get(`/api/enterprises?q=${encodeURIComponent(q)}`)).json<{ rows: Enterprise[] }>().rows;
  expect((await found('更名化工')).map((row) => row.id)).toEqual([chem]);
  expect(await found('示例化工')).toEqual([]);
  expect((await found(file.creditCode ?? '')).map((row) => row.id)).toEqual([chem]);
  const changesOf = async (of: string) =>
    (await county.as('clerk').get(`/api/enterprises/${of}/changes`)).json<{ rows: object[] }>().rows;
  expect(await changesOf(chem)).toMatchObject([{ label: '从业人员' }, { label: '单位名称' }]);
  expect(await changesOf(site)).toMatchObject([
    { label: '监管部门', before: null },
    { label: '从业人员', before: '30', after: '9' },
  ]);
  const { rows: placed } = await sql`
    select name, industry from risk_files where county = ${county.code} and enterprise_id = ${chem}`.execute(
    database.owner.db,
  );
  expect(placed).toEqual([{ name: '更名化工有限公司', industry: file.industry }]);
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

test('a sheet whose names stand under unknown words waits for a person, and its headers are known from then on', async () => {
  const headers = ['字号', '税号', '所属乡镇', '行业', '员工'];
  const rows = [{ 字号: '甲字号木器厂', 税号: code(7), 所属乡镇: '东乡镇', 行业: '工贸', 员工: '许多' }];
  const id = await upload('clerk', rows, headers);
  const asked = await state('clerk', id);
  expect(asked).toMatchObject({ state: 'mapping', headers, mapping: { division: 2, industry: 3 }, readRows: 0 });
  expect(asked.samples).toEqual(['甲字号木器厂', code(7), '东乡镇', '工贸', '许多']);
  const map = (mapping: object) =>
    county.as('clerk').post(`/api/enterprise-imports/${id}/map`, { commandId: newId(), mapping });
  expect((await map({ creditCode: 1 })).json().code).toBe('enterprise/import-columns-missing');
  expect((await map({ name: 0, creditCode: 0 })).json().code).toBe('enterprise/import-column-twice');
  const known = { name: 0, creditCode: 1, division: 2, industry: 3 };
  for (const [mapping, counts] of [
    [
      { ...known, employees: 4 },
      { newRows: 0, badRows: 1 },
    ],
    [known, { newRows: 1, badRows: 0 }],
  ] as const) {
    expect((await map(mapping)).json()).toMatchObject({ state: 'checking', readRows: 0 });
    await checkImport(county.ctxOf('admin'), id);
    expect(await state('clerk', id)).toMatchObject({ state: 'checked', mapping, ...counts });
  }
  const again = await upload('clerk', rows, headers);
  expect(await state('clerk', again)).toMatchObject({ state: 'checked', mapping: known, newRows: 1 });

  // What nobody enters is not kept for ever.
  const later = { ...county.ctxOf('admin'), clock: fixedClock(new Date('2024-09-01T00:00:00Z')) };
  await dropForgottenImports(later);
  expect(await state('clerk', again)).toMatchObject({ state: 'failed', problem: expect.stringContaining('30 天') });
  expect(await rowsOf(again, 'new')).toEqual([]);
});

test('an import whose process is killed, reading or entering, is taken up again: no row is lost or doubled', async () => {
  const rows = Array.from({ length: 700 }, (_, n) => good(n + 1, { 人数: '' }));
  const id = await upload('clerk', rows, HEADERS, { isLeftToJob: true });
  const { db } = database.owner;
  const staged = () =>
    sql<{ read: number; applied: number }>`
      select count(*) filter (where row <> 602)::int as read, (count(*) filter (where state = 'applied'))::int as applied
      from enterprise_import_rows where import_id = ${id}`.execute(db);
  const later = () => ({
    ...county.ctxOf('admin'),
    clock: fixedClock(new Date(county.clock.now().getTime() + 600_000)),
  });

  /** Holds a row of the second batch, lets a process run up to it, and kills that process. */
  const killAtSecondBatch = async (hold: (tx: Kysely<unknown>) => Promise<unknown>, done: 'read' | 'applied') => {
    const gate = new EventEmitter();
    const held = once(gate, 'held');
    const holding = db.transaction().execute(async (tx) => {
      await hold(tx);
      gate.emit('held');
      await once(gate, 'open');
      throw new Error('put back');
    });
    await held;
    const script = join(import.meta.dirname, 'test-import-process.ts');
    const folder = dirname(county.ctxOf('admin').services.files.incoming);
    const given = [database.url, county.code, id, county.clock.now().toISOString(), folder];
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...given], { stdio: 'inherit' });
    const ended = once(child, 'exit');
    while ((await staged()).rows[0]?.[done] !== 500 && child.exitCode === null) await setTimeout(20);
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    gate.emit('open');
    await expect(holding).rejects.toThrow('put back');
  };

  await killAtSecondBatch(
    (tx) =>
      sql`
      insert into enterprise_import_rows (county, import_id, row, outcome, name, fields)
      values (${county.code}, ${id}, 602, 'bad', '', '{}')`.execute(tx),
    'read',
  );
  expect(await listStalledImports(county.ctxOf('admin'))).toEqual([]);
  expect(await listStalledImports(later())).toEqual([{ id, state: 'checking' }]);
  await checkImport(later(), id);
  expect(await state('clerk', id)).toMatchObject({ state: 'checked', readRows: 700, newRows: 700, badRows: 0 });

  await county.as('clerk').post(`/api/enterprise-imports/${id}/apply`, { commandId: newId() });
  await killAtSecondBatch(
    (tx) => sql`select from enterprise_import_rows where import_id = ${id} and row = 602 for update`.execute(tx),
    'applied',
  );
  expect(await listStalledImports(later())).toEqual([{ id, state: 'applying' }]);
  await applyImport(later(), id);
  expect(await state('clerk', id)).toMatchObject({ state: 'applied', appliedRows: 700, overtakenRows: 0 });
  const { rows: entered } = await sql<{ files: number; codes: number }>`
    select count(*)::int as files, count(distinct credit_code)::int as codes from enterprises
    where county = ${county.code} and name like '导入企业 %'`.execute(db);
  expect(entered).toEqual([{ files: 700, codes: 700 }]);
}, 120_000);
