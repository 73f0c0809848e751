import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, choose, keepingPictures } from './steps.ts';

/** A county's own ledger comes in and is taken back; the ledger here is narrowed, kept as a view, counted and taken out. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-ledger-'));
let product: Product;
let browser: Browser;
let base: string;
let enterprise: string;

beforeAll(async () => {
  product = await startDemo(dir);
  base = `http://localhost:${product.port}`;
  browser = await launchBrowser();
  const cookie = await product.session('safety');
  const answer = await fetch(`${base}/api/session`, { headers: { cookie } });
  const { session } = (await answer.json()) as { session: { organisation: { name: string } } };
  enterprise = session.organisation.name;
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

const journey = (name: string, walk: () => Promise<void>) =>
  test(name, () => keepingPictures(() => browser.contexts(), walk), 180_000);

/** Headers that nobody can guess, so that the columns have to be matched by hand. */
async function ledger(): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const book = new ExcelJS.Workbook();
  const page = book.addWorksheet('台账');
  page.addRow(['甲', '乙', '丙', '丁']);
  page.addRow([enterprise, '导入演练：安全出口上锁', '2026-01-05', '日常检查']);
  page.addRow([enterprise, '导入演练：配电箱进水', '2026-01-06', '群众举报']);
  page.addRow(['没有这家企业', '导入演练：通道堵塞', '2026-01-06', '日常检查']);
  page.addRow([enterprise, '导入演练：报警器断电', '去年', '日常检查']);
  const buffer = Buffer.from(await book.xlsx.writeBuffer());
  return {
    name: '应急局台账.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer,
  };
}

journey('a ledger is imported with its columns matched by hand, shows its errors, and is undone', async () => {
  const clerk = await atScreen(browser, base, await product.session('clerk'));
  await clerk.goto(`${base}/hazards`);
  await clerk.getByRole('link', { name: '导入台账' }).click();
  await clerk.locator('input[type=file]').setInputFiles(await ledger());
  await clerk.getByRole('heading', { name: '应急局台账.xlsx' }).waitFor();

  for (const [field, header] of [
    ['单位名称', 'A 列 甲'],
    ['隐患描述', 'B 列 乙'],
    ['发现日期', 'C 列 丙'],
    ['发现渠道', 'D 列 丁'],
  ] as const) {
    await choose(clerk, field, header);
  }
  await clerk.getByRole('button', { name: '按此对应重新检查' }).click();
  await clerk.getByText('企业库中没有这家企业').waitFor();
  await clerk.getByText('应为日期').waitFor();
  expect(await accessibilityFaults(clerk)).toEqual([]);

  await clerk.getByRole('button', { name: '导入 2 条' }).click();
  await clerk.getByText('已导入 2 条').waitFor();
  await clerk.getByRole('link', { name: '查看导入的隐患' }).click();
  await clerk.getByText('导入演练：安全出口上锁').first().waitFor();
  await clerk.goBack();

  await clerk.getByRole('button', { name: '撤销这次导入' }).click();
  await clerk.locator('.ant-modal').getByRole('button', { name: '撤销导入' }).click();
  await clerk.getByText('已撤销 2 条').waitFor();
  await clerk.context().close();
});

journey('a figure opens its records; what is narrowed is kept as a view and taken out as a form', async () => {
  const clerk = await atScreen(browser, base, await product.session('clerk'));
  await clerk.goto(`${base}/hazard-analysis?from=2024-01&to=2026-12`);
  const figure = clerk.locator('.zb-analysis-totals').getByRole('link', { name: /^期末未销号/ });
  const count = Number((await figure.innerText()).replaceAll(',', ''));
  expect(count).toBeGreaterThan(5);
  await clerk.locator('.zb-map a').nth(3).waitFor();
  await figure.click();
  await clerk.getByRole('heading', { name: new RegExp(`^隐患台账\\s*${count} 条$`) }).waitFor();

  await clerk.goto(`${base}/hazards?grade=major&view=all`);
  await clerk.getByRole('button', { name: '存为视图' }).click();
  await clerk.getByLabel('视图名称').fill('重大全部');
  await clerk.getByRole('button', { name: '保存视图' }).click();
  await clerk.getByRole('button', { name: '重大全部', exact: true }).waitFor();

  await clerk.getByRole('button', { name: '导出', exact: true }).click();
  const dialog = clerk.getByRole('dialog', { name: '导出隐患台账' });
  await dialog.getByText('重大隐患列表').click();
  await dialog.getByText('挂牌督办级别(无/县/市/省)').waitFor();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  const [download] = await Promise.all([
    clerk.waitForEvent('download'),
    dialog.getByRole('link', { name: '导出 xlsx' }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await download.path());
  expect(book.worksheets[0]?.getCell('A1').value).toBe('重大隐患列表');
  expect(book.worksheets[0]?.rowCount).toBeGreaterThan(5);
  await clerk.context().close();
});
