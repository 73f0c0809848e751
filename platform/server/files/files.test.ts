import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { strToU8, zipSync } from 'fflate';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fixedClock } from '../../domain/clock.ts';
import type { StoredFile } from '../../domain/files.contract.ts';
import { newId } from '../../domain/ids.ts';
import { testDatabase } from '../db/test-database.ts';
import { testCtx, testServices } from '../test-ctx.ts';
import { AS, testActor, testServer } from '../test-server.ts';
import { originalKey, thumbnailKey } from './file-store.ts';
import { printPhotos, sweepUnattached } from './files.jobs.ts';
import { attachFiles, filesSlice, findPhotoUses, findPrints, listFiles, placeFiles } from './index.ts';
import { localFileStore } from './local-file-store.ts';

const database = testDatabase();
const county = '990103';
const east = `${county}100000`;
const clock = fixedClock('2024-03-01T08:00:00Z');
const uploader = testActor(county, 'inspector', { division: east });
const neighbour = testActor(county, 'inspector', { division: `${county}101000` });
const leader = testActor(county, 'leader');
const foreigner = testActor('990104', 'leader');
const held: { app?: FastifyInstance } = {};
const dir = mkdtempSync(join(tmpdir(), 'zhiben-files-'));
const files = localFileStore(dir);
const services = { ...testServices, files };

beforeAll(async () => {
  held.app = await testServer(database.app, [filesSlice], [uploader, neighbour, leader, foreigner], {
    clock,
    services,
  });
});
afterAll(() => rmSync(dir, { recursive: true }));
const app = () => held.app as FastifyInstance;

async function upload(content: Buffer, name: string, { id = newId(), as = uploader, meant = uploader.userId } = {}) {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(content)], name));
  form.append('id', id);
  const encoded = new Response(form);
  return app().inject({
    method: 'POST',
    url: '/api/files',
    headers: {
      [AS]: as.userId,
      ...(as === uploader ? { 'x-zhiben-person': meant } : {}),
      'content-type': encoded.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await encoded.arrayBuffer()),
  });
}

const get = (url: string, as = uploader, headers: Record<string, string> = {}) =>
  app().inject({ method: 'GET', url, headers: { [AS]: as.userId, ...headers } });

/** A photo as a phone makes it: lying on its side, with place and camera in it. */
async function photo(): Promise<Buffer> {
  const pixels = {
    width: 900,
    height: 600,
    channels: 3 as const,
    background: { r: 200, g: 90, b: 10 },
  };
  const exif = {
    IFD0: { Make: 'Testphone', Model: newId() },
    IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '28/1 0/1 0/1' },
  };
  return sharp({ create: pixels }).jpeg().withExif(exif).withMetadata({ orientation: 6 }).toBuffer();
}

test('an original comes back byte for byte with its EXIF; the thumbnail is upright, small and bare', async () => {
  const content = await photo();
  const sent = await upload(content, '现场照片 1.jpg');
  expect(sent.statusCode).toBe(200);
  const file = sent.json<StoredFile>();
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(file).toMatchObject({ name: '现场照片 1.jpg', mediaType: 'image/jpeg', bytes: content.length, sha256 });

  const original = await get(`/api/files/${file.id}`);
  expect(original.rawPayload.equals(content)).toBe(true);
  expect((await sharp(original.rawPayload).metadata()).exif?.includes('Testphone')).toBe(true);
  expect(original.headers).toMatchObject({
    'content-type': 'image/jpeg',
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-cache',
    'content-disposition': `inline; filename="____ 1.jpg"; filename*=UTF-8''${encodeURIComponent('现场照片 1.jpg')}`,
  });
  const saved = await get(`/api/files/${file.id}?download=1`);
  expect(saved.headers['content-disposition']).toMatch(/^attachment/);

  const thumbnail = await get(`/api/files/${file.id}/thumbnail`);
  const { width, height, exif, orientation } = await sharp(thumbnail.rawPayload).metadata();
  expect({ width, height, exif, orientation }).toEqual({
    width: 320,
    height: 480,
    exif: undefined,
    orientation: undefined,
  });
});

