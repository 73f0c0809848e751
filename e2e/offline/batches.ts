import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { strToU8, zipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { photo } from '../steps.ts';
import { type Phones, sha256 } from './phones.ts';

export interface Batch {
  readonly mark: string;
  /** Each with how many photos belong to it. */
  readonly photosOf: ReadonlyMap<string, number>;
  readonly zip: Buffer;
}

/**
 * A day's findings as the app itself exports them, with photos: taken in through 从文件导入, which is quicker than five
 * hundred taps and is tested with them.
 */
export async function writtenElsewhere(
  { person }: Pick<Phones, 'person'>,
  mark: string,
  { entries, photos, photoBytes = 0 }: { entries: number; photos: number; photoBytes?: number },
): Promise<Batch> {
  const at = new Date().toISOString();
  const { buffer } = await photo('一张.jpg');
  // Each another content, as the server tells them apart.
  const contents = Array.from({ length: photos }, (_, i) =>
    Buffer.concat([buffer, Buffer.alloc(photoBytes, i), Buffer.from(newId())]),
  );
  const made = Array.from({ length: entries }, (_, i) => {
    const files = contents.filter((_, n) => n % entries === i).map(sha256);
    const body = { words: `${mark}第 ${i} 个问题`, place: '罐区', files };
    return { id: newId(), owner: person.id, kind: 'finding', at, body, hash: sha256(canonicalJson(body)) };
  });
  const list = {
    format: 'zhiben-outbox',
    version: 1,
    deviceId: newId(),
    at,
    entries: made,
    rows: made.map(({ id, owner, kind, body }) => ({
      id,
      owner,
      ownerName: person.name,
      kind,
      title: body.words,
      path: '/m/screening/finding',
      about: '',
      at,
      state: 'waiting',
      outcome: null,
      problems: [],
      receivedAt: null,
    })),
    files: made.flatMap(({ id, owner, body }) =>
      body.files.map((hash, i) => ({
        id: newId(),
        owner,
        sha256: hash,
        name: `${i}.jpg`,
        mediaType: 'image/jpeg',
        bytes: 1,
        at,
        entryId: id,
        purpose: 'entry',
        refusal: '',
      })),
    ),
  };
  const files = Object.fromEntries(contents.map((content) => [`files/${sha256(content)}`, new Uint8Array(content)]));
  const zip = zipSync({ 'outbox.json': strToU8(JSON.stringify(list)), ...files }, { level: 0 });
  const photosOf = new Map(made.map(({ id, body }) => [id, body.files.length]));
  return { mark, photosOf, zip: Buffer.from(zip) };
}

/** Takes a batch in on a phone that has no network and shows what waits. */
export async function takeIn(page: Page, { zip, photosOf }: Batch): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name: '导出.zip', mimeType: 'application/zip', buffer: zip });
  await page.getByText(`导入 ${photosOf.size} 条`).waitFor({ timeout: 60_000 });
}

/** Each of the batch is a hazard, once, with all its photos. */
export async function expectOnce({ ask }: Pick<Phones, 'ask'>, { mark, photosOf }: Batch): Promise<void> {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    type Rows = { rows: { id: string }[]; nextCursor: string | null };
    const page: Rows = await ask<Rows>(
      `/api/hazards?q=${encodeURIComponent(mark)}&limit=100${cursor && `&cursor=${cursor}`}`,
    );
    found.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(found.sort()).toEqual([...photosOf.keys()].sort());
  const withPhotos = [...photosOf].filter(([, photos]) => photos > 0);
  const attached = withPhotos.map(async ([id]) => {
    const { files } = await ask<{ files: unknown[] }>(`/api/hazards/${id}`);
    return [id, files.length] as const;
  });
  expect(await Promise.all(attached)).toEqual(withPhotos);
}
