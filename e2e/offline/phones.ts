import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, today } from '@zhiben/platform/domain/clock.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser } from '../browser.ts';
import { type Product, signIn, startDemo } from '../product.ts';
import { atScreen } from '../steps.ts';

/** A product, its safety manager, and the phones that people of the enterprise carry. */
export interface Phones {
  readonly product: Product;
  readonly browser: Browser;
  readonly base: string;
  /** Of the safety manager. */
  readonly cookie: string;
  readonly person: { readonly id: string; readonly name: string };
  /** For files of the test. */
  readonly dir: string;
  readonly ask: <T>(path: string, body?: object) => Promise<T>;
  /**
   * The phone that journeys share which do not need one of their own: to set up an app anew takes longer than most of
   * them. It is online, all is sent, and it shows what waits.
   */
  readonly usual: () => Promise<Page>;
  readonly stop: () => Promise<void>;
}

export async function startPhones(): Promise<Phones> {
  const dir = mkdtempSync(join(tmpdir(), 'zhiben-offline-'));
  return phonesOf(await startDemo(dir), dir);
}

async function phonesOf(product: Product, dir: string): Promise<Phones> {
  const browser = await launchBrowser();
  const base = `http://localhost:${product.port}`;
  const cookie = await signIn(product.port, 'safety');
  const ask = async <T>(path: string, body?: object): Promise<T> => {
    const headers = { cookie, 'content-type': 'application/json' };
    const response = await fetch(
      base + path,
      body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
    );
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const { session } = await ask<{ session: { user: { id: string; name: string } } }>('/api/session');
  let shared: Page | undefined;
  const phones: Phones = {
    product,
    browser,
    base,
    cookie,
    person: session.user,
    dir,
    ask,
    usual: async () => {
      const context = shared?.context();
      const open = context?.pages().at(-1) ?? (context && (await context.newPage()));
      shared = open ?? (await newPhone(phones, '/m/outbox'));
      await shared.context().setOffline(false);
      if (!shared.url().endsWith('/m/outbox')) await shared.goto(`${base}/m/outbox`);
      return shared;
    },
    stop: async () => {
      await browser.close();
      await product.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  return phones;
}

/** A task of the safety manager, due the whole of today. */
export async function makeTask({ ask, person }: Phones, name: string): Promise<string> {
  const checklistId = newId();
  const items = [
    { id: 'a', question: '探测器是否在线？' },
    { id: 'b', question: '氮封压力', kind: 'number', unit: 'kPa', low: 0.2, high: 0.8 },
  ];
  await ask('/api/checklists', { id: checklistId, name: `${name}清单`, origin: 'own', items });
  const id = newId();
  const schedule = { cycleEvery: 1, cycleUnit: 'day', startOn: today(systemClock) };
  await ask('/api/screening-tasks', { id, checklistId, name, level: 'company', ...schedule, assignees: [person.id] });
  return id;
}

/**
 * A browser without a history calls its line slow, and on a slow one the phone app lets seconds pass before it fetches
 * itself for the day (app-update.ts).
 */
const QUICK_LINE = `if (globalThis.NetworkInformation)
  Object.defineProperty(NetworkInformation.prototype, 'downlink', { get: () => 10 });`;

/** A phone of the safety manager, with nothing on it yet. */
export async function emptyPhone({ browser, base }: Phones, cookie: string): Promise<Page> {
  const page = await atScreen(browser, base, cookie, true);
  await page.context().addInitScript(QUICK_LINE);
  return page;
}

/** The app on a phone that was opened once with a network, and can do without from now on. */
async function newPhone(phones: Phones, path: string): Promise<Page> {
  const page = await emptyPhone(phones, phones.cookie);
  await page.goto(phones.base + path);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate(READY);
  return page;
}

/** The app is on the phone. As text: the tests are checked as code of the server, which knows no browser. */
export const READY = 'navigator.serviceWorker.ready.then(() => true)';

/** As if the phone had died: the page is gone in the midst of what it did. */
export async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await Promise.race([session.send('Page.crash').catch(() => {}), new Promise((done) => page.once('crash', done))]);
  await page.close();
}

export async function reopen({ base }: Phones, context: BrowserContext, path = '/m/outbox'): Promise<Page> {
  const page = await context.newPage();
  await page.goto(base + path);
  return page;
}

export async function allSent(page: Page): Promise<void> {
  await page.getByText('全部已上传。').waitFor({ timeout: 60_000 });
}

/** Reports a problem as a person does. */
export async function report({ base }: Phones, page: Page, words: string): Promise<void> {
  await page.goto(`${base}/m/screening/finding`);
  await page.getByLabel('是什么问题？').fill(words);
  await page.getByLabel('在什么地方？').fill('罐区');
  await page.getByRole('button', { name: '提交问题' }).click();
}

export const hazardsNamed = async ({ ask }: Phones, words: string) =>
  (await ask<{ rows: { id: string }[] }>(`/api/hazards?q=${encodeURIComponent(words)}`)).rows;

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
