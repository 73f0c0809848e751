import { launchBrowser, PHONE } from '../e2e/browser.ts';
import { signIn } from '../e2e/product.ts';

/**
 * How long the phone app takes until its first page can be used, on the line and processor of a cheap phone: 150 ms,
 * 1.6 Mbit/s, a quarter of this processor. Against a running product with the demo county:
 * `node --import tsx bench/phone-entry.ts 8080 [account]`. Says something only on a machine that does nothing else.
 */
const RUNS = 3;
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

/**
 * The page notes by itself when its first button stands and the next frame is through, so that a tap would be answered:
 * asked from outside, twice a second, a page comes out half a second too late.
 */
const WATCH = `{
  const look = () => {
    if (!document.querySelector('a[href="/m/screening/finding"]')) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => { globalThis.usableAtMs = performance.now(); }));
  };
  requestAnimationFrame(look);
}`;

const [port = '8080', account = 'safety'] = process.argv.slice(2);
const url = `http://localhost:${port}`;
const [name = '', value = ''] = (await signIn(Number(port), account)).split('=');
const browser = await launchBrowser();
for (let run = 1; run <= RUNS; run++) {
  const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN', hasTouch: true });
  await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', SLOW_4G);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.addInitScript(WATCH);
  const open = async () => {
    await page.goto(`${url}/m`, { waitUntil: 'commit' });
    await page.getByRole('link', { name: '报问题' }).waitFor();
    return Math.round(await page.evaluate<number>('usableAtMs'));
  };
  const first = await open();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  console.log(`run ${run}: first opening ${first} ms, the next ${await open()} ms`);
  await context.close();
}
await browser.close();
