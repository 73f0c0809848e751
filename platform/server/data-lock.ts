import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from './startup-error.ts';

/**
 * Keeps two instances off one data folder. The lock of a process that no longer lives is taken over.
 *
 * A lock is a file with a number, and the highest number counts. Taking the lock over makes the next number, which the
 * file system gives to one process alone however many start at once. The highest is never deleted, only emptied: who
 * comes late with a number that was cleared away finds a higher one and steps back.
 * @returns releases the lock
 * @throws StartupError when another instance holds it
 */
export function lockDataFolder(dir: string): () => void {
  mkdirSync(dir, { recursive: true });
  const draft = join(dir, `${NAME}-${process.pid}`);
  writeFileSync(draft, `${process.pid} ${birthOf(process.pid) ?? ''}`);
  try {
    for (;;) {
      // The number follows on the very lock that was found free.
      const last = lastLock(dir);
      const holder = livingOf(last.content);
      if (holder) throw new StartupError(inUse(dir, holder));
      const number = last.number + 1;
      const file = lockFile(dir, number);
      if (!linked(draft, file)) continue; // another was quicker
      if (highest(dir) > number) {
        rmSync(file, { force: true });
        continue;
      }
      for (const lower of numbers(dir)) if (lower < number) rmSync(lockFile(dir, lower), { force: true });
      return () => writeFileSync(file, '');
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

const NAME = 'zhiben.lock';
/** The first has no number: that of versions before locks were numbered. */
const lockFile = (dir: string, number: number) => join(dir, number === 0 ? NAME : `${NAME}.${number}`);
const inUse = (dir: string, holder: number) =>
  `数据文件夹 ${dir} 正被另一个实例使用（进程 ${holder}），请先停止它，或用 ZHIBEN_DATA_DIR 换一个文件夹。`;

function numbers(dir: string): number[] {
  return readdirSync(dir).flatMap((name) => {
    if (name === NAME) return [0];
    const number = name.startsWith(`${NAME}.`) ? Number(name.slice(NAME.length + 1)) : Number.NaN;
    return Number.isSafeInteger(number) ? [number] : [];
  });
}

const highest = (dir: string) => Math.max(-1, ...numbers(dir));

/** With its content at once, so that nobody reads half a lock. @returns false when the name is taken */
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** The process that holds the lock of a data folder, if it still lives. */
export const holderOf = (dir: string): number | null => livingOf(lastLock(dir).content);

function livingOf(content: string): number | null {
  const [pid, birth] = content.split(' ');
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

/** The lock that counts, -1 where there is none. One that is cleared away meanwhile has a higher one behind it. */
function lastLock(dir: string): { readonly number: number; readonly content: string } {
  while (existsSync(dir)) {
    const number = highest(dir);
    if (number < 0) break;
    try {
      return { number, content: readFileSync(lockFile(dir, number), 'utf8') };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return { number: -1, content: '' };
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
