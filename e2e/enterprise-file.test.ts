import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { creditCodeCheck } from '@zhiben/slices/enterprise/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, signIn, startDemo } from './product.ts';
import { accessibilityFaults, keepingPictures, signedIn } from './steps.ts';

/** The file of an enterprise as its users keep it: imported, corrected on a ground, graded, appealed by phone, settled. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-file-'));
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

const journey = (name: string, walk: () => Promise<void>) =>
  test(name, () => keepingPictures(() => browser.contexts(), walk), 180_000);

type Row = Readonly<Record<string, string>>;

async function sheet(rows: readonly Row[]): Promise<Buffer> {
  const out = new PassThrough();
  const columns = Object.keys(rows[0] ?? {}).map((header) => ({ header, value: (row: Row) => row[header] ?? null }));
  const [bytes] = await Promise.all([buffer(out), writeSheet(out, { title: '名单', columns, rows })]);
  return bytes;
}

journey(
  'a clerk imports a list with errors, opens a file, corrects it, and sees who changed what on what ground',
  async () => {
    const first17 = '919901010009999XX'.slice(0, 17);
    const name = '示范县旅程木器有限公司';
    const good = {
      企业名称: name,
      信用代码: first17 + creditCodeCheck(first17),
      所属乡镇: '青石岭镇',
      行业: '工贸',
      人数: '25',
    };
    const bad = { ...good, 企业名称: '示范县错码木器厂', 信用代码: '9199010100' };
    const clerk = await signedIn(browser, base, 'clerk');
    await clerk.goto(`${base}/enterprises/import`);
    const mimeType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await clerk
      .locator('input[type=file]')
      .setInputFiles({ name: '名单.xlsx', mimeType, buffer: await sheet([good, bad]) });
    await clerk.getByText('新建 1，有变更 0，无变化 0，有误 1').waitFor();
    await clerk.getByText('第 4 行 B 列「统一社会信用代码」：统一社会信用代码应为 18 位').waitFor();
    await clerk.getByRole('button', { name: '导入无误的 1 家' }).click();
    await clerk.getByText('已导入 1 家').waitFor();
    expect(await accessibilityFaults(clerk)).toEqual([]);

    await clerk.goto(`${base}/enterprises?q=${encodeURIComponent('旅程木器')}`);
    await clerk.getByText(name).first().click();
    await clerk.keyboard.press('Enter');
    await clerk.waitForURL(/\/enterprises\/[0-9a-f-]{36}/);
    await clerk.getByRole('button', { name: '修改规模' }).click();
    const drawer = clerk.locator('.ant-drawer');
    await drawer.getByLabel('从业人员').fill('31');
    await drawer.getByLabel('凭什么修改').fill('现场核实');
    await drawer.getByRole('button', { name: '保存规模' }).click();
    await drawer.waitFor({ state: 'detached' });
    await clerk.getByRole('tab', { name: '变更历史' }).click();
    await clerk.getByText('25').first().waitFor();
    await clerk.getByText('依据：现场核实').waitFor();
    expect(await accessibilityFaults(clerk)).toEqual([]);
  },
);

journey('an enterprise appeals against its grade by phone, and another person than decided settles it', async () => {
  const phone = await signedIn(browser, base, 'safety', true);
  await phone.goto(`${base}/m/enterprise`);
  await phone.getByText('确定为').waitFor();
  expect(await accessibilityFaults(phone)).toEqual([]);
  await phone.getByRole('link', { name: /对分级结果申诉/ }).click();
  await phone.locator('textarea').fill('安全管理人员已经任命，请核实。');
  await phone.getByRole('button', { name: '下一步' }).click();
  await phone.getByRole('button', { name: '提交申诉' }).click();
  await phone.getByText('申诉中').waitFor();

  const cookie = await signIn(product.port, 'safety');
  const session = (await (await fetch(`${base}/api/session`, { headers: { cookie } })).json()) as {
    session: { organisation: { id: string } };
  };
  const clerk = await signedIn(browser, base, 'clerk');
  await clerk.goto(`${base}/enterprises/${session.session.organisation.id}?tab=grade`);
  await clerk.getByText('申诉：安全管理人员已经任命，请核实。').waitFor();
  await clerk.getByRole('button', { name: '处理申诉' }).click();
  const drawer = clerk.locator('.ant-drawer');
  await drawer.getByLabel('处理意见和依据').fill('经现场核实，人员尚未任命，维持原等级。');
  await drawer.getByRole('button', { name: '作出处理决定' }).click();
  await clerk.getByText('处理：经现场核实，人员尚未任命，维持原等级。').waitFor();
  await clerk.getByText('申诉已处理').first().waitFor();

  await phone.reload();
  await phone.getByText('维持原等级').waitFor();
});
