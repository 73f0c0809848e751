import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { holderOf } from './data-lock.ts';

/** Locks when told, says how it went, and holds on until it is told to release. */
const INSTANCE = `
import { lockDataFolder } from ${JSON.stringify(new URL('./data-lock.ts', import.meta.url).href)};
let release = null;
process.on('message', (dir) => {
  if (dir === 'release') { release?.(); process.send('released'); return; }
  try { release = lockDataFolder(dir); process.send('holds'); } catch (error) { process.send(error.name + ' ' + error.message); }
});
process.send('ready');
`;

let folder: string;
let instances: readonly ChildProcess[];
const answer = async (instance: ChildProcess) => ((await once(instance, 'message')) as [string])[0];
const ask = (instance: ChildProcess, message: string) => {
  const said = answer(instance);
  instance.send(message);
  return said;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zhiben-lock-'));
  const script = join(folder, 'instance.mjs');
  writeFileSync(script, INSTANCE);
  instances = [1, 2, 3, 4].map(() => fork(script, { execArgv: ['--import', 'tsx'] }));
  await Promise.all(instances.map(answer));
});
afterAll(() => {
  for (const instance of instances) instance.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['an empty folder', null],
  ['the lock of a process that died', `${2 ** 22 - 1} 1`],
  ['a lock that was released', ''],
])('of several instances that start at once on %s, one holds it and the others say so', async (name, before) => {
  for (let round = 0; round < 20; round += 1) {
    const dir = join(folder, `${name} ${round}`);
    mkdirSync(dir);
    if (before !== null) writeFileSync(join(dir, 'zhiben.lock'), before);
    const said = await Promise.all(instances.map((instance) => ask(instance, dir)));
    const winner = instances[said.indexOf('holds')];
    expect(said.filter((one) => one === 'holds')).toHaveLength(1);
    for (const one of said.filter((other) => other !== 'holds'))
      expect(one).toContain(`StartupError 数据文件夹 ${dir} 正被另一个实例使用（进程 ${winner?.pid}）`);
    expect(holderOf(dir)).toBe(winner?.pid);
    expect(readdirSync(dir)).toHaveLength(1);
  }
});

test('a lock is free once it was released, or its process was killed', async () => {
  const [one, two, three] = instances as [ChildProcess, ChildProcess, ChildProcess];
  const dir = join(folder, 'data');
  expect(await ask(one, dir)).toBe('holds');
  expect(await ask(two, dir)).toContain('StartupError');
  await ask(one, 'release');
  expect(holderOf(dir)).toBeNull();
  expect(await ask(two, dir)).toBe('holds');
  const gone = once(two, 'exit');
  two.kill('SIGKILL');
  await gone;
  expect(await ask(three, dir)).toBe('holds');
});
