import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const SYSTEM = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium if there is one, else the one from npm, so that tests need nothing but the registry. */
export async function launchBrowser(): Promise<Browser> {
  const system = SYSTEM.find((path) => path && existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: QUIET });
  const { default: packaged } = await import('@sparticuz/chromium');
  // Without the package's own arguments: they are for a place with little memory (all in one process, where a page
  // that fails takes the browser with it) and switch off the checks of the web that the journeys rely on.
  return chromium.launch({ executablePath: await packaged.executablePath(), args: QUIET });
}

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
