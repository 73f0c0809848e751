import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import type { CampaignUnit, Task } from '@zhiben/slices/plan/domain';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleDocx } from '../packages/gongwen/src/testing/sample-docx.ts';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, fillDate, keepingPictures } from './steps.ts';

/** From a published document to tasks that say what a person made of it: read, corrected beside the text, adopted. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-correction-'));
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

const TITLE = '青石县安全生产治本攻坚更正演练方案';
const docx = () =>
  Buffer.from(
    sampleDocx([
      TITLE,
      '一、主要任务',
      '（一）强化排查整治。各乡镇每季度至少开展1次检查，2027年6月前县应急局建立隐患台账。',
      '（二）提升监测预警。县住房和城乡建设局2027年9月底前完成燃气管网改造并通过验收，报县安委办备案。',
      '（三）加强宣传培训。2027年，分批开展安全培训。',
      '重点任务分工表',
      {
        rows: [
          ['序号', '重点任务', '牵头单位', '责任单位', '完成时限'],
          ['1', '开展危险化学品企业专项检查', '县应急局', '各乡镇', '2027年10月底前'],
          ['2', '完善消防水源建设', '县消防救援大队', '县水利局', '2027年底前'],
        ],
      },
    ]),
  );

const row = (page: Page, words: string): Locator => page.locator('.zb-beside-structure li').filter({ hasText: words });

async function saved(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: '已保存' }).waitFor();
}

test(
  'a read plan is corrected beside its text, and the adopted tasks carry the corrections',
  () => keepingPictures(() => browser.contexts(), correctAndAdopt),
  180_000,
);

async function correctAndAdopt(): Promise<void> {
  const clerk = await atScreen(browser, base, await product.session('clerk'));
  await clerk.goto(`${base}/plans/import`);
  const old = { name: '方案.wps', mimeType: '', buffer: Buffer.from('d0cf11e0a1b11ae1'.padEnd(2048, '0'), 'hex') };
  await clerk
    .locator('input[type=file]')
    .setInputFiles([old, { name: '更正演练方案.docx', mimeType: '', buffer: docx() }]);
  await clerk.getByRole('alert').filter({ hasText: '另存为' }).waitFor();
  await clerk.getByRole('link', { name: TITLE }).click();

  // What the reader was unsure of comes first, with the reason; a key goes to it and another says that it is right.
  const unsure = async () => Number((await clerk.getByText(/还有 \d+ 处拿不准/).textContent())?.match(/\d+/)?.[0]);
  const before = await unsure();
  expect(before).toBeGreaterThanOrEqual(2);
  await clerk.keyboard.press('n');
  await clerk.locator('.zb-beside-structure li [data-active]').waitFor();
  await clerk.locator('.zb-beside-text [data-active]').first().waitFor();
  await clerk.keyboard.press('y');
  await saved(clerk);
  expect(await unsure()).toBe(before - 1);

  // Doer and date, the date in the words of a plan.
  await row(clerk, '每季度至少开展1次').locator('button[data-row]').click();
  await row(clerk, '每季度至少开展1次').getByRole('button', { name: '修改' }).click();
  const editor = clerk.getByRole('group', { name: '修改要求' });
  await editor.getByLabel('责任主体').fill('各乡镇（园区）');
  await editor.getByLabel('责任主体').press('Enter');
  await editor.getByLabel('完成期限').fill('2027年底前');
  await editor.getByText('即 2027-12-31').waitFor();
  await editor.getByLabel('完成期限').press('Enter');
  await row(clerk, '每季度至少开展1次').getByText('2027-12-31').first().waitFor();
  await editor.getByRole('button', { name: /完成/ }).click();

  // One duty becomes two at the caret.
  await row(clerk, '完成燃气管网改造').locator('button[data-row]').click();
  await clerk.keyboard.press('e');
  const words = editor.getByLabel(/光标放在/);
  await words.evaluate((field: { value: string; setSelectionRange(from: number, to: number): void }) => {
    const at = field.value.indexOf('并通过验收');
    field.setSelectionRange(at, at);
  });
  await editor.getByRole('button', { name: '在光标处拆成两项' }).click();
  await row(clerk, '并通过验收').locator('button[data-row]').waitFor();
  expect(await row(clerk, '完成燃气管网改造').locator('button[data-row]').textContent()).not.toContain('并通过验收');
  await clerk.keyboard.press('Escape');

  // Deleted, and taken back; deleted for good.
  const training = row(clerk, '开展安全培训');
  await training.locator('button[data-row]').click();
  await training.getByRole('button', { name: '删除' }).click();
  await training.waitFor({ state: 'detached' });
  await clerk.keyboard.press('Control+z');
  await training.waitFor();
  await training.locator('button[data-row]').click();
  await clerk.keyboard.press('Delete');
  await training.waitFor({ state: 'detached' });

  // Words selected in the original become a duty of their own.
  await selectWords(clerk, '报县安委办备案');
  await clerk.getByRole('toolbar', { name: '所选文字' }).getByRole('button', { name: '新增要求' }).click();
  await editor.getByLabel('完成期限').fill('2027-09-30');
  await editor.getByLabel('完成期限').press('Enter');
  await saved(clerk);
  expect(await accessibilityFaults(clerk)).toEqual([]);

  await clerk.reload();
  await row(clerk, '报县安委办备案').filter({ hasText: '2027-09-30' }).first().waitFor();
  expect(await training.count()).toBe(0);
  await clerk.getByRole('button', { name: /更正记录/ }).click();
  await clerk.getByText('把“各乡镇每季度至少开展1次检查”的责任主体改为“各乡镇（园区）”').waitFor();
  await clerk
    .locator('.ant-drawer')
    .getByRole('button', { name: '关闭' })
    .or(clerk.locator('.ant-drawer-close'))
    .first()
    .click();

  const { tasks, units } = await adopted(clerk);
  const duties = tasks.flatMap(({ obligations }) => obligations);
  const duty = (words: string) => duties.find(({ quote }) => quote.includes(words));
  expect(duty('每季度至少开展1次')).toMatchObject({ actor: '各乡镇（园区）', deadline: '2027-12-31', confidence: 1 });
  expect(duty('燃气管网改造')?.quote).not.toContain('并通过验收');
  expect(duty('并通过验收')).toBeDefined();
  expect(duty('开展安全培训')).toBeUndefined();
  expect(duties.filter(({ quote }) => quote === '报县安委办备案')).toMatchObject([{ deadline: '2027-09-30' }]);
  expect(duty('完善消防水源建设')).toMatchObject({ actor: '县消防救援大队', deadline: '2027-12-31' });
  expect(units.filter(({ path }) => path[0] === '重点任务分工表')).toHaveLength(2);

  await clerk.goBack();
  await clerk.getByText('已建立专项行动，识别结果不再更正').waitFor();
}

/** Selects the first place of some words in the original. In the words of the browser: its types are not known here. */
async function selectWords(page: Page, words: string): Promise<void> {
  await page.evaluate(`(() => {
    const walker = document.createTreeWalker(document.querySelector('.zb-beside-text'), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const at = node.textContent.indexOf(${JSON.stringify(words)});
      if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + ${words.length});
    }
  })()`);
}