test('a part on request, nothing when the browser has it', async () => {
  const content = await photo();
  const { id, sha256 } = (await upload(content, 'a.jpg')).json<StoredFile>();
  const part = await get(`/api/files/${id}`, uploader, { range: 'bytes=10-19' });
  expect(part.statusCode).toBe(206);
  expect(part.headers['content-range']).toBe(`bytes 10-19/${content.length}`);
  expect(part.rawPayload.equals(content.subarray(10, 20))).toBe(true);
  const tail = await get(`/api/files/${id}`, uploader, { range: 'bytes=-5' });
  expect(tail.rawPayload.equals(content.subarray(-5))).toBe(true);
  const known = await get(`/api/files/${id}`, uploader, { 'if-none-match': `"${sha256}"` });
  expect([known.statusCode, known.rawPayload.length]).toEqual([304, 0]);
});

describe('what is accepted is told by the content', () => {
  const zip = (parts: Record<string, string>) =>
    Buffer.from(zipSync(Object.fromEntries(Object.entries(parts).map(([k, v]) => [k, strToU8(v)]))));
  const types = (main: string) =>
    zip({
      '[Content_Types].xml': `<?xml version="1.0"?><Types><Override PartName="/x" ContentType="application/vnd.${main}.main+xml"/></Types>`,
    });
  const compound = (stream: string) =>
    Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(`${stream}\0`, 'utf16le')]);

  test.each([
    ['检查记录.docx', types('openxmlformats-officedocument.wordprocessingml.document'), /wordprocessingml/],
    ['台账.xlsx', types('openxmlformats-officedocument.spreadsheetml.sheet'), /spreadsheetml/],
    ['旧文.doc', compound('WordDocument'), /^application\/msword$/],
    ['旧表.xls', compound('Workbook'), /ms-excel/],
    ['方案.pdf', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n'), /pdf/],
    ['说明.txt', Buffer.from('一、隐患情况\n'), /^text\/plain$/],
    ['国标编码.TXT', Buffer.from('d2febbbcc7e9bff6', 'hex'), /^text\/plain$/], // 隐患情况 in GB 18030
    [
      '录像.mp4',
      Buffer.concat([Buffer.from('0000001c66747970', 'hex'), Buffer.from('isom\0\0\0\0isommp41')]),
      /video\/mp4/,
    ],
  ])('%s is taken', async (name, content, type) => {
    const response = await upload(content, name);
    expect(response.json()).toMatchObject({ name, mediaType: expect.stringMatching(type) });
  });

  test.each([
    ['page.txt', Buffer.from('\n<!DOCTYPE html><script>alert(1)</script>')],
    ['photo.jpg', Buffer.from('<html></html>')],
    ['drawing.svg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['archive.docx', zip({ 'a.txt': 'x' })],
    ['macro.docx', types('ms-word.document.macroEnabled')],
    ['setup.doc', compound('Installer')],
    ['tool.exe', Buffer.concat([Buffer.from('MZ'), randomBytes(200)])],
    ['noise.txt', randomBytes(300)],
  ])('%s is refused', async (name, content) => {
    const response = await upload(content, name);
    expect(response.json()).toMatchObject({ status: 415, code: 'app/unsupported-file' });
  });

  test('a damaged photo is kept without thumbnail', async () => {
    const content = (await photo()).subarray(0, 900);
    const file = (await upload(content, 'cut.jpg')).json<StoredFile>();
    expect(file.hasThumbnail).toBe(false);
    expect((await get(`/api/files/${file.id}/thumbnail`)).statusCode).toBe(404);
    expect((await get(`/api/files/${file.id}`)).rawPayload.equals(content)).toBe(true);
  });

  test('an empty file, none, too large a one and a bad id are refused, and leave nothing behind', async () => {
    expect((await upload(Buffer.alloc(0), 'a.jpg')).json()).toMatchObject({ code: 'files/empty' });
    expect((await upload(await photo(), 'a.jpg', { id: '12' })).json()).toMatchObject({ code: 'files/no-file' });
    const form = await app().inject({ method: 'POST', url: '/api/files', headers: { [AS]: uploader.userId } });
    expect(form.statusCode).toBeGreaterThanOrEqual(400);
    const large = await upload(Buffer.alloc(50_000_001, 65), 'large.txt');
    expect(large.json()).toMatchObject({ status: 413, code: 'app/too-large' });
    expect(readdirSync(files.incoming)).toEqual([]);
  });
});

