import { buildWebIfStale, WEB_ROOT } from '../apps/web/build.ts';
import { measureFirstLoad } from '../apps/web/first-load.ts';

export interface ScriptSize {
  readonly page: string;
  readonly files: number;
  readonly gzipKb: number;
}

/** Scripts that must arrive before the first screen of each entry. */
export async function scriptSizes(): Promise<ScriptSize[]> {
  await buildWebIfStale();
  return Promise.all(
    ['index.html', 'm.html'].map(async (page) => {
      const { scripts, gzipBytes } = await measureFirstLoad(WEB_ROOT, page);
      return { page, files: scripts.length, gzipKb: gzipBytes / 1024 };
    }),
  );
}
