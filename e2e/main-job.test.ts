import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, fillDate, keepingPictures, photo, signedIn } from './steps.ts';

/** The thin main job on the demo county, as its users do it: plan, hazard, form; then the enterprise's part by phone. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-journey-'));
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

journey('a plan becomes a campaign, its tasks get owners, work on them is reported and verified', async () => {
  const clerk = await signedIn(browser, base, 'clerk');
  await clerk.goto(`${base}/plans/import`);
  const plan = join(import.meta.dirname, '../slices/plan/fixtures/xupu-2023.txt');
  await clerk.locator('input[type=file]').setInputFiles(plan);
  await clerk.getByRole('link', { name: '溆浦县重大事故隐患专项排查整治2023行动方案' }).click();
  await clerk.getByText('企业派驻员每月深入企业不少于3次').first().waitFor();

  await clerk.getByRole('button', { name: '建立专项行动' }).click();
  const adopt = clerk.locator('.ant-drawer');
  await adopt.getByLabel('名称').fill('重大事故隐患专项排查整治演练');
  await fillDate(adopt.getByLabel('开始日期'), today(systemClock));
  await fillDate(adopt.getByLabel('结束日期'), addDays(today(systemClock), 200));
  await adopt.getByRole('button', { name: '建立专项行动' }).click();
  await clerk
    .locator('.ant-modal')
    .filter({ hasText: '不能撤销' })
    .getByRole('button', { name: '建立专项行动' })
    .click();
  await clerk.waitForURL(/\/campaigns\//);
  const campaign = clerk.url();

  await clerk.getByRole('button', { name: /分派任务/ }).click();
  await clerk.getByLabel('全选').check();
  await clerk.getByRole('button', { name: /分派所选的 \d+ 项/ }).click();
  await clerk.getByText(/已分派 \d+ 项任务/).waitFor();

  // The office itself leads some tasks of this plan; another person of the office verifies what was reported.
  const cookie = await product.session('clerk');
  const id = campaign.split('/').at(-1)?.split('?')[0];
  const list = await fetch(`${base}/api/tasks?campaignId=${id}&mine=true&limit=1`, { headers: { cookie } });
  const [task] = ((await list.json()) as { rows: { id: string; label: string }[] }).rows;
  expect(task).toBeDefined();
  await clerk.goto(`${base}/tasks/${task?.id}`);
  await clerk.getByRole('button', { name: '填报进展' }).click();
  const report = clerk.locator('.ant-drawer');
  await report.getByLabel('进展情况').fill('已印发方案，召开动员部署会。');
  await report.locator('input[type=file]').setInputFiles(await photo('会议照片.jpg'));
  await uploaded(report, '会议照片.jpg');
  await report.getByText('任务已全部完成，申请核查').click();
  await report.getByRole('button', { name: '提交进展' }).click();
  await clerk.getByText('待核查').first().waitFor();

  const colleague = await atScreen(browser, base, await product.session('clerk2'));
  await colleague.goto(`${base}/tasks/${task?.id}`);
  await colleague.getByRole('button', { name: '核查通过，任务完成' }).click();
  await colleague.getByText('已核查通过').waitFor();
  await colleague.getByText('已完成').first().waitFor();
});

journey('a major hazard goes from discovery to closure through three people, each doing only their part', async () => {
  const inspector = await atScreen(browser, base, await product.session('inspector'));
  await inspector.goto(`${base}/hazards/new`);
  await inspector.getByLabel('企业', { exact: true }).fill(enterprise);
  await inspector.locator('.ant-select-item-option').filter({ hasText: enterprise }).first().click();
  await inspector.getByRole('textbox', { name: '部位' }).fill('甲醇罐区');
  await inspector.getByRole('textbox', { name: '隐患描述' }).fill('甲醇罐区两个可燃气体探测器离线，现场无临时监测措施');
  await inspector
    .locator('input[type=file]')
    .first()
    .setInputFiles(await photo('罐区.jpg'));
  await uploaded(inspector, '罐区.jpg');
  await inspector.getByRole('button', { name: '登记隐患' }).click();
  await inspector.waitForURL(/\/hazards\/[0-9a-f-]{36}/);
  const path = new URL(inspector.url()).pathname;

  // The competent department confirms; the enterprise finds the notice in its inbox.
  const officer = await atScreen(browser, base, await product.session('dept1'));
  await officer.goto(base + path);
  await officer.getByRole('button', { name: '认定为重大事故隐患' }).click();
  const confirm = officer.locator('.ant-drawer');
  await confirm.getByLabel('判定标准').fill('可燃');
  await officer.locator('.ant-select-item-option').first().click();
  await fillDate(confirm.getByLabel('责令整改期限'), addDays(today(systemClock), 30));
  await confirm.getByRole('button', { name: '认定并通知企业' }).click();
  await officer.getByText('已认定待落实').first().waitFor();

  const safety = await atScreen(browser, base, await product.session('safety'));
  await safety.goto(base + path);
  await safety.getByRole('button', { name: '报送五落实' }).click();
  const commit = safety.locator('.ant-drawer');
  const values = [
    '由主要负责人牵头，仪表班落实',
    '更换探测器，恢复前专人巡检',
    '3.5',
    addDays(today(systemClock), 20),
    '现场处置方案已修订',
  ];
  for (const [i, value] of values.entries()) {
    const field = commit.locator(`[id$="commitments_${i}_value"]`);
    await field.fill(value);
    if (i === 3) await field.press('Enter');
    await commit.locator(`[id$="commitments_${i}_proof_note"]`).fill('材料已存档');
  }
  await commit.getByRole('button', { name: '报送五落实' }).click();
  await safety.getByText('整改中').first().waitFor();

  await safety.getByRole('button', { name: '申请验收' }).click();
  const apply = safety.locator('.ant-drawer');
  await apply.getByLabel('整改情况').fill('两个探测器已更换并联网，报警测试正常。');
  await apply.locator('input[type=file]').setInputFiles(await photo('整改后.jpg'));
  await uploaded(apply, '整改后.jpg');
  await apply.getByRole('button', { name: '申请验收' }).click();
  await safety.getByText('待验收').first().waitFor();

  // Who recorded it may not accept it, and is told so.
  await inspector.goto(base + path);
  await inspector
    .getByText(/登记隐患的人不得验收/)
    .first()
    .waitFor();

  await officer.reload();
  await officer.getByRole('button', { name: '验收合格', exact: true }).click();
  const accept = officer.locator('.ant-drawer');
  await accept.getByLabel('同行人员').fill('执法二组');
  await accept.getByLabel('同行人员').press('Enter');
  await accept.getByLabel('验收意见').fill('现场核验两个探测器在线，模拟报警正常，同意销号。');
  await accept.locator('input[type=file]').setInputFiles(await photo('验收.jpg'));
  await uploaded(accept, '验收.jpg');
  await accept.getByRole('button', { name: '验收合格', exact: true }).click();
  await officer.getByText('验收通过待销号').first().waitFor();

  // Closure is approved by somebody else; whoever recorded it may, since another one accepted.
  await inspector.reload();
  await inspector.getByRole('button', { name: '审批销号' }).click();
  const closing = inspector.locator('.ant-drawer');
  await closing.getByLabel('审批意见').fill('验收意见和资料齐全，同意销号。');
  await closing.getByRole('button', { name: '审批销号' }).click();
  await inspector.getByText('已销号').first().waitFor();
  await officer.reload();
  for (const step of ['登记隐患', '认定为重大事故隐患', '报送五落实', '申请验收', '验收合格', '审批销号']) {
    await officer.getByText(step).first().waitFor();
  }
});

journey('the monthly form is computed, a figure opens its records, and the sheet can be downloaded', async () => {
  const clerk = await atScreen(browser, base, await product.session('clerk'));
  await clerk.goto(`${base}/dispatch`);
  await clerk.getByRole('link', { name: /打开.*调度表/ }).click();
  // A small count, so that all its records stand on the first page; behind it may stand the change since last month.
  const cell = clerk
    .locator('tr[data-kind=total] td button')
    .filter({ hasText: / [1-9](?:\D|$)/ })
    .first();
  const said = Number((await cell.textContent())?.match(/ ([1-9])(?:\D|$)/)?.[1]);
  expect(said).toBeGreaterThan(0);
  await cell.click();
  await clerk
    .getByText(/条|家|项/)
    .first()
    .waitFor();
  await clerk.waitForURL(/column=/);

  const download = clerk.waitForEvent('download');
  await clerk.getByRole('link', { name: '下载 xlsx' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
});

journey(
  'the enterprise does its part on a phone: reports, commits, and asks for acceptance with photographs',
  async () => {
    const phone = await signedIn(browser, base, 'safety', true);
    await phone.goto(`${base}/m/hazards/new`);
    await answer(phone, '罐区安全阀前手阀关闭，没有铅封');
    await answer(phone, '2 号反应釜');
    await addPhoto(phone, '发现.jpg');
    await phone.getByRole('button', { name: '上报隐患' }).click();
    await phone.waitForURL(/\/m\/hazards\/[0-9a-f-]{36}/);
    const id = new URL(phone.url()).pathname.split('/').at(-1) ?? '';

    await confirmAsMajor(id);
    await phone.goto(`${base}/m/hazards/${id}`);
    // Name and position are known and stand answered: the first question is the measures.
    await phone.getByRole('button', { name: '报送五落实' }).click();
    for (const value of [
      '打开手阀并铅封，完成前专人值守',
      '0.5',
      addDays(today(systemClock), 10),
      '现场处置方案',
      '整改方案、责任书',
    ]) {
      await answer(phone, value);
    }
    await next(phone); // no photograph of papers: their names are enough
    await phone.getByRole('button', { name: '报送五落实' }).click();
    await phone.getByText('整改中').first().waitFor();

    await phone.getByRole('button', { name: '申请验收' }).click();
    await answer(phone, '手阀已打开并铅封，安全阀投用。');
    await addPhoto(phone, '整改后.jpg');
    await phone.getByRole('button', { name: '申请验收' }).click();
    await phone.getByText('待验收').first().waitFor();
  },
);

journey(
  'the main screens have no fault of accessibility that axe can find, on the console and on a phone',
  async () => {
    const faults: string[] = [];
    const look = async (page: Page, paths: readonly string[]) => {
      for (const path of paths) {
        // The stream of live updates never ends, so the network is never idle: the heading says that the page is there.
        await page.goto(base + path);
        await page.locator('h1, h2').first().waitFor();
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${path} ${fault}`));
      }
    };
    const clerk = await atScreen(browser, base, await product.session('clerk'));
    await look(clerk, ['/', '/hazards', '/plans', '/campaigns', '/tasks', '/enterprises', '/dispatch']);
    const phone = await atScreen(browser, base, await product.session('safety'), true);
    await look(phone, ['/m', '/m/hazards/new', '/m/me']);
    expect(faults).toEqual([]);
  },
);

/** A file has arrived when it can be taken away again, not merely when it is listed. */
const uploaded = (form: Page | Locator, name: string) => form.getByRole('button', { name: `去掉 ${name}` }).waitFor();

const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();

/** Answers the question on the screen. */
async function answer(page: Page, value: string): Promise<void> {
  const question = await page.locator('.zb-task h2').textContent();
  await page.locator('.zb-task').locator('textarea, input:not([type=file])').first().fill(value);
  await next(page);
  await page
    .locator('.zb-task h2')
    .filter({ hasNotText: question ?? '' })
    .waitFor();
}

async function addPhoto(page: Page, name: string): Promise<void> {
  await page.locator('.zb-task input[type=file]').setInputFiles(await photo(name));
  await page.locator('.zb-task img').first().waitFor();
  await next(page);
}

/** The department's part, which the journey above walks on its screens. */
async function confirmAsMajor(id: string): Promise<void> {
  const cookie = await product.session('dept1');
  const headers = { cookie, 'content-type': 'application/json' };
  const { version } = (await (await fetch(`${base}/api/hazards/${id}`, { headers })).json()) as { version: number };
  const body = {
    commandId: newId(),
    expectedVersion: version,
    criterionCode: 'CH-15',
    commitmentsDueOn: addDays(today(systemClock), 5),
  };
  const response = await fetch(`${base}/api/hazards/${id}/confirm`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}
