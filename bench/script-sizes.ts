import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { buildWebIfStale, WEB_ROOT } from '../apps/web/build.ts';

export interface ScriptSize {
  readonly page: string;
  readonly files: number;
  readonly gzipKb: number;
  readonly brotliKb: number;
}

/** Scripts that a first visit loads before anything shows: those that the page names. */
export async function scriptSizes(): Promise<ScriptSize[]> {
  await buildWebIfStale();
  return ['index.html', 'm.html'].map((page) => {
    const html = readFileSync(join(WEB_ROOT, page), 'utf8');
    const names = new Set([...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map((m) => m[1] as string));
    const files = [...names].map((name) => readFileSync(join(WEB_ROOT, name)));
    const kb = (compress: (b: Buffer) => Buffer) => files.reduce((sum, f) => sum + compress(f).length, 0) / 1024;
    return { page, files: files.length, gzipKb: kb(gzipSync), brotliKb: kb(brotliCompressSync) };
  });
}
