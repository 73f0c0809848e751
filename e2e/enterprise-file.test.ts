import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { canonicalJson } from '@zhiben/platform/domain/canonical-json.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { writeSheet } from '@zhiben/platform/server/excel/index.ts';
import { creditCodeCheck } from '@zhiben/slices/enterprise/domain';
import type { RecordBodyInput, ScreeningPack } from '@zhiben/slices/screening/domain';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { type Product, startDemo } from './product.ts';
import { accessibilityFaults, atScreen, keepingPictures } from './steps.ts';

/**
 * The file of an enterprise as its users keep it: imported, corrected on a ground, graded, appealed by phone, settled; and
 * what it does for itself: duties taken as tasks, checked by phone, a conflict settled.
 */
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
    const clerk = await atScreen(browser, base, await product.session('clerk'));
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

    await clerk.getByRole('tab', { name: /许可证照/ }).click();
    await clerk.getByRole('button', { name: '登记证照、保险等' }).hover();
    await clerk.getByRole('menuitem', { name: '任职禁止（行业禁入）' }).click();
    await drawer.getByLabel('被禁止任职的人员姓名').fill('示例人员');
    await drawer.getByLabel('情形').click();
    await clerk.locator('.ant-select-dropdown:visible .ant-select-item').nth(1).click();
    await drawer.getByLabel('判决、处分决定或事故批复文号').fill('示政处〔2026〕7 号');
    await drawer.getByLabel('作出机关').fill('示范县人民政府');
    await drawer.getByLabel(/^起算日/).fill('2026-01-05');
    await drawer.getByLabel(/^起算日/).press('Enter');
    await drawer.getByRole('button', { name: '登记任职禁止（行业禁入）' }).click();
    await drawer.waitFor({ state: 'detached' });
    await clerk.getByText('2026-01-05 至 2031-01-05').waitFor();
  },
);

journey('an enterprise appeals against its grade by phone, and another person than decided settles it', async () => {
  const phone = await atScreen(browser, base, await product.session('safety'), true);
  await phone.goto(`${base}/m/enterprise`);
  await phone.getByText('确定为').waitFor();
  expect(await accessibilityFaults(phone)).toEqual([]);
  await phone.getByRole('link', { name: /对分级结果申诉/ }).click();
  await phone.locator('textarea').fill('安全管理人员已经任命，请核实。');
  await phone.getByRole('button', { name: '下一步' }).click();
  await phone.getByRole('button', { name: '提交申诉' }).click();
  await phone.getByText('申诉中').waitFor();

  const cookie = await product.session('safety');
  const session = (await (await fetch(`${base}/api/session`, { headers: { cookie } })).json()) as {
    session: { organisation: { id: string } };
  };
  const clerk = await atScreen(browser, base, await product.session('clerk'));
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

const TASK = '旅程班组日查';

/** What a phone sends: one signed record of today's slot, with one answer as given and the others 合格. */
async function signedOnPhone(cookie: string, deviceId: string, verdict: 'ok' | 'bad'): Promise<string> {
  const headers = { cookie, 'content-type': 'application/json' };
  const got = (await (await fetch(`${base}/api/screening/pack`, { headers })).json()) as { pack: ScreeningPack };
  const { tasks, checklists, slots, user } = got.pack;
  const task = tasks.find(({ name }) => name === TASK);
  const list = checklists.find(({ id }) => id === task?.checklistId);
  const slot = slots.find(({ taskId, state }) => taskId === task?.id && state !== 'coming');
  if (!task || !list || !slot) throw new Error('the task is not in the pack');
  const now = new Date().toISOString();
  const body: RecordBodyInput = {
    taskId: task.id,
    slotKey: slot.slotKey,
    checklistId: list.id,
    edition: list.edition,
    startedAt: now,
    signedAt: now,
    signedName: user.name,
    answers: list.items.map(({ id, kind }, n) => ({
      item: id,
      value: kind === 'number' ? 1 : null,
      verdict: n === 0 ? verdict : 'ok',
      ...(n === 0 && verdict === 'bad' ? { note: '压力超出指标，已降负荷' } : {}),
    })),
    findings: verdict === 'bad' ? [{ id: newId(), words: '反应釜压力超出指标', place: '一车间', itemId: null }] : [],
  };
  const hash = createHash('sha256').update(canonicalJson(body)).digest('hex');
  const item = { id: newId(), kind: 'record', at: now, hash, body };
  const answer = await fetch(`${base}/api/screening/sync`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ deviceId, deviceAt: now, items: [item] }),
  });
  const { receipts } = (await answer.json()) as { receipts: { outcome: string; hash: string }[] };
  expect(receipts[0]?.hash).toBe(hash);
  return receipts[0]?.outcome ?? '';
}

