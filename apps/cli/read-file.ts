import { readFile } from 'node:fs/promises';
import { StartupError } from '@zhiben/platform/server/startup-error.ts';

/** @throws StartupError one sentence on why a file cannot be read */
export async function bytesOf(file: string): Promise<Buffer> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new StartupError(`没有这个文件：${file}`);
    if (error.code === 'EISDIR') throw new StartupError(`${file} 是文件夹，请给出一个文件。`);
    throw new StartupError(`无法读取 ${file}：${error.message}`);
  });
}
