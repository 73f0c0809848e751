import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { DESKTOP, PHONE } from './browser.ts';

/** Where a page that made a journey fail is kept; ignored by git. */
const FAILURES = join(import.meta.dirname, '../test-results');

/** A person at a screen of their own, signed in through the form. */
export async function signedIn(browser: Browser, base: string, account: string, phone = false): Promise<Page> {
  const context = await newScreen(browser, phone);
  const page = await context.newPage();
  await page.goto(`${base}${phone ? '/m' : '/'}`);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码', { exact: true }).fill('Zhiben#2026');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByLabel('密码', { exact: true }).waitFor({ state: 'detached' });
  return page;
}

/** A person at a screen of their own, signed in by the cookie of a session: for journeys about something else. */
export async function atScreen(browser: Browser, base: string, cookie: string | null, phone = false): Promise<Page> {
  const context = await newScreen(browser, phone);
  const [name = '', value = ''] = cookie?.split('=') ?? [];
  if (cookie) await context.addCookies([{ name, value, url: base }]);
  return context.newPage();
}

/** A dialog that still grows takes a click only where it was when the finger went down: nothing moves here. */
async function newScreen(browser: Browser, phone: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: phone ? PHONE : DESKTOP,
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    hasTouch: phone,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(20_000);
  return context;
}

/** Runs a part of a journey; on failure a picture of each open page says where it stood. */
export async function keepingPictures(
  contexts: () => readonly BrowserContext[],
  part: () => Promise<void>,
): Promise<void> {
  try {
    await part();
  } catch (error) {
    mkdirSync(FAILURES, { recursive: true });
    const pages = contexts().flatMap((context) => context.pages());
    await Promise.all(
      pages.map((page, i) => page.screenshot({ path: join(FAILURES, `journey-${i}.png`) }).catch(() => null)),
    );
    throw error;
  }
}

let taken = 0;

/** A small photograph of nothing, different each time: what was evidence once is none again. */
export function photo(name: string): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const number = taken++;
  const shade = number % 256;
  return sharp({ create: { width: 320, height: 240, channels: 3, background: { r: shade, g: 120, b: 90 } } })
    .jpeg()
    .toBuffer()
    .then((jpeg) => ({ name, mimeType: 'image/jpeg', buffer: Buffer.concat([jpeg, Buffer.from(`${number}`)]) }));
}

/** Types a day into a date field of the console. */
export async function fillDate(field: Locator, day: string): Promise<void> {
  await field.fill(day);
  await field.press('Enter');
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Picks an option of the field's own list; that of the field before may still be on its way out. */
export async function choose(page: Page, label: string, option: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.click();
  const list = await field.getAttribute('aria-controls');
  await page.locator(`.ant-select-dropdown:has([id="${list}"])`).getByTitle(option, { exact: true }).click();
}

/**
 * Waits until the page is at rest: lists that drop down take a moment to go, and a colour in the middle of its
 * transition is one that nobody chose. What turns without end (a spinner) is not waited for.
 */
async function settled(page: Page): Promise<void> {
  const isMoving = () =>
    page.evaluate(() => {
      type Animation = { playState: string; effect: { getComputedTiming(): { endTime: number } } | null };
      type Document = { querySelector(selector: string): unknown; getAnimations(): Animation[] };
      const { document } = globalThis as unknown as { document: Document };
      const ends = ({ effect }: Animation) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY;
      const running = document.getAnimations().filter((animation) => animation.playState === 'running');
      return running.some(ends) || document.querySelector('[class*="-leave-active"]') !== null;
    });
  while (await isMoving()) await page.waitForTimeout(20);
}

/** What axe finds on the page as it stands, one line a rule and place (WCAG 2.1 A and AA). */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  await settled(page);
  await page.evaluate(AXE); // not as a script tag: the product's content security policy rightly refuses those
  return page.evaluate(async () => {
    type Result = { violations: { id: string; help: string; nodes: { target: unknown[] }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<Result> } };
    const { violations } = await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map((n) => String(n.target)).join(', ')})`);
  });
}
