import { createServer, request as requestOf } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { newId } from '@zhiben/platform/domain/ids.ts';
import sharp from 'sharp';
import { expect } from 'vitest';
import { atScreen } from '../steps.ts';
import { allSent, hazardsNamed, type Phones, READY, report } from './phones.ts';

/** What an older version kept is sent; a newer one waits until its person says so, and neither loses nor repeats. */
export async function changeVersions(phones: Phones): Promise<void> {
  await takeOverOldPhotos(phones);
  await updateWhileSomethingWaits(phones);
}

async function updateWhileSomethingWaits(phones: Phones): Promise<void> {
  const newer = await serveNewer(phones.product.port);
  const here = { ...phones, base: `http://localhost:${newer.port}` };
  const page = await atScreen(phones.browser, here.base, phones.cookie, true);
  await page.goto(`${here.base}/m/screening`);
  await page.evaluate(READY);
  newer.lose('/api/screening/sync');
  await report(here, page, '更新前填的问题');
  await page.getByText('1 条待上传').waitFor();
  newer.release();
  await page.evaluate('navigator.serviceWorker.getRegistration().then((own) => own.update()).then(() => true)');
  await page.getByText('有新版本，已存在手机里的内容不受影响。').waitFor();
  expect(await hazardsNamed(phones, '更新前填的问题')).toEqual([]);
  // On a bad line something always hangs: the worker that is to give way still waits for it.
  await page.evaluate(`void fetch('${HANGING}').catch(() => {})`);
  await newer.hanging;
  await page.getByRole('button', { name: '现在更新' }).click();
  await page.getByText('有新版本').waitFor({ state: 'detached' });
  await page.getByText('1 条待上传').waitFor();
  const versions = await page.evaluate<string[]>('caches.keys()');
  expect(versions).toContain(`zhiben-m-${NEWER}`);
  // Other questions come through all the time: that is no reason to send at once again and again.
  expect(newer.lose(null)).toBeLessThan(30);
  await page.goto(`${here.base}/m/outbox`);
  await allSent(page);
  expect(await hazardsNamed(phones, '更新前填的问题')).toHaveLength(1);
  await page.context().close();
  await newer.stop();
}

const NEWER = 'abcdef012345';
/** A file of the app that never comes. */
const HANGING = '/assets/hanging.js';

/** The product under another address, where a newer version of the app can be released. */
async function serveNewer(port: number) {
  let isReleased = false;
  let lost: string | null = null;
  let timesLost = 0;
  let hang = () => {};
  const hanging = new Promise<void>((asked) => {
    hang = asked;
  });
  const server = createServer((request, response) => {
    const { url: path, method, headers } = request;
    if (path === HANGING) return hang();
    if (path === lost) {
      timesLost += 1;
      return request.socket.destroy();
    }
    const isWorker = path === '/sw.js';
    const plain = isWorker ? { ...headers, 'accept-encoding': 'identity' } : headers;
    const forward = requestOf({ port, path, method, headers: plain }, async (answer) => {
      if (!isWorker) return answer.pipe(response.writeHead(answer.statusCode ?? 500, answer.headers));
      const source = await text(answer);
      response.setHeader('content-type', 'text/javascript');
      response.end(isReleased ? source.replace(/const VERSION = '\w+'/, `const VERSION = '${NEWER}'`) : source);
    });
    forward.on('error', () => response.destroy());
    request.pipe(forward);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    /** Once the file that never comes is asked for. */
    hanging,
    /** From now on requests to this path get no answer. @returns how many got none until now */
    lose: (path: string | null) => {
      lost = path;
      return timesLost;
    },
    release: () => {
      isReleased = true;
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Photos that an older version kept are taken over and sent by their form. */
async function takeOverOldPhotos(phones: Phones): Promise<void> {
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
