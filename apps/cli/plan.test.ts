import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@zhiben/platform/server/db/test-database.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { testCounty } from 'zhiben/test-county';

const database = testDatabase();
const dir = mkdtempSync(join(tmpdir(), 'zhiben-plan-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const BIN = join(import.meta.dirname, '../bin/zhiben.mjs');
const XUPU = join(import.meta.dirname, '../../slices/plan/fixtures/xupu-2023.txt');

function zhiben(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  const env = { ...process.env, ZHIBEN_DATA_DIR: dir, ...environment };
  return spawnSync(process.execPath, [BIN, 'plan', ...args], { encoding: 'utf8', env });
}

describe('plan parse', () => {
  test('as JSON: the shape of the labelling rules, with the place of every item in the text', () => {
    const { status, stdout } = zhiben(['parse', XUPU, '--json']);
    expect(status).toBe(0);
    const plan = JSON.parse(stdout);
    const text = readFileSync(XUPU, 'utf8');
    expect(plan).toMatchObject({ file: 'xupu-2023.txt', issuer: '县安委会' });
    expect(plan.sections.length).toBeGreaterThan(30);
    const monthly = plan.obligations.find((o: { quote: string }) => o.quote.startsWith('每月22日前'));
    expect(monthly).toMatchObject({ taskPath: ['四', '（三）'], kind: 'recurring', frequency: { dueDay: '22' } });
    expect(text.slice(monthly.span.start, monthly.span.end)).toContain('每月22日前');
  });

  test('as a tree with dates', () => {
    const { status, stdout } = zhiben(['parse', XUPU]);
    expect(status).toBe(0);
    expect(stdout).toContain('二、工作重点和主要任务');
    expect(stdout).toMatch(/2023-05-08/);
  });

  test.each([
    ['a missing file', join(dir, 'none.txt'), /^没有这个文件：.*none\.txt$/],
    ['a folder', dir, /是文件夹，请给出一个文件。$/],
    ['an empty file', 'empty.txt', /文件是空的/],
  ])('%s is one sentence and a failure', (_, name, sentence) => {
    const file = join(dir, 'empty.txt');
    writeFileSync(file, '');
    const { status, stderr, stdout } = zhiben(['parse', name === 'empty.txt' ? file : name]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim()).toMatch(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

describe('plan import', () => {
  test('enters the plan once, and says where it found no county', async () => {
    const county = await testCounty(database.app);
    const environment = { DATABASE_URL: database.url };
    const run = (...args: string[]) => zhiben(['import', XUPU, ...args], environment);
    const first = run('--county', county.code, '--json');
    expect(first.status, first.stderr).toBe(0);
    const imported = JSON.parse(first.stdout);
    expect(imported).toMatchObject({ alreadyImported: false });
    expect(run('--county', county.code).stdout).toContain(`以前已经导入过：${imported.title}`);
    expect((await county.as('clerk').get(`/api/plans/${imported.id}`)).json().title).toBe(imported.title);

    const elsewhere = run('--county', '123456');
    expect(elsewhere.status).toBe(1);
    expect(elsewhere.stderr.trim()).toMatch(/^平台中没有区划代码为 123456 的县/);
  }, 60_000);
});
