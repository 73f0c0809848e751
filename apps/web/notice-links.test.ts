import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phonePlace } from '@zhiben/platform/web/phone/phone-place.ts';
import { expect, test } from 'vitest';
import { pages } from './console-pages.ts';
import { phonePages } from './phone-pages.ts';

/** Every address that stands in the code of those who send notices, with `x` for ids. */
const links = sourcesOf(join(import.meta.dirname, '../../slices'))
  .filter((source) => source.includes('/notify/index.ts'))
  .flatMap((source) => [...source.matchAll(/'(\/[a-z][^'\s]*)'|`(\/[a-z][^`\s]*)`/g)])
  .map(([, plain, template]) => (plain ?? template ?? '').replace(/\$\{[^}]*\}/g, 'x'));
const unique = [...new Set(links)].sort();

function sourcesOf(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(({ name, parentPath }) => /(?<!\.test)\.ts$/.test(name) && /[/\\]server$/.test(parentPath))
    .map(({ name, parentPath }) => readFileSync(join(parentPath, name), 'utf8'));
}

const isPage = (path: string, paths: readonly string[]) =>
  paths.some((pattern) => new RegExp(`^${pattern.replace(/\$\w+/g, '[^/]+')}$`).test(path));
const pathOf = (link: string) => link.split('?')[0] ?? '';

test('every link of a notice opens a page of the console, or of the phone where it says so', () => {
  const paths = [...pages, ...phonePages].map(({ path }) => path);
  expect(unique.filter((link) => !isPage(pathOf(link), paths))).toEqual([]);
  expect(unique.length).toBeGreaterThan(15);
});

test('on the phone each leads to a page that exists, or is known to be for a desk', () => {
  const places = unique.map((link) => [link, phonePlace(link, phonePages)] as const);
  const paths = phonePages.map(({ path }) => path);
  expect(places.filter(([, place]) => place !== null && !isPage(pathOf(place), paths))).toEqual([]);
  // Offices work on these at a desk; nobody in an enterprise is told of one.
  expect(places.flatMap(([link, place]) => (place === null ? [pathOf(link)] : []))).toEqual([
    '/dispatch/x/x',
    '/enterprise-papers',
    '/supervision/proposals',
    '/tasks/mine',
    '/tasks/x',
    '/worklist',
    '/worklist',
  ]);
});

test.each([
  ['/hazards/7', '/m/hazards/7'],
  ['/m/notices', '/m/notices'],
  ['/m/nowhere', null],
  ['/commitments/sign', '/m/commitment'],
  ['/supervision/papers?view=overdue', '/m/papers?view=overdue'],
  ['/supervision/papers/7', '/m/papers/7'],
  ['/risks/own?event=7', '/m/risks/own?event=7'],
  ['/enterprises/7?tab=papers', '/m/enterprises/7?tab=papers'],
  ['/tasks/7', null],
])('the phone reads %s at %s', (link, place) => expect(phonePlace(link, phonePages)).toBe(place));
