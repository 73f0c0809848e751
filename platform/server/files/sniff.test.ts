import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sniff } from './sniff.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiben-sniff-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const FILM = Buffer.from([0, 0, 0, 24, ...Buffer.from('ftypisom'), 0, 0, 2, 0, ...Buffer.from('isommp41')]);
const box = (text: string) => Buffer.from(`\0\0\0\0${text}`);
const WEBM = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x87, 0x42, 0x82, 0x84, ...Buffer.from('webm')]);

it.each([
  ['a voice that a phone recorded into mp4', [FILM, box('moovhdlr'), box('soun')], 'audio/mp4'],
  ['a film with sound', [FILM, box('moovhdlr'), box('vide'), box('hdlr'), box('soun')], 'video/mp4'],
  ['a film whose tracks stand at its end', [FILM, Buffer.alloc(70_000), box('soun')], 'video/mp4'],
  ['a voice in webm', [WEBM, box('A_OPUS')], 'audio/webm'],
  ['a film in webm', [WEBM, box('V_VP9'), box('A_OPUS')], 'video/webm'],
])('%s', async (name, parts, type) => {
  const path = join(folder, name);
  await writeFile(path, Buffer.concat(parts));
  expect(await sniff(path, 'x')).toBe(type);
});
