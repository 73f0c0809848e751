import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { VERSION } from './version.ts';

/** The folder is the one that all tests of a run share: whatever is done to it, every start must go well. */
const STAMP = join(import.meta.dirname, 'dist/sources.json');
const readStamp = () => JSON.parse(readFileSync(STAMP, 'utf8')) as { files: string[]; hash: string };

beforeAll(async () => {
  expect(await version()).toBe(VERSION);
});

test('what has not changed is not compiled again', async () => {
  const before = statSync(STAMP).mtimeMs;
  expect(await version()).toBe(VERSION);
  expect(statSync(STAMP).mtimeMs).toBe(before);
});

test.each([
  ['a source has changed', ({ files }: { files: string[] }) => JSON.stringify({ files, hash: 'of other contents' })],
  ['a source is gone', ({ hash }: { hash: string }) => JSON.stringify({ files: ['apps/no-such.ts'], hash })],
])('compiles anew where %s', async (_, change) => {
  const whole = readStamp();
  writeFileSync(STAMP, change(whole));
  expect(await version()).toBe(VERSION);
  expect(readStamp()).toEqual(whole);
});

test('parts of the time before stay however old they are, older ones go', async () => {
  const whole = readStamp() as ReturnType<typeof readStamp> & { parts: string[] };
  const [before, older] = ['OF-THE-TIME-BEFORE.mjs', 'OLDER.mjs'];
  const at = (name: string) => join(import.meta.dirname, 'dist/parts', name);
  for (const name of [before, older]) {
    writeFileSync(at(name), '');
    utimesSync(at(name), 0, 0);
  }
  writeFileSync(STAMP, JSON.stringify({ ...whole, hash: 'of other contents', parts: [before] }));
  expect(await version()).toBe(VERSION);
  expect([before, older].map((name) => existsSync(at(name)))).toEqual([true, false]);
  rmSync(at(before));
});

test('of several that start at once on a fresh clone each finds all it needs', async () => {
  const whole = readStamp();
  rmSync(STAMP);
  expect(await Promise.all([version(), version(), version()])).toEqual([VERSION, VERSION, VERSION]);
  expect(readStamp()).toEqual(whole);
});

test('the list names everything of ours that the program is made of, and nothing of the tests', () => {
  const { files } = readStamp();
  const expected = ['apps/cli.ts', 'apps/bin/compiled.mjs', 'platform/server/http/server.ts', 'package-lock.json'];
  expect(files).toEqual(expect.arrayContaining(expected));
  expect(files.filter((file) => file.includes('.test.') || file.includes('node_modules'))).toEqual([]);
});

function version(): Promise<string> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'bin/zhiben.mjs'), '--version']);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  return new Promise((done) => child.once('close', () => done(said.trim())));
}
