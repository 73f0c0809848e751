import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect } from 'vitest';
import { expectOnce, takeIn, writtenElsewhere } from './batches.ts';
import { allSent, emptyPhone, hazardsNamed, type Phones, READY, report } from './phones.ts';

/** A day's work: as much as a phone has to keep and to send. */
export async function sendFiveHundredPhotos(phones: Phones): Promise<void> {
  const batch = await writtenElsewhere(phones, '五百张', { entries: 60, photos: 500 });
  const page = await phones.usual();
  await page.context().setOffline(true);
  await takeIn(page, batch);
  await page.reload();
  await page.getByText('没有网络。内容都在手机里').waitFor();
  await page.context().setOffline(false);
  await allSent(page);
  await expectOnce(phones, batch);
}

/** Of more than a megabyte also when drawn anew: noise does not compress. */
async function bigPhoto() {
  const raw = { width: 1600, height: 1200, channels: 3 as const };
  const buffer = await sharp(randomBytes(1600 * 1200 * 3), { raw })
    .jpeg({ quality: 95 })
    .toBuffer();
  return { name: '大.jpg', mimeType: 'image/jpeg', buffer };
}

/** Beside the app itself some of nine photos, whether the browser tells what is left (5 MB stay free then) or not. */
const ROOM = 10_500_000;

/** No room: said clearly, the words stay, and what was kept can be carried away as a file. */
export async function runOutOfRoom(phones: Phones): Promise<void> {
  const { base, ask, dir } = phones;
  const page = await emptyPhone(phones, phones.cookie);
  const context = page.context();
  // Before the app first stores anything: browsers look at what is left only now and then.
  const session = await context.newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: base, quotaSize: ROOM });
  await page.goto(`${base}/m/outbox`);
  await page.evaluate(READY);
  await context.setOffline(true);
  await report(phones, page, '存满前的问题');
  await page.getByText('1 条待上传').waitFor();
  await page.goto(`${base}/m/screening/finding`);
  await page.getByLabel('是什么问题？').fill('存满后的问题');
  await page.getByLabel('在什么地方？').fill('罐区');
  await page.locator('input[type=file]').setInputFiles(await Promise.all(Array.from({ length: 9 }, bigPhoto)));
  await page.getByText(/手机存储空间不足/).waitFor();
  const kept = await page.locator('.zb-photo').count();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(9);
  await page.goto(`${base}/m/outbox`);
  await page.getByText('手机存储已满，上一张照片没有存下').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: '导出到文件' }).click();
  const file = join(dir, 'export.zip');
  await (await download).saveAs(file);

  await session.send('Storage.overrideQuotaForOrigin', { origin: base });
  await page.goto(`${base}/m/screening/finding`);
  expect(await page.getByLabel('是什么问题？').inputValue()).toBe('存满后的问题');
  await page.getByRole('button', { name: '提交问题' }).click();
  await page.getByText('2 条待上传').waitFor();

  // The phone is lost; another one takes the file, and its own copy would do no harm.
  const other = await phones.usual();
  await other.locator('input[type=file]').setInputFiles(file);
  await other.getByText('导入 1 条').waitFor();
  await allSent(other);
  await context.setOffline(false);
  await page.goto(`${base}/m/outbox`);
  await allSent(page);
  expect(await hazardsNamed(phones, '存满前的问题')).toHaveLength(1);
  const [late] = await hazardsNamed(phones, '存满后的问题');
  expect((await ask<{ files: unknown[] }>(`/api/hazards/${late?.id}`)).files).toHaveLength(kept);
  await context.close();
}
