import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The start as a newcomer meets it: real processes, a real data folder. */
const BIN = join(import.meta.dirname, 'bin/zhiben.mjs');
const dir = mkdtempSync(join(tmpdir(), 'zhiben-start-'));
const running = new Set<ChildProcess>();
let port: number;

beforeAll(async () => {
  port = await freePort();
});
afterAll(async () => {
  await Promise.all([...running].map(stop));
  rmSync(dir, { recursive: true, force: true });
});

test('starts on an empty folder, and a crash of everything in the middle of writes loses nothing that was acknowledged', async () => {
  const first = await start(dir);
  expect(first.output()).toContain(`http://localhost:${port}`);
  expect(first.output()).toContain('演示账号');
  expect(first.output()).toContain(dir);

  const cookie = await signIn('inspector');
  const acknowledged: string[] = [];
  const writers = Array.from({ length: 4 }, () => writeUntilRefused(cookie, acknowledged));
  while (acknowledged.length < 60) await new Promise((done) => setTimeout(done, 20));
  // The database too: what it has not put on the disk is gone, as after a power cut.
  process.kill(Number(readFileSync(join(dir, 'postgres/pg/postmaster.pid'), 'utf8').split('\n')[0]), 'SIGQUIT');
  first.child.kill('SIGKILL');
  await Promise.all([first.ended, ...writers]);

  const second = await start(dir);
  const found = await Promise.all(acknowledged.map((id) => get(`/api/hazards/${id}`, cookie)));
  expect(found.filter((response) => response.status !== 200)).toEqual([]);

  // A command beside the running server uses its database.
  const { status, stdout } = zhiben(['audit', 'verify', '--json'], { ZHIBEN_DATA_DIR: dir });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ county: '990101', faults: [] }]);

  second.child.kill('SIGINT');
  expect(await second.ended).toBe(0);
  expect(() => readFileSync(join(dir, 'postgres/pg/postmaster.pid'))).toThrow(/ENOENT/);
}, 120_000);

test('a second instance on the same folder is refused in one sentence', async () => {
  const first = await start(dir);
  const { status, stderr } = run({ ZHIBEN_DATA_DIR: dir, PORT: String(await freePort()) });
  expect(status).toBe(1);
  expect(stderr.trim()).toMatch(/^数据文件夹 .* 正被另一个实例使用（进程 \d+），.*。$/);
  await stop(first.child);
}, 60_000);

test('a taken port, an unreachable database and a wrong setting are one sentence each', async () => {
  const taken = createServer();
  await new Promise<void>((done) => taken.listen(0, '0.0.0.0', done));
  const takenPort = String((taken.address() as { port: number }).port);
  const cases: [Record<string, string>, RegExp][] = [
    [{ PORT: takenPort }, /^端口 \d+ 已被其他程序占用，.*。$/],
    [{ DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/x' }, /^连接不上数据库（DATABASE_URL）：.*$/],
    [{ DATABASE_URL: 'mysql://x' }, /^环境变量 DATABASE_URL 不正确：.*$/],
    [{ PORT: 'abc' }, /^环境变量 PORT 不正确：.*$/],
  ];
  for (const [environment, sentence] of cases) {
    const { status, stderr } = run({ ZHIBEN_DATA_DIR: join(dir, 'other'), PORT: String(port), ...environment });
    expect(status).toBe(1);
    expect(stderr.trim()).toMatch(sentence);
  }
  taken.close();
}, 60_000);

test('an old Node is told so before any module is read', () => {
  const old = join(dir, 'old-node.mjs');
  writeFileSync(old, "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });");
  const { status, stderr } = spawnSync(process.execPath, ['--import', old, BIN, 'serve'], { encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr.trim()).toBe('需要 Node.js 20.19 或更高版本，当前为 18.20.0。');
});

function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...rest } = process.env;
  return { ...rest, ZHIBEN_SKIP_WEB: '1', ...extra };
}

function zhiben(args: string[], extra: Record<string, string>) {
  return spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8', env: environment(extra), timeout: 30_000 });
}

const run = (extra: Record<string, string>) => zhiben(['serve'], extra);

async function start(dataDir: string) {
  const env = environment({ ZHIBEN_DATA_DIR: dataDir, PORT: String(port) });
  const child = spawn(process.execPath, [BIN, 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  ended.then(() => running.delete(child));
  for (let i = 0; i < 600; i++) {
    if (child.exitCode !== null) throw new Error(`did not start: ${output}`);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
    if (ready?.ok && output.includes('http://')) return { child, ended, output: () => output };
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`not ready after a minute: ${output}`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await new Promise((done) => child.once('exit', done));
}

async function signIn(account: string): Promise<string> {
  const response = await post('/api/session', { account, password: 'Zhiben#2026' });
  expect(response.status).toBe(200);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

/** Registers hazards one after another; notes the id of each that was answered with 200. */
async function writeUntilRefused(cookie: string, acknowledged: string[]): Promise<void> {
  const [enterprise] = ((await (await get('/api/enterprises?limit=1', cookie)).json()) as { rows: { id: string }[] })
    .rows;
  for (;;) {
    const id = newId();
    const body = {
      id,
      enterpriseId: enterprise?.id,
      description: '疏散通道堆放杂物',
      place: '一楼',
      channel: 'departmentInspection',
      discoveredOn: today(systemClock),
    };
    const response = await post('/api/hazards', body, cookie).catch(() => null);
    if (!response?.ok) return;
    acknowledged.push(id);
  }
}

const get = (path: string, cookie: string) => fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });

function post(path: string, body: object, cookie = ''): Promise<Response> {
  const headers = { 'content-type': 'application/json', cookie };
  return fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => done(free));
    });
  });
}