async function adopted(clerk: Page): Promise<{ units: CampaignUnit[]; tasks: Task[] }> {
  await clerk.getByRole('button', { name: '建立专项行动' }).click();
  const adopt = clerk.locator('.ant-drawer').filter({ hasText: '牵头机构' });
  await adopt.getByLabel('名称').fill('更正演练行动');
  await fillDate(adopt.getByLabel('开始日期'), today(systemClock));
  await fillDate(adopt.getByLabel('结束日期'), addDays(today(systemClock), 500));
  await adopt.getByRole('button', { name: '建立专项行动' }).click();
  await clerk
    .locator('.ant-modal')
    .filter({ hasText: '不能撤销' })
    .getByRole('button', { name: '建立专项行动' })
    .click();
  await clerk.waitForURL(/\/campaigns\//);
  const id = new URL(clerk.url()).pathname.split('/').at(-1);
  const headers = { cookie: await product.session('clerk') };
  const get = async <T>(path: string) => (await (await fetch(`${base}/api${path}`, { headers })).json()) as T;
  const { units } = await get<{ units: CampaignUnit[] }>(`/campaigns/${id}/tree`);
  const { rows } = await get<{ rows: { id: string }[] }>(`/tasks?campaignId=${id}&limit=100`);
  return { units, tasks: await Promise.all(rows.map((task) => get<Task>(`/tasks/${task.id}`))) };
}