test('a resend is answered alike, also at the same moment; another content or person is not', async () => {
  const content = await photo();
  const id = newId();
  const answers = await Promise.all([upload(content, 'a.jpg', { id }), upload(content, 'a.jpg', { id })]);
  expect(answers.map((a) => a.statusCode)).toEqual([200, 200]);
  expect((await upload(content, 'a.jpg', { id })).json()).toEqual(answers[0]?.json());
  expect((await upload(await photo(), 'a.jpg', { id })).json()).toMatchObject({ code: 'app/id-taken' });
  expect((await upload(content, 'a.jpg', { id, as: leader })).json()).toMatchObject({ code: 'app/id-taken' });
});

test('what one person took is not stored under another who has signed in meanwhile', async () => {
  const content = await photo();
  const refused = await upload(content, 'a.jpg', { meant: neighbour.userId });
  expect(refused.statusCode).toBe(409);
  expect(refused.json().code).toBe('app/other-person');
  expect((await upload(content, 'a.jpg')).statusCode).toBe(200);
});

test('names are cut to what lists and headers bear', async () => {
  const { name } = (await upload(await photo(), `../..\\恶意\u202e"${'长'.repeat(200)}.jpg`)).json<StoredFile>();
  expect(name).toHaveLength(120);
  expect(name).toMatch(/^恶意长+…长+\.jpg$/);
});

describe('who sees a file', () => {
  const placement = { county, division: east, industry: 'chemicals', enterpriseId: null };
  const ctx = (actor = uploader) => testCtx(database.app, actor, { clock, services });
  const attach = (fileIds: string[], subject: { kind: string; id: string }, as = uploader) =>
    ctx(as).transaction(async (tx) => {
      tx.record({ id: newId(), action: 'test:attach', subject, data: {} });
      return attachFiles(tx, { fileIds, subject, placement });
    });
  const statuses = async (id: string) => {
    const seen = await Promise.all([uploader, neighbour, leader, foreigner].map((p) => get(`/api/files/${id}`, p)));
    return seen.map((s) => s.statusCode);
  };

  test('before it is attached its uploader, then whoever sees the place of the subject', async () => {
    const { id } = (await upload(await photo(), 'a.jpg')).json<StoredFile>();
    expect(await statuses(id)).toEqual([200, 404, 404, 404]);
    const subject = { kind: 'hazard', id: newId() };
    expect(await attach([id], subject)).toMatchObject([{ id, name: 'a.jpg' }]);
    expect(await statuses(id)).toEqual([200, 404, 200, 404]);
    expect(await listFiles(database.app.db, leader, subject.id)).toHaveLength(1);
    expect(await listFiles(database.app.db, neighbour, subject.id)).toHaveLength(0);

    await ctx().transaction(async (tx) => {
      tx.record({ id: newId(), action: 'test:move', subject, data: {} });
      await placeFiles(tx, [subject.id], { ...placement, division: `${county}101000` });
    });
    expect(await statuses(id)).toEqual([404, 200, 200, 404]);
    expect((await app().inject({ method: 'GET', url: `/api/files/${id}` })).statusCode).toBe(401);
  });

  test('others’ files and those of another subject cannot be attached; again to the same is harmless', async () => {
    const { id } = (await upload(await photo(), 'a.jpg')).json<StoredFile>();
    const subject = { kind: 'hazard', id: newId() };
    await expect(attach([id], subject, leader)).rejects.toMatchObject({ code: 'files/not-attachable' });
    await expect(attach([id, newId()], subject)).rejects.toMatchObject({ code: 'files/not-attachable' });
    expect(await statuses(id)).toEqual([200, 404, 404, 404]); // the refused one attached nothing
    await attach([id, id], subject);
    await attach([id], subject, leader);
    await expect(attach([id], { kind: 'hazard', id: newId() })).rejects.toMatchObject({ code: 'files/not-attachable' });
  });
});

