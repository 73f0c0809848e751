import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { signIn } from '../product.ts';
import { photo } from '../steps.ts';
import { allSent, emptyPhone, hazardsNamed, type Phones, READY, report } from './phones.ts';

/** The session ends while there is no network, and another person signs in: nothing goes under a wrong name. */
export async function changePeople(phones: Phones): Promise<void> {
  const { base, ask, person } = phones;
  const own = await signIn(phones.product.port, 'safety');
  const page = await emptyPhone(phones, own);
  await page.goto(`${base}/m/screening`);
  await page.evaluate(READY);
  await expect.poll(() => page.evaluate(PREPARED), { timeout: 20_000 }).toBe(true);
  const context = page.context();
  await context.setOffline(true);
  await fetch(`${base}/api/session`, { method: 'DELETE', headers: { cookie: own } });
  const code = await reportAsNobody(phones, page);
  await report(phones, page, '登录失效时的问题');
  await page.getByText('2 条待上传').waitFor();
  await context.setOffline(false);
  await page.goto(`${base}/m/outbox`);
  await page.getByText('登录已失效。内容都在手机里').waitFor();
  // What nobody's name stands on needs no session and has left already.
  await page.getByText(/企业应在 .* 前答复/).waitFor();
  type Snapshots = { rows: { words: string; finderName: string | null }[] };
  const { rows: nameless } = await ask<Snapshots>(`/api/snapshots?q=${encodeURIComponent(NAMELESS)}`);
  expect(nameless).toMatchObject([{ words: NAMELESS, finderName: null }]);
  expect(await page.evaluate(KEPT)).not.toContain(NAMELESS);
  const followed = await fetch(`${base}/api/public/snapshots/follow`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  });
  expect(await followed.json()).toMatchObject({ words: NAMELESS, status: 'received' });
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
  // What the other person writes goes out, and nothing else with it.
  await report(phones, page, '班组自己的问题');
  await page.getByText('“报问题：班组自己的问题”已上传。').waitFor();
  expect(await hazardsNamed(phones, '登录失效时的问题')).toEqual([]);

  await page.goto(`${base}/m/me`);
  await page.getByRole('button', { name: '退出登录' }).click();
  await signInHere(page, 'safety');
  await page.goto(`${base}/m/outbox`);
  await allSent(page);
  const rows = await hazardsNamed(phones, '登录失效时的问题');
  expect(rows).toHaveLength(1);
  const events = JSON.stringify(await ask(`/api/hazards/${rows[0]?.id}`));
  expect(events).toContain(person.name);
  await context.close();
}

async function signInHere(page: Page, account: string): Promise<void> {
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill('Zhiben#2026');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
}

const NAMELESS = '不署名的问题：夜里有人拆护栏';

/** Without a network and without a session: what is kept says neither who nor when. @returns the claim code */
async function reportAsNobody({ base, person }: Phones, page: Page): Promise<string> {
  await page.goto(`${base}/m/screening/snapshot`);
  await page.getByRole('link', { name: '不想署名？改为匿名报告' }).click();
  await page.getByLabel('什么问题').fill(NAMELESS);
  await page.getByLabel('在哪里').fill('二号平台');
  await page.getByLabel(/照片/).setInputFiles(await photo('匿名.jpg'));
  await page.getByText('已选 1 张').waitFor();
  await page.getByRole('button', { name: '匿名提交' }).click();
  const code = (await page.locator('.zb-drop-code').textContent()) ?? '';
  const kept = await page.evaluate<string>(KEPT);
  expect(kept).toContain(NAMELESS);
  for (const tell of [person.id, person.name, code]) expect(kept).not.toContain(tell);
  // Of the time the day alone.
  const instants = kept.match(/\d{4}-\d\d-\d\dT[\d:.]+Z/g) ?? [];
  expect(instants.filter((at) => !at.endsWith('T00:00:00.000Z'))).toEqual([]);
  expect(instants).not.toEqual([]);
  return code;
}

/** Where nameless reports go is known on the phone, though nobody has opened that page yet. */
const PREPARED = `indexedDB.databases().then((made) =>
  made.some(({ name }) => name === 'zhiben-offline') &&
  new Promise((done, fail) => {
    const request = indexedDB.open('zhiben-offline');
    request.onerror = () => fail(request.error);
    request.onsuccess = () => {
      const keys = request.result.transaction('answers').objectStore('answers').getAllKeys();
      keys.onsuccess = () => {
        request.result.close();
        done(keys.result.some((key) => key.endsWith('/drop-ticket')));
      };
    };
  }))`;

/** Journal and outbox of the phone, as text. */
const KEPT = `new Promise((done, fail) => {
  const request = indexedDB.open('zhiben-offline');
  request.onerror = () => fail(request.error);
  request.onsuccess = () => {
    const transaction = request.result.transaction(['journal', 'outbox']);
    const all = ['journal', 'outbox'].map((name) => transaction.objectStore(name).getAll());
    transaction.oncomplete = () => {
      request.result.close();
      done(JSON.stringify(all.map(({ result }) => result)));
    };
  };
})`;
