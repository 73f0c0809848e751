import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { A_DAY_AHEAD } from '../a-day-ahead.ts';
import { accessibilityFaults } from '../steps.ts';
import { allSent, emptyPhone, makeTask, type Phones, READY } from './phones.ts';

/** A clock wrong by a day: the right slot, a warning, and the record counts as in time. Then two phones, one slot. */
export async function checkOnAWrongDay(phones: Phones): Promise<void> {
  const { base, ask } = phones;
  const name = `时钟${newId().slice(-6)}`;
  const task = await makeTask(phones, name);
  const ahead = await emptyPhone(phones, phones.cookie);
  await ahead.addInitScript(A_DAY_AHEAD);
  await ahead.goto(`${base}/m/screening`);
  await ahead.getByText(/手机时间比服务器快 24 小时/).waitFor();
  await ahead.getByText(name).first().waitFor();
  await ahead.evaluate(READY);
  const second = await phones.usual();
  await second.goto(`${base}/m/screening`);
  await second.getByText(name).first().waitFor();
  for (const page of [ahead, second]) await page.context().setOffline(true);
  await answer(phones, ahead, name, '0.5');
  await ahead.context().setOffline(false);
  await ahead.goto(`${base}/m/outbox`);
  await allSent(ahead);
  type Records = { rows: { id: string; state: string; slotDay: string }[] };
  const { rows } = await ask<Records>(`/api/screening-records?taskId=${task}`);
  expect(rows).toMatchObject([{ state: 'done', slotDay: today(systemClock) }]);
  const { clockSkewSeconds } = await ask<{ clockSkewSeconds: number }>(`/api/screening-records/${rows[0]?.id}`);
  expect(Math.abs(clockSkewSeconds - 86_400)).toBeLessThan(60);

  // The same slot on another phone, with another reading: both stay, and somebody decides.
  await answer(phones, second, name, '0.7');
  await second.context().setOffline(false);
  await second.goto(`${base}/m/outbox`);
  await second.getByText('已收到，与他人填写不一致').waitFor();
  const conflicts = await ask<{ rows: { taskName: string }[] }>('/api/screening-conflicts?open=true');
  expect(conflicts.rows.filter(({ taskName }) => taskName === name)).toHaveLength(1);
  await ahead.context().close();
  await decideOnThePhone(phones, second, name);
}

/** Whoever answers for it sees at once that somebody must decide, and both answers stay. */
async function decideOnThePhone({ base, ask }: Phones, page: Page, name: string): Promise<void> {
  await page.goto(`${base}/m/screening`);
  await page.getByRole('link', { name: '去处理' }).click();
  const conflict = page.getByRole('group', { name: '氮封压力' });
  await conflict.getByLabel(/后到的/).check();
  await conflict.getByRole('button', { name: '选定后到的答案' }).click();
  await conflict.getByText('请写明理由').waitFor();
  expect(await accessibilityFaults(page)).toEqual([]);
  await conflict.getByLabel('选定的理由').fill('到现场复看压力表为 0.7');
  await conflict.getByRole('button', { name: '选定后到的答案' }).click();
  await conflict.waitFor({ state: 'detached' });
  const { rows } = await ask<{ rows: { taskName: string; resolution: object }[] }>('/api/screening-conflicts');
  expect(rows.find(({ taskName }) => taskName === name)?.resolution).toMatchObject({ chosen: 'second' });
}

async function answer({ person }: Phones, page: Page, name: string, reading: string): Promise<void> {
  await page.getByText(name).first().click();
  await page.getByRole('button', { name: '合格', exact: true }).click();
  await page.locator('.zb-reading input').fill(reading);
  await page.getByRole('button', { name: '去签名' }).click();
  await page.getByLabel('签名').fill(person.name);
  await page.getByRole('button', { name: '签名并提交' }).click();
  await page.getByText(/已存在手机里/).waitFor();
}
