import { newId } from '@zhiben/platform/domain/ids.ts';
import sharp from 'sharp';
import { expect } from 'vitest';
import { atScreen } from '../steps.ts';
import type { Phones } from './phones.ts';

/** Photos that an older version kept are taken over and sent by their form. */
export async function takeOverOldPhotos(phones: Phones): Promise<void> {
  const { base, ask, person } = phones;
  const page = await atScreen(phones.browser, base, phones.cookie, true);
  await page.goto(`${base}/icon.svg`);
  const id = newId();
  const bytes = [
    ...(await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer()),
  ];
  await page.evaluate(`(${KEEP_OLD})(${JSON.stringify(id)}, ${JSON.stringify(bytes)})`);
  const draft = {
    id: newId(),
    values: { finding: { description: '旧版照片的隐患' }, place: '罐区', files: [id], channel: 'selfInspection' },
  };
  const stored = [`zhiben.task.${person.id}.hazard-finding`, JSON.stringify(draft)].map((text) => JSON.stringify(text));
  await page.evaluate(`localStorage.setItem(${stored.join(', ')})`);
  await page.goto(`${base}/m/screening`);
  await page.getByText('1 张照片待上传').waitFor();
  await page.goto(`${base}/m/hazards/new`);
  await page.getByRole('button', { name: '上报隐患' }).click();
  await page.waitForURL(/\/m\/hazards\/[0-9a-f-]{36}/);
  expect((await ask<{ files: unknown[] }>(`/api/hazards/${draft.id}`)).files).toHaveLength(1);
  await page.context().close();
}

/** Keeps a photo where the app kept those of forms before there was one store. */
const KEEP_OLD = `(id, bytes) => new Promise((done, fail) => {
  const request = indexedDB.open('zhiben', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('photos');
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction('photos', 'readwrite');
    transaction.objectStore('photos').put(new File([new Uint8Array(bytes)], 'old.jpg', { type: 'image/jpeg' }), id);
    transaction.oncomplete = () => {
      request.result.close();
      done();
    };
  };
})`;
