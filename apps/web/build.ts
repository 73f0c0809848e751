import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const REPOSITORY = join(import.meta.dirname, '../..');
/** Where the built screens lie; `registerWeb` serves it. */
export const WEB_ROOT = join(import.meta.dirname, 'dist');
const STAMP = join(WEB_ROOT, '.sources');

/** Everything that the screens are made of. */
const SOURCES = ['apps/web', 'packages', 'platform/domain', 'platform/web', 'slices', 'package-lock.json'];
const IGNORED = new Set(['node_modules', 'dist', 'server', 'eval', 'fixtures']);

/** Builds the screens unless they are up to date. @returns whether it built */
export async function buildWebIfStale(): Promise<boolean> {
  const now = await hashSources();
  const built = await readFile(STAMP, 'utf8').catch(() => '');
  if (built === now) return false;
  await buildWeb(WEB_ROOT);
  await writeFile(STAMP, now);
  return true;
}

/** Builds the screens into a folder, which is emptied first. */
export async function buildWeb(outDir: string): Promise<void> {
  // Loaded only when needed: the bundler alone takes longer to load than a start without it.
  const [{ build, mergeConfig }, { builds }] = await Promise.all([import('vite'), import('./vite.config.ts')]);
  // A test or a developer's shell would otherwise give people the development build of React, twice the size.
  const environment = process.env.NODE_ENV;
  process.env.NODE_ENV = 'production';
  try {
    for (const [i, config] of builds.entries())
      await build(mergeConfig(config, { build: { outDir, emptyOutDir: i === 0, copyPublicDir: i === 0 } }));
  } finally {
    if (environment === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = environment;
  }
  await compressBelow(outDir);
}

const COMPRESSED = /\.(?:js|css|html|svg|json|webmanifest)$/;
const zip = promisify(gzip);
const zipSmaller = promisify(brotliCompress);
/** Of eleven: the last step takes six times as long for a hundredth of the bytes. */
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } };

/**
 * Sent as they lie: a phone on a slow line waits for a third of the bytes, and the server compresses nothing twice. What
 * the phone app is made of (its page and its service worker name it) is there in Brotli too, a seventh smaller for those
 * who come by https.
 */
async function compressBelow(folder: string): Promise<void> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => COMPRESSED.test(name));
  const phone = (await Promise.all(['m.html', 'sw.js'].map((name) => readFile(join(folder, name), 'utf8')))).join();
  const compress = async (name: string) => {
    const content = await readFile(join(folder, name));
    await writeFile(join(folder, `${name}.gz`), await zip(content, { level: 9 }));
    if (phone.includes(name.replaceAll(sep, '/')))
      await writeFile(join(folder, `${name}.br`), await zipSmaller(content, brotli));
  };
  await Promise.all(names.map(compress));
}

/** Content hash over all sources: file times mean nothing after a clone or a copy. */
async function hashSources(): Promise<string> {
  const files = (await Promise.all(SOURCES.map((source) => filesBelow(join(REPOSITORY, source))))).flat().sort();
  const hash = createHash('sha256');
  const contents = await Promise.all(files.map((file) => readFile(file)));
  for (const [i, file] of files.entries()) {
    const content = contents[i] ?? Buffer.alloc(0);
    hash.update(`${relative(REPOSITORY, file).replaceAll(sep, '/')} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => null);
  if (entries === null) return [path];
  const wanted = entries.filter(({ name }) => !IGNORED.has(name) && !name.includes('.test.'));
  const below = await Promise.all(
    wanted.map((entry) => {
      const at = join(path, entry.name);
      return entry.isDirectory() ? filesBelow(at) : [at];
    }),
  );
  return below.flat();
}
