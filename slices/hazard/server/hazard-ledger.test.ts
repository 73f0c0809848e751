import { readFileSync } from 'node:fs';
import { addDays } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import ExcelJS from 'exceljs';
import { beforeAll, expect, test } from 'vitest';
import { type Person, testCounty } from 'zhiben/test-county';
import type { HazardRecord } from '../domain/hazard.contract.ts';
import { HazardPlay, ok } from './test-hazard.ts';

/** The reference that the forms were taken from, as it was copied. */
const FIELDS: Record<string, { title: string; fields: string[] }> = JSON.parse(
  readFileSync(new URL('hazard-ledger.fields.json', import.meta.url), 'utf8'),
);

const database = testDatabase();
let county: Awaited<ReturnType<typeof testCounty>>;
let play: HazardPlay<typeof county>;
let hazard: HazardRecord;

async function press(person: Person, paperId: string, verb: string, body: object = {}): Promise<void> {
  const { version } = ok<{ version: number }>(await county.as(person).get(`/api/supervision/papers/${paperId}`));
  const command = { commandId: newId(), expectedVersion: version, ...body };
  ok(await county.as(person).post(`/api/supervision/papers/${paperId}/${verb}`, command));
}

/** A plate on a hazard, issued by the committee office. */
async function hangPlate(subjectId: string): Promise<string> {
  const about = { kind: 'listedSupervision', subjectKind: 'hazard', subjectId };
  const words = ok<object>(await county.as('clerk').get(`/api/supervision/start?${new URLSearchParams(about)}`));
  const id = newId();
  ok(await county.as('clerk').post('/api/supervision/papers', { ...words, ...about, id }));
  await press('clerk', id, 'submit');
  await press('leader', id, 'approve');
  await press('clerk', id, 'issue');
  return id;
}

beforeAll(async () => {
  county = await testCounty(database.app);
  play = new HazardPlay(county);
  const id = await play.at('rectifying');
  await play.at('clue', { description: '没有挂牌、没有延期的一条' });
  const plate = await hangPlate(id);
  const { rectificationDueOn } = await play.record('safety', id);
  const dueOn = addDays(rectificationDueOn ?? '', 20);
  await play.do('safety', id, 'apply-extension', { dueOn, reason: '设备到货晚', interim: '专人值守' });
  await play.do('officer', id, 'approve-extension', { dueOn, reason: '属实', document: '应急延〔2024〕1号' });
  const files = async () => [await play.photo('safety')];
  await play.do('safety', id, 'apply', { statement: '更换了一台', files: await files() });
  await play.do('inspector2', id, 'reject', await play.visit('inspector2', { finding: '还有一台离线' }));
  await play.do('safety', id, 'apply', { statement: '两台都已更换', files: await files() });
  await play.do('inspector2', id, 'accept', await play.visit('inspector2', { finding: '两台在线' }));
  await play.do('officer', id, 'close', { opinion: '同意销号' });
  await press('clerk', plate, 'delist', { conclusion: '验收合格' });
  hazard = await play.record('officer', id);
});

async function ledger(code: string): Promise<{ headers: string[]; rows: Record<string, unknown>[] }> {
  const reply = await county.as('officer').get(`/api/hazard-ledgers/${code}?group=all`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(reply.rawPayload as never);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  expect(sheet.getCell('A1').value).toBe(FIELDS[code]?.title);
  const cells = (row: number) => (sheet.getRow(row).values as unknown[]).slice(1);
  const headers = cells(3).map(String);
  const rows = Array.from({ length: sheet.rowCount - 3 }, (_, i) =>
    Object.fromEntries(headers.map((header, column) => [header, cells(4 + i)[column] ?? null])),
  );
  return { headers, rows };
}

test('every ledger of the reference is there with its columns, in their order and words', async () => {
  const { rows } = ok<{ rows: { code: string; title: string; columns: { header: string; help: string }[] }[] }>(
    await county.as('officer').get('/api/hazard-ledgers'),
  );
  const made = Object.fromEntries(
    rows.map(({ code, title, columns }) => [code, { title, fields: columns.map(({ header }) => header) }]),
  );
  expect(made).toEqual(FIELDS);
  expect(rows.flatMap(({ columns }) => columns).filter((c) => 'isBlank' in c && c.isBlank && !c.help)).toEqual([]);
});

test('ledgers of papers have a line for each paper or step, and none for hazards without', async () => {
  const of = async (code: string) => (await ledger(code)).rows;
  const [plate] = await of('L03');
  expect(await of('L03')).toHaveLength(1);
  expect(plate).toMatchObject({
    治理责任单位: hazard.enterpriseName,
    '文号(字〔年〕号)': expect.stringContaining('〔2024〕'),
    签发人: expect.any(String),
    '份数(一式二份)': null,
  });
  expect(await of('L04')).toMatchObject([{ 申请延期理由及防控措施: '设备到货晚，专人值守' }]);
  expect(await of('L05')).toMatchObject([{ 文号: '应急延〔2024〕1号', '审查决定(同意/不同意)': '同意' }]);
  const number = plate?.['文号(字〔年〕号)'];
  expect(await of('L06')).toMatchObject([{ 对应通知书文号: number }, { 对应通知书文号: number }]);
  const judged = await of('L07');
  expect(judged.map((row) => [row['验收结论(合格/不合格)'], row.意见])).toEqual([
    ['不合格', '还有一台离线'],
    ['合格', '两台在线'],
  ]);
  const listings = await of('L10');
  expect(listings.map((row) => row['类型(挂牌/取消挂牌)'])).toEqual(['挂牌', '取消挂牌']);
  expect(await of('L12')).toMatchObject([
    { 整改情况: '两台都已更换', '县(市、区)政府/部门初审意见': '两台在线，同意销号' },
  ]);
});

test('ledgers of hazards have a line for each, with what papers and people did', async () => {
  const merged = (await ledger('L14')).rows.find((row) => row.隐患编码 === hazard.number);
  expect(merged).toMatchObject({
    '督办级别/文号/单位': expect.stringContaining('县级'),
    '延期次数/批文': '1 次',
    整改后照片: expect.stringContaining('现场.png'),
    自评: null,
  });
  const four = (await ledger('L11')).rows;
  expect(four.find((row) => row.隐患编号 === hazard.number)).toMatchObject({
    '清单层级(省/市/县)': '县',
    交办单位: '测试县应急管理局', // nobody issued an assignment
    协调督办单位: '测试县安委办',
  });
  expect((await ledger('L09')).rows.map((row) => row.序号)).toEqual([1, 2]);
  expect((await ledger('L13')).rows).toHaveLength(2);
});

test('the ledger as on a screen has its columns and its order', async () => {
  const query = 'group=all&sort=registered&columns=number&columns=due&columns=description';
  const reply = await county.as('officer').get(`/api/hazards/export?${query}`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(reply.rawPayload as never);
  const sheet = book.worksheets[0] as ExcelJS.Worksheet;
  expect((sheet.getRow(3).values as unknown[]).slice(1)).toEqual(['编号', '先到期限', '隐患']);
  expect(sheet.getCell('A4').value).toBe(hazard.number);
  expect(sheet.rowCount).toBe(5);
});
