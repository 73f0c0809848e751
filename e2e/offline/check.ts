import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { expect } from 'vitest';
import { accessibilityFaults, photo } from '../steps.ts';
import { scanAndSpeak } from './media.ts';
import { allSent, hazardsNamed, kill, makeTask, type Phones, reopen } from './phones.ts';

/** A check and a finding without a network: kept over two deaths of the phone, then with the server, once. */
export async function checkWithoutNetwork(phones: Phones): Promise<void> {
  const task = await makeTask(phones, '离线日查');
  const page = await phones.usual();
  await page.goto(`${phones.base}/m/screening`);
  await page.getByText('离线日查').first().waitFor();
  const context = page.context();
  await context.setOffline(true);

  // Any address of the app opens, also that of a code at a place.
  await page.goto(`${phones.base}/m/screening/check/${task}?slot=${today(systemClock)}`);
  await page.getByRole('button', { name: '合格', exact: true }).click();
  await page.getByText('氮封压力').waitFor();
  await page.locator('.zb-reading input').fill('1.2');
  await page.getByText(/超限：应在 0\.2–0\.8 kPa 之间/).waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  // The phone dies in the midst of it; what was tapped is there.
  await kill(page);
  const again = await reopen(phones, context, `/m/screening/check/${task}?slot=${today(systemClock)}`);
  await again.getByText('第 2 项，共 2 项').waitFor();
  expect(await again.locator('.zb-reading input').inputValue()).toBe('1.2');
  await again.getByLabel('是什么问题？').fill('离线日查发现氮封压力超限');
  await again.getByLabel('在什么地方？').fill('甲醇罐区');
  await again.locator('.zb-item-photos input[type=file]').setInputFiles([await photo('a.jpg'), await photo('b.jpg')]);
  await again.locator('.zb-photo img').nth(1).waitFor();
  await again.getByRole('button', { name: '去签名' }).click();
  await again.getByLabel('签名').fill('别人');
  await again.getByRole('button', { name: '签名并提交' }).click();
  await again.getByText(`签名应为本人姓名：${phones.person.name}`).waitFor();
  await again.getByLabel('签名').fill(phones.person.name);
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

  // What was signed is in the history; what only the server knows says so instead of loading for ever.
  await again.goto(`${phones.base}/m/screening/records`);
  await again.getByRole('link', { name: /离线日查.*待上传/ }).waitFor();
  for (const path of ['/m/hazards', '/m/hazards/new', '/m/enterprise', '/m/risks']) {
    await again.goto(phones.base + path);
    await again.getByRole('heading', { name: '网络不通' }).waitFor();
  }

  await kill(again);
  const later = await reopen(phones, context);
  await later.getByText('没有网络。内容都在手机里').waitFor();
  // This browser promises nobody to keep what a page stores.
  await later.getByText('浏览器没有答应长期保存').waitFor();
  expect(await later.locator('.zb-outbox section > ul > li').count()).toBe(2);
  expect(await accessibilityFaults(later)).toEqual([]);
  await context.setOffline(false);
  await allSent(later);

  type Records = { rows: { id: string; state: string; bad: number; missingFiles: number }[] };
  const { rows } = await phones.ask<Records>(`/api/screening-records?taskId=${task}`);
  expect(rows).toMatchObject([{ state: 'done', bad: 1, missingFiles: 0 }]);
  for (const words of ['离线日查发现氮封压力超限', '离线报的问题：爬梯护栏松动'])
    expect(await hazardsNamed(phones, words)).toHaveLength(1);
  // Also one that no phone sent opens.
  const { rows: all } = await phones.ask<Records>('/api/screening-records?sort=day');
  await phones.ask(`/api/screening-records/${all[0]?.id}`);
  // One's own record, as the server has it.
  await later.goto(`${phones.base}/m/screening/records`);
  await later.getByRole('link', { name: /离线日查.*不合格 1 项/ }).click();
  await later.getByText(/1\.2 kPa/).waitFor();
  await later.getByText(`${phones.person.name}，`).first().waitFor();
  expect(await later.locator('.zb-phone-record .zb-scr-thumbs img').count()).toBe(2);
  expect(await accessibilityFaults(later)).toEqual([]);
  await later.getByRole('link', { name: /离线日查发现氮封压力超限/ }).click();
  await later.waitForURL(/\/m\/hazards\/[0-9a-f-]{36}$/);
  await later.goto(`${phones.base}/m/screening`);
  await later.getByText('已查', { exact: true }).first().waitFor();
  await scanAndSpeak(phones, later);
}
