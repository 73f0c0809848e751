import { createReadStream, existsSync, mkdirSync } from 'node:fs';
import { copyFile, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { FileStore } from './file-store.ts';

/** Files in a folder. Bytes and the folder entry are on disk before `put` returns: nothing acknowledged is lost. */
export function localFileStore(folder: string): FileStore {
  const root = resolve(folder);
  const incoming = join(root, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const pathOf = (key: string) => join(root, key);

  return {
    incoming,
    async put(key, path) {
      const target = pathOf(key);
      if (existsSync(target)) return rm(path, { force: true });
      await mkdir(dirname(target), { recursive: true, mode: 0o700 });
      await sync(path);
      await rename(path, target).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EXDEV') throw error;
        await copyFile(path, `${target}.new`);
        await sync(`${target}.new`);
        await rename(`${target}.new`, target);
        await rm(path);
      });
      await sync(dirname(target));
    },
    has: async (key) => existsSync(pathOf(key)),
    async open(key, range) {
      await stat(pathOf(key)); // a stream would report a missing file only after the answer has begun
      return createReadStream(pathOf(key), range);
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

async function sync(path: string): Promise<void> {
  const isFolderOnWindows = process.platform === 'win32' && (await stat(path)).isDirectory();
  if (isFolderOnWindows) return; // cannot be opened there; NTFS keeps the entry with the rename
  const handle = await open(path, 'r+').catch(() => open(path, 'r'));
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
