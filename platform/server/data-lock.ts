import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

/**
 * Keeps two instances off one data folder. The lock of a process that no longer lives is taken over.
 * @returns releases the lock
 * @throws StartupError when another instance holds it
 */
export function lockDataFolder(dir: string): () => void {
  const file = lockFile(dir);
  const holder = holderOf(dir);
  if (holder) {
    throw new StartupError(
      `数据文件夹 ${dir} 正被另一个实例使用（进程 ${holder}），请先停止它，或用 ZHIBEN_DATA_DIR 换一个文件夹。`,
    );
  }
  rmSync(file, { force: true });
  const handle = openSync(file, 'wx', 0o644); // fails if another instance was quicker
  writeSync(handle, `${process.pid} ${birthOf(process.pid) ?? ''}`);
  closeSync(handle);
  return () => rmSync(file, { force: true });
}

const lockFile = (dir: string) => join(dir, 'zhiben.lock');

/** The process that holds the lock of a data folder, if it still lives. */
export function holderOf(dir: string): number | null {
  const file = lockFile(dir);
  if (!existsSync(file)) return null;
  const [pid, birth] = readFileSync(file, 'utf8').split(' ');
  const holder = Number(pid);
  if (!Number.isInteger(holder) || holder <= 0 || holder === process.pid) return null;
  if (process.platform === 'linux') return birthOf(holder) === birth ? holder : null;
  try {
    process.kill(holder, 0);
    return holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? holder : null;
  }
}

/**
 * When a process was started, from /proc (Linux only): process ids are used again, and one that ended may stay
 * listed as a zombie in containers without an init process.
 */
function birthOf(pid: number): string | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return fields[0] === 'Z' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
