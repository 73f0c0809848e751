import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import S3rver from 's3rver';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StartupError } from '../startup-error.ts';
import { type FileStore, originalKey } from './file-store.ts';
import { localFileStore } from './local-file-store.ts';
import { openFileStore } from './open-file-store.ts';

const dir = mkdtempSync(join(tmpdir(), 'zhiben-stores-'));
const s3 = new S3rver({
  port: 0,
  address: '127.0.0.1',
  silent: true,
  directory: join(dir, 's3'),
  configureBuckets: [{ name: 'zhiben', configs: [] }],
});
const held: { s3?: FileStore } = {};

beforeAll(async () => {
  const { port } = (await s3.run()) as AddressInfo;
  held.s3 = openFileStore(
    {
      ZHIBEN_S3_ENDPOINT: `http://127.0.0.1:${port}`,
      ZHIBEN_S3_BUCKET: 'zhiben',
      ZHIBEN_S3_ACCESS_KEY: 'S3RVER',
      ZHIBEN_S3_SECRET_KEY: 'S3RVER',
    },
    dir,
  );
});
afterAll(async () => {
  await s3.close();
  rmSync(dir, { recursive: true });
});

describe.each([
  ['folder', () => localFileStore(join(dir, 'local'))],
  ['bucket', () => held.s3 as FileStore],
])('store in a %s', (_, open) => {
  const bytes = Buffer.from('整改前照片'.repeat(100_000));
  const key = originalKey('990101', createHash('sha256').update(bytes).digest('hex'));

  function arrive(store: FileStore, content = bytes): string {
    const path = join(store.incoming, `test-${Math.random()}`);
    writeFileSync(path, content);
    return path;
  }

  test('keeps bytes, gives them back whole and in part, keeps them once, removes them', async () => {
    const store = open();
    expect(await store.has(key)).toBe(false);
    const path = arrive(store);
    await store.put(key, path, 'image/jpeg');
    expect(existsSync(path)).toBe(false);
    expect(await store.has(key)).toBe(true);
    expect((await buffer(await store.open(key))).equals(bytes)).toBe(true);
    expect((await buffer(await store.open(key, { start: 15, end: 29 }))).toString()).toBe('整改前照片');

    const again = arrive(store);
    await store.put(key, again, 'image/jpeg');
    expect(existsSync(again)).toBe(false);

    await store.remove(key);
    await store.remove(key);
    expect(await store.has(key)).toBe(false);
    await expect(store.open(key)).rejects.toThrow();
  });
});

test('the folder holds the very bytes under their hash', async () => {
  const store = localFileStore(join(dir, 'plain'));
  const path = join(store.incoming, 'x');
  writeFileSync(path, 'x');
  await store.put(originalKey('990101', 'ab12'), path, 'text/plain');
  expect(readFileSync(join(dir, 'plain/990101/originals/ab/ab12'), 'utf8')).toBe('x');
});

test('half a configuration of a bucket stops the start', () => {
  expect(() => openFileStore({ ZHIBEN_S3_ENDPOINT: 'http://s3.test' }, dir)).toThrow(StartupError);
});
