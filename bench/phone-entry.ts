import { launchBrowser, PHONE } from '../e2e/browser.ts';
import { signIn } from '../e2e/product.ts';

/**
 * How long the phone app takes until its first page can be used, and until the tasks of the day stand on it, on the line
 * and processor of a cheap phone: Lighthouse's slow 4G (`mobileSlow4G` of its throttling constants: 150 ms round trip,
 * 1.6 Mbit/s down, 750 kbit/s up, a quarter of this processor), each request waiting one round trip. Against a running
 * product with the demo county: `node --import tsx bench/phone-entry.ts 8080 [account]`. Says something only on a
 * machine that does nothing else.
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
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  const open = async () => {
    await page.goto(`${url}/m`, { waitUntil: 'commit' });
    await page.getByRole('link', { name: '报问题' }).waitFor();
    const usableMs = Math.round(await page.evaluate<number>('usableAtMs'));
    const kB = Math.round(bytes / 1000);
    await page.locator('.zb-today-foot').waitFor();
    const tasksMs = Math.round(await page.evaluate<number>('performance.now()'));
    return `${usableMs} ms (${kB} kB), tasks at ${tasksMs} ms`;
  };
  const first = await open();
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)');
  bytes = 0;
  console.log(`run ${run}: first opening ${first}; the next ${await open()}`);
  await context.close();
}
await browser.close();