journey(
  'a safety manager takes duties as tasks, sees what phones sent, and settles where two of them differ',
  async () => {
    const manager = await atScreen(browser, base, await product.session('safety'));
    await manager.goto(`${base}/screening-tasks/new`);
    await manager.getByLabel('集团季查').check();
    expect(await accessibilityFaults(manager)).toEqual([]);
    await manager.getByRole('button', { name: '下一步：定 1 项任务' }).click();
    await manager.getByRole('button', { name: '再加一项' }).click();
    const own = manager.getByRole('region', { name: '第 2 项任务' });
    await own.getByLabel('任务名称').fill(TASK);
    expect(await accessibilityFaults(manager)).toEqual([]);
    await own.getByLabel('排查清单').click();
    await manager.getByTitle('清单库：化工岗位巡检').click();
    await manager.locator('.ant-select-dropdown:visible').waitFor({ state: 'hidden' });
    expect(await accessibilityFaults(manager)).toEqual([]);
    await manager.getByRole('button', { name: '下一步：看应查日历' }).click();
    await manager.getByText('按周、月、季、年排查的，标在最后一天').waitFor();
    await manager.getByRole('button', { name: '建立 2 项任务' }).click();
    await manager.waitForURL(/\/screening-tasks$/);
    await manager.goto(`${base}/screening-tasks?q=${encodeURIComponent(TASK)}`);
    await manager.getByRole('button', { name: TASK }).click();
    await manager.getByRole('link', { name: '化工岗位巡检（第 1 版）' }).click();
    await manager.getByRole('heading', { level: 1, name: /化工岗位巡检/ }).waitFor();
    await manager.getByRole('link', { name: '修改', exact: true }).click();
    await manager.getByRole('button', { name: '第 1 项，按上下方向键移动' }).press('ArrowDown');
    await manager.getByRole('button', { name: '第 2 项，按上下方向键移动' }).press('ArrowDown');
    expect(await accessibilityFaults(manager)).toEqual([]);
    await manager.getByRole('button', { name: '保存为新版本' }).click();
    await manager.getByText('第 1 项移到第 3 项').waitFor();

    await manager.goto(`${base}/risks/own?tab=plans`);
    await manager.getByRole('button', { name: '新建一张图' }).click();
    await manager.getByRole('radio', { name: '空白画布' }).check();
    await manager.getByLabel('图名').fill('旅程四色图');
    await manager.getByRole('button', { name: '开始画图' }).click();
    await manager.getByLabel('画哪个单元的区域').click();
    await manager.locator('.ant-select-dropdown:visible .ant-select-item').first().click();
    const paper = manager.getByRole('img', { name: '旅程四色图：' });
    await paper.scrollIntoViewIfNeeded();
    // The sheet in its frame, which is wider.
    const box = await paper.locator('rect').first().boundingBox();
    if (!box) throw new Error('the drawing is not on the screen');
    for (const [right, down] of [
      [0.2, 0.2],
      [0.6, 0.2],
      [0.4, 0.5],
    ] as const) {
      await manager.mouse.click(box.x + box.width * right, box.y + box.height * down);
    }
    await manager.getByText('已 3 个').waitFor();
    // Half a drawing is not lost by a click on something else.
    await manager.getByRole('link', { name: '排查任务' }).first().click();
    await manager.getByRole('button', { name: '继续填写' }).click();
    await manager.getByRole('button', { name: '完成区域' }).click();
    await manager.getByRole('button', { name: '保存图' }).click();
    await manager.getByText('已保存四色图').waitFor();
    const drawn = (await paper.locator('polygon').getAttribute('points'))
      ?.split(' ')
      .map((at) => at.split(',').map(Number));
    const [width, height] = ((await paper.getAttribute('viewBox')) ?? '').split(' ').slice(2).map(Number);
    expect(
      drawn?.map(([x = 0, y = 0]) => [Math.round((10 * x) / (width ?? 1)), Math.round((10 * y) / (height ?? 1))]),
    ).toEqual([
      [2, 2],
      [6, 2],
      [4, 5],
    ]);
    await paper.locator('polygon').click();
    const corner = manager.getByRole('button', { name: /第 1 个角/ });
    const before = await corner.getAttribute('aria-label');
    await corner.press('ArrowRight');
    expect(await corner.getAttribute('aria-label')).not.toBe(before);
    expect(await accessibilityFaults(manager)).toEqual([]);
    await manager.getByRole('button', { name: '撤销上一步' }).click();
    await manager.locator('.zb-plan polygon').click();
    expect(await corner.getAttribute('aria-label')).toBe(before);

    const team = await product.session('team');
    expect(await signedOnPhone(team, 'phone-one', 'ok')).toBe('accepted');
    expect(await signedOnPhone(team, 'phone-two', 'bad')).toBe('conflict');

    await manager.goto(`${base}/screening`);
    await manager.getByRole('link', { name: '看记录' }).first().waitFor();
    expect(await accessibilityFaults(manager)).toEqual([]);
    await manager.goto(`${base}/screening-records?q=${encodeURIComponent(TASK)}`);
    await manager.getByText('冲突 1').waitFor();
    await manager.getByRole('button', { name: TASK }).click();
    await manager.waitForURL(/\/screening-records\/[0-9a-f-]{36}/);
    await manager.getByText('反应釜压力超出指标').waitFor();
    await manager.getByText('压力超出指标，已降负荷').waitFor();
    expect(await accessibilityFaults(manager)).toEqual([]);
    await manager.getByRole('radio', { name: '后到的' }).check();
    await manager.getByLabel('理由').fill('到现场看过，压力确实超出');
    await manager.getByRole('button', { name: '选定后到的答案' }).click();
    await manager.getByText('理由：到现场看过，压力确实超出').waitFor();

    const session = (await (await fetch(`${base}/api/session`, { headers: { cookie: team } })).json()) as {
      session: { organisation: { id: string } };
    };
    const clerk = await atScreen(browser, base, await product.session('clerk'));
    await clerk.goto(`${base}/enterprises/${session.session.organisation.id}?tab=screening`);
    await clerk.getByRole('link', { name: new RegExp(`^${TASK} 20`) }).click();
    await clerk.getByText('理由：到现场看过，压力确实超出').waitFor();
    expect(await clerk.getByRole('radio').count()).toBe(0);
    expect(await accessibilityFaults(clerk)).toEqual([]);
  },
);
