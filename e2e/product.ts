import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { A_DAY_AHEAD } from './a-day-ahead.ts';

/** As `npm start` and `npx zhiben` start it. */
const FLAGS = ['--max-semi-space-size=32'];
const BIN = join(import.meta.dirname, '../apps/bin/zhiben.mjs');

/** The product as its users start it, in a process of its own. */
export interface Product {
  readonly port: number;
  /** Milliseconds from the command to the first answered request. */
  readonly startMs: number;
  /** The cookie of a person's session, one a person: signing in costs more than most steps. */
  session(account: string): Promise<string>;
  stop(): Promise<void>;
}

function environment(dataDir: string, port: number, screens: boolean): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...rest } = process.env;
  return {
    ...rest,
    ZHIBEN_DATA_DIR: dataDir,
    PORT: String(port),
    ZHIBEN_SKIP_WEB: screens ? '0' : '1',
    ZHIBEN_RATE_LIMIT: '100000000',
  };
}

/**
 * The product with the demo county and its screens, in a folder of its own. The county is loaded once for all journeys
 * of a run, and copied.
 */
export async function startDemo(dataDir: string): Promise<Product> {
  copyFolder(await loadedDemo(), dataDir);
  return startProduct(dataDir, { screens: true });
}

/** The folder of the loaded county; whoever asks first loads it, the others wait. */
async function loadedDemo(): Promise<string> {
  const run = process.env[DEMO_FOLDER];
  if (!run) throw new Error('e2e/global-setup.ts names the folder');
  const folder = join(run, 'demo');
  const [complete, failed] = [join(run, 'complete'), join(run, 'failed')];
  if (takeFirst(join(run, 'taken'))) {
    try {
      zhiben(folder, 'demo');
      writeFileSync(complete, '');
    } catch (error) {
      writeFileSync(failed, '');
      throw error;
    }
  }
  while (!existsSync(complete)) {
    if (existsSync(failed)) throw new Error('the demo county could not be loaded');
    await new Promise((done) => setTimeout(done, 100));
  }
  return folder;
}

/** Set by e2e/global-setup.ts. */
export const DEMO_FOLDER = 'ZHIBEN_TEST_DEMO';

function takeFirst(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** With its owners where there are some: the embedded PostgreSQL of root runs as somebody else. */
function copyFolder(from: string, to: string): void {
  if (process.platform === 'win32') {
    cpSync(from, to, { recursive: true });
    return;
  }
  const { status, stderr } = spawnSync('cp', ['-a', `${from}/.`, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** @param aDayLater its clock runs a day ahead: a journey goes on tomorrow */
export async function startProduct(dataDir: string, { screens = false, aDayLater = false } = {}): Promise<Product> {
  const port = await freePort();
  const startedAt = performance.now();
  const clock = aDayLater ? ['--import', `data:text/javascript,${encodeURIComponent(A_DAY_AHEAD)}`] : [];
  const child = spawn(process.execPath, [...FLAGS, ...clock, BIN, 'serve'], {
    env: environment(dataDir, port, screens),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await isReady(port))) {
    if (child.exitCode !== null) throw new Error('the product did not start');
    await new Promise((done) => setTimeout(done, 10));
  }
  const startMs = performance.now() - startedAt;
  const sessions = new Map<string, Promise<string>>();
  const session = (account: string) => {
    const known = sessions.get(account) ?? signIn(port, account);
    sessions.set(account, known);
    return known;
  };
  return { port, startMs, session, stop: () => stop(child) };
}

/** Runs a command of the product to its end and returns its JSON answer. */
export function zhiben<T>(dataDir: string, ...args: string[]): T {
  const { status, stdout } = spawnSync(process.execPath, [...FLAGS, BIN, ...args, '--json'], {
    env: environment(dataDir, 0, false),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1e8,
  });
  if (status !== 0) throw new Error(`zhiben ${args.join(' ')} ended with ${status}`);
  return JSON.parse(stdout) as T;
}

export async function signIn(port: number, account: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ account, password: 'Zhiben#2026' }),
  });
  if (!response.ok) throw new Error(`${account} cannot sign in: ${response.status}`);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

async function isReady(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null);
  return response?.ok ?? false;
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGINT');
  await new Promise((done) => child.once('exit', done));
}

function freePort(): Promise<number> {
  return new Promise((done) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}