test('what nobody attached goes after a week; bytes that another file needs stay', async () => {
  const old = fixedClock('2024-01-01T08:00:00Z');
  const past = await testServer(database.app, [filesSlice], [uploader], { clock: old, services });
  const present = held.app;
  const [lonely, shared] = [await photo(), await photo()];
  held.app = past;
  const a = (await upload(lonely, 'a.jpg')).json<StoredFile>();
  const b = (await upload(shared, 'b.jpg')).json<StoredFile>();
  held.app = present;
  const kept = (await upload(shared, 'c.jpg')).json<StoredFile>();

  old.set('2024-01-08T07:59:00Z');
  expect(await sweepUnattached(testCtx(database.app, uploader, { clock: old, services }))).toBe(0);
  old.set('2024-01-08T08:01:00Z');
  expect(await sweepUnattached(testCtx(database.app, uploader, { clock: old, services }))).toBe(2);

  expect((await get(`/api/files/${a.id}`)).statusCode).toBe(404);
  expect((await get(`/api/files/${b.id}`)).statusCode).toBe(404);
  expect(await files.has(originalKey(county, a.sha256))).toBe(false);
  expect(await files.has(thumbnailKey(county, a.sha256))).toBe(false);
  expect((await get(`/api/files/${kept.id}`)).rawPayload.equals(shared)).toBe(true);
  expect((await get(`/api/files/${kept.id}/thumbnail`)).statusCode).toBe(200);
});

test('a picture is known again at another enterprise after it was saved smaller; who has it is not said to be the same thing', async () => {
  const [first, second, other] = [newId(), newId(), newId()];
  const bars = Array.from(
    { length: 9 },
    (_, n) =>
      `<rect x="${(n * 271) % 600}" y="${(n * 157) % 400}" width="${90 + n * 9}" height="130" fill="hsl(${n * 67} 60% ${20 + n * 7}%)"/>`,
  );
  const picture = sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480">${bars.join('')}</svg>`),
  );
  const contents = [
    [first, await picture.clone().jpeg({ quality: 90 }).toBuffer()],
    [second, await picture.clone().resize(400).jpeg({ quality: 50 }).toBuffer()],
    [other, await picture.clone().flop().jpeg().toBuffer()],
  ] as const;
  const stored: StoredFile[] = [];
  for (const [enterpriseId, content] of contents) {
    const file = (await upload(content, 'a.jpg')).json<StoredFile>();
    await testCtx(database.app, uploader, { clock, services }).transaction(async (tx) => {
      const placement = { county, division: east, industry: 'chemicals', enterpriseId };
      await attachFiles(tx, { fileIds: [file.id], subject: { kind: 'check', id: newId() }, placement });
      tx.record({ id: newId(), action: 'test:attach', subject: { kind: 'check', id: newId() }, data: {} });
    });
    stored.push(file);
  }
  const db = database.app.db;
  const hashes = stored.map(({ sha256 }) => sha256);
  const [mine = '', , flopped = ''] = hashes;
  const usesOf = async (sha256: string) =>
    (await findPhotoUses(db, county, [sha256])).map(({ enterpriseId }) => enterpriseId).sort();
  expect(await usesOf(mine)).toEqual([first, second].sort());
  expect(await usesOf(flopped)).toEqual([other]);
  expect((await findPhotoUses(db, '990104', hashes)).length).toBe(0);

  // What came past the upload is printed at night, to the same print.
  const before = await findPrints(db, county, hashes);
  expect([...before.values()].every((print) => print !== null)).toBe(true);
  await database.owner.pool.query('delete from photo_prints where county = $1', [county]);
  const away = { ...services, files: { ...files, open: () => Promise.reject(new Error('out of reach')) } };
  await expect(printPhotos({ db, actor: uploader, services: away })).rejects.toThrow('out of reach');
  expect(await printPhotos({ db, actor: uploader, services })).toBeGreaterThanOrEqual(3);
  expect(await printPhotos({ db, actor: uploader, services })).toBe(0);
  expect(await findPrints(db, county, hashes)).toEqual(before);
});
