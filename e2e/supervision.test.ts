import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, keepingPictures } from './steps.ts';

/** Pressing, as the office and an enterprise do it: a rule proposes, people issue, sign, answer and take down. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-supervision-'));
let product: Product;
let browser: Browser;
let base: string;

beforeAll(async () => {
  product = await startDemo(dir);
  base = `http://localhost:${product.port}`;
  browser = await launchBrowser();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

/** What others' screens do, by the product's own requests. */
async function send<T>(account: string, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
  const headers = { cookie: await product.session(account), 'content-type': 'application/json' };
  const response = await fetch(`${base}/api/${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  const text = await response.text();
  expect(response.status, `${path}: ${text.slice(0, 300)}`).toBe(200);
  return JSON.parse(text) as T;
}

/** A major hazard of the shown enterprise that a tip-off brought up: by the five 一律 it is to be listed. */
async function hazardFromTipOff(): Promise<string> {
  const { session } = await send<{ session: { organisation: { id: string } } }>('safety', 'GET', 'session');
  const id = newId();
  await send('inspector', 'POST', 'hazards', {
    id,
    enterpriseId: session.organisation.id,
    description: '液氨储罐区紧急切断阀未投用，现场以手阀代替',
    place: '液氨罐区',
    channel: 'tipOff',
    discoveredOn: today(systemClock),
    criterionCode: 'CH-15',
  });
  await send('dept1', 'POST', `hazards/${id}/confirm`, {
    commandId: newId(),
    expectedVersion: 1,
    criterionCode: 'CH-15',
    commitmentsDueOn: addDays(today(systemClock), 5),
  });
  return id;
}

const drawer = (page: Page) => page.locator('.ant-drawer-content-wrapper, .ant-drawer').last();
/** Opens the form of a step beside the paper and sends it. */
async function step(page: Page, name: string, fill?: () => Promise<void>): Promise<void> {
  await page.locator('.zb-next').getByRole('button', { name, exact: true }).click();
  await fill?.();
  await drawer(page).getByRole('button', { name, exact: true }).click();
  await page.locator('.ant-drawer').waitFor({ state: 'detached' });
}

test('a proposal becomes a plate; the enterprise signs and answers on a phone; everybody reads it; it is not taken down early', async () => {
  await keepingPictures(
    () => browser.contexts(),
    async () => {
      const hazardId = await hazardFromTipOff();
      await send('clerk', 'POST', 'supervision/proposals/sweep', { commandId: newId() });
      const { rows } = await send<{ rows: { id: string; subjectId: string }[] }>(
        'clerk',
        'GET',
        'supervision/proposals?kind=listedSupervision&limit=200',
      );
      const proposal = rows.find((row) => row.subjectId === hazardId);
      expect(proposal).toBeDefined();
      const clerk = await atScreen(browser, base, await product.session('clerk'));
      await clerk.goto(`${base}/supervision/proposals?row=${proposal?.id}`);
      await clerk.getByRole('button', { name: '采纳，生成初稿' }).click();
      await clerk.waitForURL(/\/supervision\/papers\/[0-9a-f-]{36}/);
      const id = new URL(clerk.url()).pathname.split('/').at(-1) ?? '';
      await step(clerk, '送审');
      const { version } = await send<{ version: number }>('leader', 'GET', `supervision/papers/${id}`);
      const approval = { commandId: newId(), expectedVersion: version };
      await send('leader', 'POST', `supervision/papers/${id}/approve`, approval);
      await step(clerk, '印发'); // what the leader did arrives by itself
      await clerk
        .getByText(/安委办挂〔\d{4}〕\d+号/)
        .first()
        .waitFor();

      const phone = await atScreen(browser, base, await product.session('safety'), true);
      await phone.goto(`${base}/m/hazards/${hazardId}`);
      await phone.getByRole('link', { name: /签收、反馈：安委办挂/ }).click();
      await phone.getByRole('button', { name: '签收', exact: true }).click();
      await phone.getByRole('button', { name: '签收', exact: true }).click();
      await phone.getByRole('button', { name: '反馈办理情况' }).click();
      await phone.locator('.zb-task textarea').fill('已停用液氨罐区，切断阀三日内恢复投用。');
      await phone.getByRole('button', { name: '下一步' }).click();
      await phone.getByRole('button', { name: '下一步' }).click(); // no photograph
      await phone.getByRole('button', { name: '反馈办理情况' }).click();
      await phone.getByText('已反馈').first().waitFor();
      expect(await accessibilityFaults(phone)).toEqual([]);

      await clerk.getByText('已反馈').first().waitFor(); // it arrives by itself; until then the paper on the screen is an old one
      await step(clerk, '公布');
      await clerk.getByRole('button', { name: '复制网址' }).waitFor();
      expect(await accessibilityFaults(clerk)).toEqual([]);
      await everybodyReads(id);

      // A plate comes down only after acceptance on site.
      const delist = clerk.locator('.zb-next').getByRole('button', { name: '摘牌', exact: true });
      expect(await delist.isDisabled()).toBe(true);
      await clerk
        .getByText(/尚未验收合格，不能摘牌/)
        .first()
        .waitFor();
      await clerk.goto(`${base}/hazards/${hazardId}`);
      await clerk.getByText('县级挂牌督办中').waitFor();
    },
  );
}, 180_000);

/** From the sign-in page to the notice, by somebody without an account. */
async function everybodyReads(id: string): Promise<void> {
  const anybody = await atScreen(browser, base, null, true);
  await anybody.goto(`${base}/m`);
  await anybody.getByRole('link', { name: '查看挂牌督办公示' }).click();
  await anybody.getByLabel('检索公示').fill('紧急切断阀');
  await anybody.getByRole('button', { name: '检索' }).click();
  const title = anybody.getByRole('link', { name: /县级挂牌督办。隐患概况：液氨储罐区紧急切断阀未投用/ });
  await title.waitFor();
  expect(await accessibilityFaults(anybody)).toEqual([]);
  await title.click();
  await anybody.getByRole('heading', { name: '县级挂牌督办公示' }).waitFor();
  expect(new URL(anybody.url()).pathname).toBe(`/public/notices/${id}`);
  expect(await accessibilityFaults(anybody)).toEqual([]);
}
