import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, keepingPictures } from './steps.ts';

/** A county plan is held against the city's; its new edition carries over what was done. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-lineage-'));
let product: Product;
let browser: Browser;
let base: string;
let headers: Record<string, string>;

const CITY = `云川市安全生产治本攻坚行动方案

一、主要任务
（一）开展企业自查。企业主要负责人每月至少组织开展1次重大事故隐患自查自改。
（二）完善举报奖励。2030年底前各县区设立安全生产举报电话并向社会公布，落实奖励资金。
（三）组织应急演练。生产经营单位每半年至少开展1次疏散逃生应急演练。
`;
const COUNTY = `示范县安全生产治本攻坚行动实施方案

一、主要任务
（一）开展企业自查。企业主要负责人每季度至少组织开展1次重大事故隐患自查自改。
（二）组织应急演练。生产经营单位每半年至少开展1次疏散逃生应急演练。
（三）整治消防通道。2030年10月底前完成商业街区消防通道整治。
`;
const REVISED = `示范县安全生产治本攻坚行动实施方案（修订版）

一、主要任务
（一）开展企业自查。企业主要负责人每月至少组织开展1次重大事故隐患自查自改。
（二）组织应急演练。生产经营单位每半年至少开展1次疏散逃生应急演练。
（三）完善举报奖励。2030年底前各乡镇设立安全生产举报电话并向社会公布，落实奖励资金。
`;

beforeAll(async () => {
  product = await startDemo(dir);
  base = `http://localhost:${product.port}`;
  browser = await launchBrowser();
  headers = { cookie: await product.session('clerk'), 'content-type': 'application/json' };
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await product?.stop();
  rmSync(dir, { recursive: true, force: true });
}, 60_000);

const read = async <T>(path: string) => (await (await fetch(base + path, { headers })).json()) as T;
async function send(path: string, body: object): Promise<void> {
  const answer = await fetch(base + path, { method: 'POST', headers, body: JSON.stringify(body) });
  expect(answer.status, await answer.text()).toBe(200);
}

async function imported(text: string): Promise<string> {
  const form = new FormData();
  form.append('id', newId());
  form.append('commandId', newId());
  form.append('file', new Blob([text]), 'plan.txt');
  const answer = await fetch(`${base}/api/plans`, {
    method: 'POST',
    headers: { cookie: headers.cookie ?? '' },
    body: form,
  });
  return ((await answer.json()) as { id: string }).id;
}

/** The county plan as a campaign of which one task is under way; what other journeys walk on the screens. */
async function underWay(documentId: string) {
  const { rows } = await read<{ rows: { id: string; kind: string }[] }>('/api/bodies');
  const office = rows.find((body) => body.kind === 'committeeOffice')?.id ?? '';
  const on = today(systemClock);
  const { version } = await read<{ version: number }>(`/api/plans/${documentId}`);
  const campaign = { id: newId(), documentId, version, name: '治本攻坚升版演练', ownerBodyId: office };
  await send('/api/campaigns', { ...campaign, commandId: newId(), startsOn: on, endsOn: addDays(on, 300) });
  const { units } = await read<{ units: { id: string; label: string }[] }>(`/api/campaigns/${campaign.id}/tree`);
  const task = units.find((unit) => unit.label === '开展企业自查')?.id ?? '';
  const assignments = [{ taskId: task, version: 1, leadBodyId: office, supportingBodyIds: [] }];
  await send('/api/tasks/assign', { commandId: newId(), assignments });
  const report = { id: newId(), commandId: newId(), happenedOn: on, text: '首轮自查已部署到企业。' };
  await send(`/api/tasks/${task}/progress`, report);
  return { campaign: campaign.id, task };
}

const journey = (name: string, walk: () => Promise<void>) =>
  test(name, () => keepingPictures(() => browser.contexts(), walk), 180_000);

journey('a county plan is linked to the city plan, likenesses are confirmed, a contradiction stands out', async () => {
  await imported(CITY);
  const county = await imported(COUNTY);
  const clerk = await atScreen(browser, base, await product.session('clerk'));
  await clerk.goto(`${base}/plans/${county}/lineage`);
  await clerk.getByRole('button', { name: '设定层级和上级方案' }).click();
  const drawer = clerk.locator('.ant-drawer');
  await drawer.getByLabel('上级方案（选填）').fill('云川市');
  await clerk.locator('.ant-select-item-option').filter({ hasText: '云川市' }).first().click();
  await drawer.getByLabel('上级方案的层级').click();
  await clerk.locator('.ant-select-dropdown:visible .ant-select-item-option').filter({ hasText: '市级' }).click();
  await drawer.getByRole('button', { name: '保存' }).click();

  await clerk.getByRole('button', { name: '缺口 1' }).waitFor();
  await clerk.getByRole('button', { name: /确认高度相似的 \d+ 条/ }).click();
  await clerk
    .getByText(/已确认 \d+ 条/)
    .first()
    .waitFor();

  // What falls short is not confirmed in bulk: it is looked at first.
  await clerk.getByRole('button', { name: '冲突 1' }).click();
  await clerk.getByText(/上级要求每月.*本方案为每季度/).waitFor();
  await clerk.getByRole('button', { name: '确认对应' }).click();
  await clerk.getByText('频次降低').first().waitFor();
  await clerk.getByText(/其中冲突 1 条.*未落实 1 条/).waitFor();
  expect(await accessibilityFaults(clerk)).toEqual([]);

  const download = clerk.waitForEvent('download');
  await clerk.getByRole('link', { name: '导出承接情况表' }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
});

journey('a new edition is compared word by word and adopted; the task keeps its report', async () => {
  const { rows } = await read<{ rows: { id: string; title: string }[] }>('/api/plans?q=示范县');
  const county = rows.find((plan) => plan.title.endsWith('治本攻坚行动实施方案'))?.id ?? '';
  const { campaign, task } = await underWay(county);
  await imported(REVISED);

  const clerk = await atScreen(browser, base, await product.session('clerk'));
  await clerk.goto(`${base}/campaigns/${campaign}/edition`);
  await clerk.getByLabel('选择修订版').fill('修订版');
  await clerk.locator('.ant-select-item-option').filter({ hasText: '修订版' }).first().click();
  await clerk.getByText('修改 1 条，新增 1 条，删除 1 条，未变 1 条').first().waitFor();
  await clerk.locator('ins').filter({ hasText: '月' }).first().waitFor();
  expect(await accessibilityFaults(clerk)).toEqual([]);
  await clerk.getByRole('button', { name: '升版' }).click();
  await clerk.locator('.ant-modal').filter({ hasText: '不能撤销' }).getByRole('button', { name: '升版' }).click();
  await clerk.getByText('第 2 版').first().waitFor();
  await clerk.getByRole('link', { name: /整治消防通道/ }).waitFor();

  await clerk.goto(`${base}/tasks/${task}`);
  await clerk.getByText('首轮自查已部署到企业。').first().waitFor();
  await clerk
    .getByText(/每月至少组织开展1次/)
    .first()
    .waitFor();
});
