import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { phonePages } from './phone-pages.ts';

const at = (...path: string[]) => join(import.meta.dirname, ...path);
interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}
interface Manifest {
  readonly name: string;
  readonly short_name: string;
  readonly lang: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly icons: readonly Icon[];
}
const manifest = JSON.parse(readFileSync(at('public', 'manifest.webmanifest'), 'utf8')) as Manifest;

test('the app is installed under its own name, opens the phone app and stays in it', () => {
  const html = readFileSync(at('m.html'), 'utf8');
  expect(html).toContain('<link rel="manifest" href="/manifest.webmanifest"');
  expect(manifest).toMatchObject({
    short_name: '治本',
    lang: 'zh-CN',
    start_url: '/m',
    scope: '/m',
    display: 'standalone',
  });
  expect(manifest.name).toContain('治本');
  expect([...manifest.short_name].length).toBeLessThanOrEqual(12); // what a home screen shows of it
  expect(phonePages.filter(({ path }) => !`${path}/`.startsWith(`${manifest.scope}/`))).toEqual([]);
});

/** Width and height in the head of a PNG (ISO/IEC 15948, IHDR). */
function pngSize(file: string): string {
  const head = readFileSync(file).subarray(0, 24);
  expect(head.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${head.readUInt32BE(16)}x${head.readUInt32BE(20)}`;
}

test.each(manifest.icons.map((icon) => [icon.src, icon] as const))('the icon %s is what it says', (src, icon) => {
  const file = at('public', src);
  if (icon.type === 'image/png') expect(pngSize(file)).toBe(icon.sizes);
  else expect([icon.type, readFileSync(file, 'utf8').includes('<svg')]).toEqual(['image/svg+xml', true]);
});

test('there are the sizes that an installation asks for, one of them to be masked', () => {
  const sizes = manifest.icons.map(({ sizes }) => sizes);
  expect(sizes).toEqual(expect.arrayContaining(['192x192', '512x512']));
  expect(manifest.icons.some(({ purpose }) => purpose?.split(' ').includes('maskable'))).toBe(true);
});
