import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildWeb } from './build.ts';
import { measureFirstLoad } from './first-load.ts';

const PHONE_BUDGET_BYTES = 200_000;
/** With all pages, kept on the phone for days without a network. */
const PHONE_WHOLE_BYTES = 400_000;
const PUBLIC_BUDGET_BYTES = 120_000;

let folder: string;
const at = (...path: string[]) => join(folder, ...path);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiben-web-'));
  await buildWeb(at('one'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

it('the first load of the phone app is small and carries nothing of antd', async () => {
  const { scripts, gzipBytes } = await measureFirstLoad(at('one'), 'm.html');
  expect(scripts.length).toBeGreaterThan(3);
  expect(gzipBytes).toBeLessThan(PHONE_BUDGET_BYTES);
  expect(scripts.filter((path) => path.includes('antd'))).toEqual([]);
});

it('the first page of the phone app names all it needs, in few files', async () => {
  const html = await readFile(at('one', 'm.html'), 'utf8');
  const { scripts } = await measureFirstLoad(at('one'), 'm.html');
  for (const path of scripts) expect(html).toContain(`="/${path}"`);
  expect(scripts.length).toBeLessThan(8);
  expect(scripts.some((path) => path.startsWith('assets/home-'))).toBe(true);
  expect(html).toMatch(/<link rel="preload"[^>]* href="\/api\/session"/);
  // Seen while the scripts are on their way.
  expect(html).toMatch(/<div id="app">\s*<main[^>]*>\s*<div class="zb-skeleton" role="status">/);
});

it('the pages without sign-in are smaller still', async () => {
  const { scripts, gzipBytes } = await measureFirstLoad(at('one'), 'public.html');
  expect(scripts.length).toBeGreaterThan(1);
  expect(gzipBytes).toBeLessThan(PUBLIC_BUDGET_BYTES);
});

it('the console loads its pages when they are opened', async () => {
  const { scripts } = await measureFirstLoad(at('one'), 'index.html');
  const all = (await readdir(at('one', 'assets'))).filter((name) => name.endsWith('.js'));
  expect(all.filter((name) => name.includes('Page-')).length).toBeGreaterThan(3);
  expect(scripts.filter((path) => path.includes('Page-'))).toEqual([]);
});

it.each(['index.html', 'm.html', 'public.html'])(
  '%s has no script of its own, as the security policy demands',
  async (page) => {
    const html = await readFile(at('one', page), 'utf8');
    const scripts = [...html.matchAll(/<script\b[^>]*>([^<]*)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [tag, inline] of scripts) {
      expect(tag).toContain('src="/assets/');
      expect(inline).toBe('');
    }
  },
);

it('the service worker knows every file that the phone app may need, and these exist', async () => {
  const worker = await readFile(at('one', 'sw.js'), 'utf8');
  const files = JSON.parse(/const FILES = (\[.*?\]);/s.exec(worker)?.[1] ?? '[]') as string[];
  const { scripts } = await measureFirstLoad(at('one'), 'm.html');
  expect(files).toEqual(expect.arrayContaining(scripts.map((path) => `/${path}`)));
  const contents = await Promise.all(files.map((file) => readFile(at('one', file))));
  expect(contents.some((content) => content.includes('我的排查记录'))).toBe(true);
  // The whole app, and nothing of the console: a phone on a slow line fetches all of it.
  expect(contents.reduce((sum, content) => sum + gzipSync(content).length, 0)).toBeLessThan(PHONE_WHOLE_BYTES);
  for (const file of files.filter((path) => path.startsWith('/assets/'))) await readFile(at('one', `${file}.br`));
  expect(worker).toMatch(/const VERSION = '[0-9a-f]{12}'/);
});

it('the same sources give the same files', async () => {
  await buildWeb(at('two'));
  const list = async (build: string) => (await readdir(at(build), { recursive: true })).sort();
  expect(await list('two')).toEqual(await list('one'));
  expect(await readFile(at('two', 'sw.js'), 'utf8')).toBe(await readFile(at('one', 'sw.js'), 'utf8'));
}, 120_000);
