import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Page, Route } from 'playwright-core';
import { expectOnce, takeIn, writtenElsewhere } from './batches.ts';
import { allSent, kill, type Phones, reopen } from './phones.ts';

/** What happens to the phone at which point of the sending, in the order in which one sending comes to them. */
const DEATHS: Readonly<Record<string, (page: Page, dead: () => Promise<void>) => Promise<unknown>>> = {
  'before the records are sent': (page, dead) =>
    page.route('**/api/screening/sync', async (route) => {
      await dead();
      await route.abort().catch(() => {});
    }),
  'after the server has committed, before its answer': (page, dead) =>
    page.route('**/api/screening/sync', (route) => committed(route, dead)),
  'after the receipt, before the journal lets go': async (page, dead) => {
    await page.exposeFunction('died', dead);
    await page.addInitScript(NO_DELETE);
  },
  'between two batches': (page, dead) => {
    let batches = 0;
    return page.route('**/api/screening/sync', async (route) => {
      if (batches++ === 0) return route.continue();
      await dead();
    });
  },
  'in the middle of a photo': async (page, dead) => {
    const session = await page.context().newCDPSession(page);
    await page.route('**/api/files', async (route) => {
      await session.send('Network.enable');
      const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 40_000 };
      await session.send('Network.emulateNetworkConditions', slow);
      void route.continue();
      setTimeout(() => void dead(), 400);
    });
  },
  'after a photo has arrived, before its answer': (page, dead) =>
    page.route('**/api/files', (route) => committed(route, dead)),
};

async function committed(route: Route, dead: () => Promise<void>): Promise<void> {
  await route.fetch().catch(() => {});
  await dead();
}

/**
 * One phone dies at every step of the sending, and is opened again each time: the same entries go through all of it,
 * more than one batch of them, with photos of some size. What one death lost or doubled, no later one brings back.
 */
export async function dieAtEveryStep(phones: Phones): Promise<void> {
  const batch = await writtenElsewhere(phones, `断点${newId().slice(-6)}`, {
    entries: 55,
    photos: 6,
    photoBytes: 60_000,
  });
  let page = await phones.usual();
  const context = page.context();
  await context.setOffline(true);
  await takeIn(page, batch);
  for (const [when, arrange] of Object.entries(DEATHS)) {
    await kill(page);
    page = await context.newPage();
    let die = () => {};
    const died = new Promise<void>((done) => {
      die = done;
    });
    await arrange(page, async () => die());
    await context.setOffline(false);
    await page.goto(`${phones.base}/m/outbox`);
    const survived = allSent(page).then(() => {
      throw new Error(`${when}: all was sent before`);
    });
    await Promise.race([died, survived]);
  }
  await kill(page);
  page = await reopen(phones, context);
  await allSent(page);
  await expectOnce(phones, batch);
}

/** The journal lets go of nothing, and says when it was about to. */
const NO_DELETE = `{
  const real = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function (key) {
    if (this.name === 'journal') {
      this.transaction.abort();
      void died();
    }
    return real.call(this, key);
  };
}`;
