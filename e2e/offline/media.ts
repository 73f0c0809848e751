import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { atScreen } from '../steps.ts';
import { allSent, hazardsNamed, type Phones } from './phones.ts';

/** The label that hangs at a place opens what is checked there; a spoken note arrives with the finding it belongs to. */
export async function scanAndSpeak(phones: Phones, page: Page): Promise<void> {
  const { base, ask } = phones;
  const label = await printedLabel(phones);
  await page.goto(`${base}/m/screening`);
  await page.evaluate(`(${DEVICES})(${JSON.stringify(label.image)})`);
  await page.getByRole('link', { name: '扫码排查' }).click();
  await page.waitForURL(`${base}${label.path}`);

  await page.goto(`${base}/m/screening/finding`);
  await page.evaluate(`(${DEVICES})(${JSON.stringify(label.image)})`);
  await page.getByRole('button', { name: '按一下录音' }).click();
  await page.getByRole('button', { name: /正在录音 [1-9]\d* 秒/ }).click();
  await page.locator('audio').waitFor();
  await page.getByLabel('是什么问题？').fill('说出来的问题');
  await page.getByLabel('在什么地方？').fill('罐区');
  await page.getByRole('button', { name: '提交问题' }).click();
  await page.waitForURL((url) => !url.pathname.endsWith('/finding'));
  await page.goto(`${base}/m/outbox`);
  await allSent(page);
  const [found] = await hazardsNamed(phones, '说出来的问题');
  const { files } = await ask<{ files: { mediaType: string; bytes: number }[] }>(`/api/hazards/${found?.id}`);
  expect(files).toHaveLength(1);
  expect(files[0]?.mediaType).toMatch(/^audio\//);
  expect(files[0]?.bytes).toBeGreaterThan(500);
}

/** The first label as the console prints it. */
async function printedLabel({ browser, base, cookie }: Phones): Promise<{ image: string; path: string }> {
  const desk = await atScreen(browser, base, cookie);
  await desk.goto(`${base}/screening-labels`);
  const code = desk.getByRole('img', { name: /^排查码：/ }).first();
  const image = (await code.getAttribute('src')) ?? '';
  const address = ((await code.getAttribute('alt')) ?? '').replace('排查码：', '');
  await desk.context().close();
  return { image, path: new URL(address).pathname };
}

/** Gives the page a camera that sees the label, a little askew, and a microphone that hears a tone. */
const DEVICES = `async (image) => {
  const label = new Image();
  label.src = image;
  await label.decode();
  navigator.mediaDevices.getUserMedia = async ({ video }) => {
    if (video) {
      const canvas = document.createElement('canvas');
      canvas.width = 640;
      canvas.height = 480;
      const context = canvas.getContext('2d');
      const draw = () => {
        context.setTransform(1, 0, 0, 1, 0, 0);
        context.fillStyle = '#d8d4cc';
        context.fillRect(0, 0, 640, 480);
        context.rotate(0.06);
        context.drawImage(label, 190, 90, 280, 280);
      };
      draw();
      setInterval(draw, 50);
      return canvas.captureStream(20);
    }
    const audio = new AudioContext();
    const tone = audio.createOscillator();
    const sink = audio.createMediaStreamDestination();
    tone.connect(sink);
    tone.start();
    return sink.stream;
  };
}`;
