import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { checkFile } from '@zhiben/slices/exchange/server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestCounty, testCounty } from 'zhiben/test-county';

const database = testDatabase();
const dir = mkdtempSync(join(tmpdir(), 'zhiben-exchange-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const BIN = join(import.meta.dirname, '../bin/zhiben.mjs');

function zhiben(args: readonly string[]) {
  const env = { ...process.env, ZHIBEN_DATA_DIR: dir, DATABASE_URL: database.url };
  return spawnSync(process.execPath, [BIN, 'exchange', ...args], { encoding: 'utf8', env });
}

let county: TestCounty;
let at: string[];
beforeAll(async () => {
  county = await testCounty(database.app);
  at = ['--county', county.code];
  const code = { commandId: newId(), companyCode: '441521001', enterpriseId: county.enterprises.chem };
  expect((await county.as('clerk').post('/api/exchange/companies', code)).statusCode).toBe(200);
  const url = `/api/risk-files/${county.enterprises.chem}/units`;
  expect((await county.as('safety').post(url, { id: newId(), name: '锅炉房' })).statusCode).toBe(200);
});

let receipt: { batchId: string; receiptHash: string };
test('a file is imported: good records are taken, the others said, and the exit code says so', () => {
  const unit = { id: newId(), companyCode: '441521001', deleted: '0', riskUnitName: '氨罐区' };
  const record = { ...unit, createDate: '20240301080000', updateDate: '20240301080000' };
  const records = [record, { ...record, id: newId(), companyCode: '999999999' }];
  const file = join(dir, 'in.jsonl');
  writeFileSync(file, records.map((r) => JSON.stringify(r)).join('\n'));
  const { status, stdout } = zhiben(['import', file, ...at, '--source', '省平台', '--json']);
  receipt = JSON.parse(stdout);
  expect([status, receipt]).toMatchObject([1, { outcomes: { created: 1, refused: 1 } }]);
});

test('a batch is replayed from its original', () => {
  const { status, stdout, stderr } = zhiben(['replay', receipt.batchId, ...at]);
  expect([status, stdout, stderr]).toEqual([
    1,
    expect.stringContaining('共 2 条；'),
    expect.stringContaining('第 2 条 companyCode：企业编码 999999999 没有对应的企业'),
  ]);
});

const out = join(dir, 'out.jsonl');
test('an export is signed', async () => {
  const exported = zhiben(['export', out, ...at, '--json']);
  expect([exported.status, JSON.parse(exported.stdout)]).toMatchObject([0, { file: out }]);
  expect(readFileSync(out, 'utf8')).toContain('锅炉房');
  expect(await checkFile(out)).toMatchObject({ bad: 0, county: county.code });
});

test('a changed export is refused', () => {
  const text = readFileSync(out, 'utf8');
  writeFileSync(out, text.replace('锅炉房', '水泵房'));
  const changed = zhiben(['verify', out]);
  expect([changed.status, changed.stderr]).toEqual([1, expect.stringContaining('内容与签名时不同')]);
});
