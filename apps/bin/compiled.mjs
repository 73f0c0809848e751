/*
 * The server as its sources say, in few files of JavaScript: reading 900 modules one by one, each through a loader that
 * strips its types, took four seconds of every start. Plain JavaScript itself, since nothing has been compiled yet.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

const APPS = join(import.meta.dirname, '..');
const REPOSITORY = join(APPS, '..');
const DIST = join(APPS, 'dist');
/** What it was compiled from, the hash of that, and the parts it came to. */
const STAMP = join(DIST, 'sources.json');
const ENTRIES = ['cli.ts', 'demo/hazard-thread.ts', 'web/build.ts'];
/** Of hundreds of small modules; all other packages are read from where npm put them. */
const BUNDLED = /^(?:@zhiben|kysely|zod|fastify-type-provider-zod)(?:\/|$)/;
/** A server that still runs may read a part of what was compiled before: those of the last time stay however old. */
const KEPT_MS = 30 * 86_400_000;

/**
 * Compiles what has changed.
 * @param {string} source one of ENTRIES
 * @returns {Promise<string>} address of the compiled module
 */
export async function compiled(source) {
  if (!isFresh()) await compile().catch(refuse);
  return pathToFileURL(join(DIST, source.replace(/\.ts$/, '.mjs'))).href;
}

function isFresh() {
  try {
    const { files, hash } = JSON.parse(readFileSync(STAMP, 'utf8'));
    return hash === hashOf(files);
  } catch {
    // Never compiled, or from a file that is gone.
    return false;
  }
}

/** Over contents, as file times mean nothing after a copy, and over the folder, which the compiled modules name. */
function hashOf(files, read = (file) => readFileSync(join(REPOSITORY, file))) {
  const hash = createHash('sha256').update(REPOSITORY);
  for (const file of files) hash.update(`\n${file}\n`).update(read(file));
  return hash.digest('hex');
}

function refuse(error) {
  if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  console.error(`程序需要编译，但 ${DIST} 不可写：请先用有写权限的用户运行 npm run build。`);
  process.exit(1);
}

async function compile() {
  const { build } = await import('esbuild');
  // As they were when they were compiled: whoever saves a file meanwhile has it compiled by the next start.
  const sources = new Map(
    ['package-lock.json', relative(REPOSITORY, import.meta.filename)].map((file) => [file, readSource(file)]),
  );
  const { outputFiles, metafile } = await build({
    absWorkingDir: REPOSITORY,
    entryPoints: ENTRIES.map((entry) => join(APPS, entry)),
    outdir: DIST,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'parts/[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // As Node would choose, nothing more.
    conditions: [],
    metafile: true,
    write: false,
    plugins: [{ name: 'zhiben', setup: (build) => setup(build, sources) }],
  });
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes('node_modules'));
  for (const file of ours) if (!sources.has(file)) throw new Error(`${file} was compiled but not read here`);
  const files = [...sources.keys()].sort();
  const parts = outputFiles.filter(({ path }) => isPart(path)).map(({ path }) => basename(path));
  dropOld(new Set([...parts, ...partsBefore()]));
  // Parts bear the hash of their content and go first: whoever starts meanwhile finds all that an entry names.
  for (const { path, contents } of outputFiles.toSorted(partsFirst)) put(path, contents);
  put(STAMP, JSON.stringify({ files, hash: hashOf(files, (file) => sources.get(file)), parts }));
}

const readSource = (file) => readFileSync(join(REPOSITORY, file), 'utf8');

function partsBefore() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8')).parts ?? [];
  } catch {
    return [];
  }
}

function setup(build, sources) {
  build.onResolve({ filter: /^[^./]/ }, async ({ path, pluginData, ...from }) => {
    if (pluginData === 'asked' || from.kind === 'entry-point' || BUNDLED.test(path)) return undefined;
    const { path: found, errors } = await build.resolve(path, { ...from, pluginData: 'asked' });
    // Where it was found from there, which need not be where it is found from here; built-in modules stay as they are.
    return errors.length > 0 || found === path
      ? { path, external: true }
      : { path: pathToFileURL(found).href, external: true };
  });
  // Data lies beside the sources, and stays there.
  build.onLoad({ filter: /\.(?:ts|json)$/ }, ({ path }) => {
    const file = relative(REPOSITORY, path).replaceAll(sep, '/');
    if (file.includes('node_modules')) return undefined;
    const source = readSource(file);
    sources.set(file, source);
    if (path.endsWith('.json')) return { loader: 'json', contents: source };
    const contents = source
      .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
      .replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href));
    return { loader: 'ts', contents };
  });
}

const isPart = (path) => path.startsWith(join(DIST, 'parts'));
const partsFirst = (a, b) => Number(isPart(b.path)) - Number(isPart(a.path));

/** At once, also where two processes compile the same. */
function put(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

function dropOld(kept) {
  const folder = join(DIST, 'parts');
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    // Another that compiles may have renamed its draft meanwhile.
    const changedAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (!kept.has(name) && Date.now() - changedAt > KEPT_MS) rmSync(path, { force: true });
  }
}
