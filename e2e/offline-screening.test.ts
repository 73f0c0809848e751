import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { strToU8, zipSync } from 'fflate';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, signIn, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, keepingPictures, photo } from './steps.ts';

/**
 * The promise of the phone: what was signed or reported without a network reaches the server once, whatever happens to
 * the line, the page, the session, the clock or the room on the phone.
 */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-offline-'));
let product: Product;
let browser: Browser;
let base: string;
let cookie: string;
let person: { id: string; name: string };

beforeAll(async () => {
  product = await startDemo(dir);
  base = `http://localhost:${product.port}`;
  browser = await launchBrowser();
  cookie = await signIn(product.port, 'safety');
  const { session } = await ask<{ session: { user: { id: string; name: string } } }>('/api/session');
  person = session.user;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

const journey = (name: string, walk: () => Promise<void>) =>
  test(name, () => keepingPictures(() => browser.contexts(), walk), 120_000);

async function ask<T>(path: string, body?: object): Promise<T> {
  const headers = { cookie, 'content-type': 'application/json' };
  const response = await fetch(
    base + path,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  );
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

/** A task of the safety manager, due the whole of today. */
async function makeTask(name: string): Promise<string> {
  const checklistId = newId();
  const items = [
    { id: 'a', question: '探测器是否在线？' },
    { id: 'b', question: '氮封压力', kind: 'number', unit: 'kPa', low: 0.2, high: 0.8 },
  ];
  await ask('/api/checklists', { id: checklistId, name: `${name}清单`, origin: 'own', items });
  const id = newId();
  const schedule = { cycleEvery: 1, cycleUnit: 'day', startOn: today(systemClock) };
  await ask('/api/screening-tasks', { id, checklistId, name, level: 'company', ...schedule, assignees: [person.id] });
  return id;
}

/** The app on a phone that was opened once with a network, and can do without from now on. */
async function phone(path = '/m/screening'): Promise<Page> {
  const page = await atScreen(browser, base, cookie, true);
  await page.goto(base + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(READY);
  return page;
}

/** As if the phone had died: the page is gone in the midst of what it did. */
async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await Promise.race([session.send('Page.crash').catch(() => {}), new Promise((done) => page.once('crash', done))]);
  await page.close();
}

async function reopen(context: BrowserContext, path = '/m/outbox'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(base + path);
  return page;
}

async function allSent(page: Page): Promise<void> {
  await page.getByText('全部已上传。').waitFor({ timeout: 60_000 });
}

const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');

interface Batch {
  readonly mark: string;
  readonly ids: readonly string[];
  readonly zip: Buffer;
}

/**
 * A day's findings as the app itself exports them, with photos: taken in through 从文件导入, which is quicker than five
 * hundred taps and is tested with them.
 */
async function writtenElsewhere(
  mark: string,
  { entries, photos, photoBytes = 0 }: { entries: number; photos: number; photoBytes?: number },
): Promise<Batch> {
  const at = new Date().toISOString();
  const contents = await Promise.all(
    Array.from({ length: photos }, async (_, i) => {
      const { buffer } = await photo(`${i}.jpg`);
      return Buffer.concat([buffer, Buffer.alloc(photoBytes, i)]);
    }),
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
  return { mark, ids: made.map(({ id }) => id), zip: Buffer.from(zip) };
}

/** Takes a batch in on a phone that has no network. */
async function takeIn(page: Page, { zip, ids }: Batch): Promise<void> {
  await page.goto(`${base}/m/outbox`);
  await page.locator('input[type=file]').setInputFiles({ name: '导出.zip', mimeType: 'application/zip', buffer: zip });
  await page.getByText(`导入 ${ids.length} 条`).waitFor({ timeout: 60_000 });
}

/** Each of the batch is a hazard, once, with all its photos. */
async function expectOnce({ mark, ids }: Batch, photos: number): Promise<void> {
  const found: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    type Rows = { rows: { id: string; description: string }[]; nextCursor: string | null };
    const page: Rows = await ask<Rows>(
      `/api/hazards?q=${encodeURIComponent(mark)}&limit=100${cursor && `&cursor=${cursor}`}`,
    );
    found.push(...page.rows.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(found.sort()).toEqual([...ids].sort());
  let attached = 0;
  for (const id of ids) attached += (await ask<{ files: unknown[] }>(`/api/hazards/${id}`)).files.length;
  expect(attached).toBe(photos);
}

journey(
  'a check and a finding of a phone without network: kept over a restart, then with the server, once',
  async () => {
    const task = await makeTask('离线日查');
    const page = await phone();
    await page.getByText('离线日查').first().waitFor();
    const context = page.context();
    await context.setOffline(true);

    // Any address of the app opens, also that of a code at a place.
    await page.goto(`${base}/m/screening/check/${task}?slot=${today(systemClock)}`);
    await page.getByRole('button', { name: '合格', exact: true }).click();
    await page.getByText('氮封压力').waitFor();
    await page.locator('.zb-reading input').fill('1.2');
    await page.getByText(/超限：应在 0\.2–0\.8 kPa 之间/).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    // The phone dies in the midst of it; what was tapped is there.
    await kill(page);
    const again = await reopen(context, `/m/screening/check/${task}?slot=${today(systemClock)}`);
    await again.getByText('第 2 项，共 2 项').waitFor();
    expect(await again.locator('.zb-reading input').inputValue()).toBe('1.2');
    await again.getByLabel('是什么问题？').fill('离线日查发现氮封压力超限');
    await again.getByLabel('在什么地方？').fill('甲醇罐区');
    await again.locator('.zb-item-photos input[type=file]').setInputFiles([await photo('a.jpg'), await photo('b.jpg')]);
    await again.locator('.zb-photo img').nth(1).waitFor();
    await again.getByRole('button', { name: '去签名' }).click();
    await again.getByLabel('签名').fill('别人');
    await again.getByRole('button', { name: '签名并提交' }).click();
    await again.getByText(`签名应为本人姓名：${person.name}`).waitFor();
    await again.getByLabel('签名').fill(person.name);
    await again.getByRole('button', { name: '签名并提交' }).click();
    await again.getByText(/已存在手机里/).waitFor();
    expect(await accessibilityFaults(again)).toEqual([]);

    await again.getByRole('link', { name: '报问题' }).click();
    await again.getByLabel('是什么问题？').fill('离线报的问题：爬梯护栏松动');
    await again.getByLabel('在什么地方？').fill('二号平台');
    await again.locator('input[type=file]').setInputFiles(await photo('c.jpg'));
    await again.locator('.zb-photo img').waitFor();
    await again.getByRole('button', { name: '提交问题' }).click();
    await again.getByText('2 条待上传').waitFor();

    await kill(again);
    const later = await reopen(context);
    await later.getByText('没有网络。内容都在手机里').waitFor();
    expect(await later.locator('.zb-outbox section > ul > li').count()).toBe(2);
    expect(await accessibilityFaults(later)).toEqual([]);
    await context.setOffline(false);
    await allSent(later);

    type Records = { rows: { id: string; state: string; bad: number; missingFiles: number }[] };
    const { rows } = await ask<Records>(`/api/screening-records?taskId=${task}`);
    expect(rows).toMatchObject([{ state: 'done', bad: 1, missingFiles: 0 }]);
    for (const words of ['离线日查发现氮封压力超限', '离线报的问题：爬梯护栏松动']) {
      const found = await ask<{ rows: { id: string }[] }>(`/api/hazards?q=${encodeURIComponent(words)}`);
      expect(found.rows).toHaveLength(1);
    }
    await later.goto(`${base}/m/screening`);
    await later.getByText('已查', { exact: true }).first().waitFor();
    await context.close();
  },
);

/** What happens to the phone at which point of the sending. Each gives back what it waits for. */
const DEATHS: Readonly<Record<string, (page: Page, dead: () => Promise<void>) => Promise<unknown>>> = {
  'before the records are sent': (page, dead) =>
    page.route('**/api/screening/sync', async (route) => {
      await dead();
      await route.abort().catch(() => {});
    }),
  'after the server has committed, before its answer': (page, dead) =>
    page.route('**/api/screening/sync', (route) => committed(route, dead)),
  'between two batches': (page, dead) => {
    let batches = 0;
    return page.route('**/api/screening/sync', async (route) => {
      if (batches++ === 0) return route.continue();
      await dead();
    });
  },
  'after the receipt, before the journal lets go': async (page, dead) => {
    await page.exposeFunction('died', dead);
    await page.evaluate(NO_DELETE);
  },
  'in the middle of a photo': async (page, dead) => {
    const session = await page.context().newCDPSession(page);
    await page.route('**/api/files', async (route) => {
      await session.send('Network.enable');
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 40_000 };
      await session.send('Network.emulateNetworkConditions', slow);
      void route.continue();
      setTimeout(() => void dead(), 400);
    });
  },
  'after a photo has arrived, before its answer': (page, dead) =>
    page.route('**/api/files', (route) => committed(route, dead)),
};

async function committed(route: Route, dead: () => Promise<void>): Promise<void> {
  await route.fetch().catch(() => {});
  await dead();
}

journey('the phone dies at every step of the sending: nothing is lost and nothing comes twice', async () => {
  const dies = async ([when, arrange]: [string, (typeof DEATHS)[string]]) => {
    // More than one batch of records, and photos of some size.
    const batch = await writtenElsewhere(`断点${newId().slice(-6)}`, { entries: 55, photos: 6, photoBytes: 60_000 });
    const page = await phone('/m/outbox');
    const context = page.context();
    await context.setOffline(true);
    await takeIn(page, batch);
    let die = () => {};
    const died = new Promise<void>((done) => {
      die = done;
    });
    await arrange(page, async () => die());
    await context.setOffline(false);
    await died;
    await kill(page);
    const again = await reopen(context);
    await allSent(again).catch((error) => {
      throw new Error(`${when}: ${error}`);
    });
    await expectOnce(batch, 6);
    await context.close();
  };
  await Promise.all(Object.entries(DEATHS).map(dies)); // each on a phone of its own
});

journey('a day with 500 photos leaves with the network', async () => {
  const batch = await writtenElsewhere('五百张', { entries: 60, photos: 500 });
  const page = await phone('/m/outbox');
  await page.context().setOffline(true);
  await takeIn(page, batch);
  await page.reload();
  await page.getByText('没有网络。内容都在手机里').waitFor();
  await page.context().setOffline(false);
  await allSent(page);
  await expectOnce(batch, 500);
  await page.context().close();
});

/** Of more than half a megabyte also when drawn anew: noise does not compress. */
async function bigPhoto() {
  const raw = { width: 1200, height: 900, channels: 3 as const };
  const buffer = await sharp(randomBytes(1200 * 900 * 3), { raw })
    .jpeg({ quality: 95 })
    .toBuffer();
  return { name: '大.jpg', mimeType: 'image/jpeg', buffer };
}

/** Reports a problem as a person does. */
async function report(page: Page, words: string): Promise<void> {
  await page.goto(`${base}/m/screening/finding`);
  await page.getByLabel('是什么问题？').fill(words);
  await page.getByLabel('在什么地方？').fill('罐区');
  await page.getByRole('button', { name: '提交问题' }).click();
}

const hazardsNamed = async (words: string) =>
  (await ask<{ rows: { id: string }[] }>(`/api/hazards?q=${encodeURIComponent(words)}`)).rows.length;

journey('no room on the phone: said clearly, the words stay, what was kept can be carried away as a file', async () => {
  const page = await atScreen(browser, base, cookie, true);
  const context = page.context();
  // Before the app first stores anything: browsers look at what is left only now and then.
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: base, quotaSize: 4_000_000 });
  await page.goto(`${base}/m/outbox`);
  await page.evaluate(READY);
  await context.setOffline(true);
  await report(page, '存满前的问题');
  await page.getByText('1 条待上传').waitFor();
  await page.goto(`${base}/m/screening/finding`);
  await page.getByLabel('是什么问题？').fill('存满后的问题');
  await page.getByLabel('在什么地方？').fill('罐区');
  await page.locator('input[type=file]').setInputFiles(await Promise.all(Array.from({ length: 9 }, bigPhoto)));
  await page.getByText(/手机存储空间不足/).waitFor();
  const kept = await page.locator('.zb-photo').count();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(9);
  await page.goto(`${base}/m/outbox`);
  await page.getByText('手机存储已满，上一张照片没有存下').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出到文件' }).click();
  const file = join(dir, 'export.zip');
  await (await download).saveAs(file);

  await session.send('Storage.overrideQuotaForOrigin', { origin: base });
  await page.goto(`${base}/m/screening/finding`);
  expect(await page.getByLabel('是什么问题？').inputValue()).toBe('存满后的问题');
  await page.getByRole('button', { name: '提交问题' }).click();
  await page.getByText('2 条待上传').waitFor();

  // The phone is lost; another one takes the file, and its own copy would do no harm.
  const other = await phone('/m/outbox');
  await other.locator('input[type=file]').setInputFiles(file);
  await allSent(other);
  await context.setOffline(false);
  await page.goto(`${base}/m/outbox`);
  await allSent(page);
  expect(await hazardsNamed('存满前的问题')).toBe(1);
  const [late] = (await ask<{ rows: { id: string }[] }>(`/api/hazards?q=${encodeURIComponent('存满后的问题')}`)).rows;
  expect((await ask<{ files: unknown[] }>(`/api/hazards/${late?.id}`)).files).toHaveLength(kept);
  await context.close();
  await other.context().close();
});

journey(
  'the session ends while there is no network; another person signs in: nothing goes under a wrong name',
  async () => {
    const own = await signIn(product.port, 'safety');
    const page = await atScreen(browser, base, own, true);
    await page.goto(`${base}/m/screening`);
    await page.evaluate(READY);
    const context = page.context();
    await context.setOffline(true);
    await fetch(`${base}/api/session`, { method: 'DELETE', headers: { cookie: own } });
    await report(page, '登录失效时的问题');
    await page.getByText('1 条待上传').waitFor();
    await context.setOffline(false);
    await page.goto(`${base}/m/outbox`);
    await page.getByText('登录已失效。内容都在手机里').waitFor();
    // Work goes on without signing in.
    await page.goto(`${base}/m/screening`);
    await page
      .getByRole('button', { name: '稍后再登录，继续填写' })
      .or(page.getByRole('link', { name: '报问题' }))
      .first()
      .waitFor();

    await page.goto(`${base}/m/outbox`);
    await page.getByRole('button', { name: '登录并上传' }).click();
    await page.getByRole('button', { name: '换人登录' }).click();
    await signInHere(page, 'team');
    await page.goto(`${base}/m/outbox`);
    await page.getByText('须由本人在这台手机上登录后上传').waitFor();
    await page.waitForTimeout(1500);
    expect(await hazardsNamed('登录失效时的问题')).toBe(0);

    await page.goto(`${base}/m/me`);
    await page.getByRole('button', { name: '退出登录' }).click();
    await signInHere(page, 'safety');
    await page.goto(`${base}/m/outbox`);
    await allSent(page);
    const { rows } = await ask<{ rows: { id: string }[] }>(`/api/hazards?q=${encodeURIComponent('登录失效时的问题')}`);
    expect(rows).toHaveLength(1);
    const events = JSON.stringify(await ask(`/api/hazards/${rows[0]?.id}`));
    expect(events).toContain(person.name);
    await context.close();
  },
);

async function signInHere(page: Page, account: string): Promise<void> {
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill('Zhiben#2026');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
}

journey(
  'a clock wrong by a day: the right slot, a warning, and the record counts as in time; two phones, one slot',
  async () => {
    const name = `时钟${newId().slice(-6)}`;
    const task = await makeTask(name);
    const ahead = await atScreen(browser, base, cookie, true);
    await ahead.addInitScript(A_DAY_AHEAD);
    await ahead.goto(`${base}/m/screening`);
    await ahead.getByText(/手机时间比服务器快 24 小时/).waitFor();
    await ahead.evaluate(READY);
    const second = await phone();
    await second.getByText(name).first().waitFor();
    for (const page of [ahead, second]) await page.context().setOffline(true);
    await answer(ahead, name, '0.5');
    await ahead.context().setOffline(false);
    await ahead.goto(`${base}/m/outbox`);
    await allSent(ahead);
    type Records = { rows: { id: string; state: string; slotDay: string }[] };
    const { rows } = await ask<Records>(`/api/screening-records?taskId=${task}`);
    expect(rows).toMatchObject([{ state: 'done', slotDay: today(systemClock) }]);
    const { clockSkewSeconds } = await ask<{ clockSkewSeconds: number }>(`/api/screening-records/${rows[0]?.id}`);
    expect(Math.abs(clockSkewSeconds - 86_400)).toBeLessThan(60);

    // The same slot on another phone, with another reading: both stay, and somebody decides.
    await answer(second, name, '0.7');
    await second.context().setOffline(false);
    await second.goto(`${base}/m/outbox`);
    await second.getByText('已收到，与他人填写不一致').waitFor();
    const conflicts = await ask<{ rows: { taskName: string }[] }>('/api/screening-conflicts?open=true');
    expect(conflicts.rows.filter(({ taskName }) => taskName === name)).toHaveLength(1);
    for (const page of [ahead, second]) await page.context().close();
  },
);

async function answer(page: Page, name: string, reading: string): Promise<void> {
  await page.getByText(name).first().click();
  await page.getByRole('button', { name: '合格', exact: true }).click();
  await page.locator('.zb-reading input').fill(reading);
  await page.getByRole('button', { name: '去签名' }).click();
  await page.getByLabel('签名').fill(person.name);
  await page.getByRole('button', { name: '签名并提交' }).click();
  await page.getByText(/已存在手机里/).waitFor();
}

journey('photos that an older version kept are taken over and sent by their form', async () => {
  const page = await atScreen(browser, base, cookie, true);
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
});

/*
 * What runs in the page, as text: the tests are checked as code of the server, which knows no browser.
 */

/** The app is on the phone. */
const READY = 'navigator.serviceWorker.ready.then(() => true)';

/** The journal lets go of nothing, and says when it was about to. */
const NO_DELETE = `{
  const real = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (key) {
    if (this.name === 'journal') {
      this.transaction.abort();
      void died();
    }
    return real.call(this, key);
  };
}`;

const A_DAY_AHEAD = `{
  const Real = Date;
  class Shifted extends Real {
    constructor(...given) {
      super(...(given.length > 0 ? given : [Shifted.now()]));
    }
    static now() {
      return Real.now() + 86_400_000;
    }
  }
  globalThis.Date = Shifted;
}`;

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
