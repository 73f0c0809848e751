import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface FirstLoad {
  /** Addresses of the scripts that must arrive before the entry runs. */
  readonly scripts: readonly string[];
  /** Their size on the line, each gzipped by itself. */
  readonly gzipBytes: number;
}

/**
 * The scripts of the first load of a built page: what it names and what these import at once, not what pages load
 * later.
 * @param page `index.html` or `m.html`
 */
export async function measureFirstLoad(root: string, page: string): Promise<FirstLoad> {
  const html = await readFile(join(root, page), 'utf8');
  const waiting = [...html.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path as string);
  const sizes = new Map<string, number>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (sizes.has(path)) continue;
    const code = await readFile(join(root, path));
    sizes.set(path, gzipSync(code, { level: 9 }).length);
    // `import … from"./x.js"` and `import"./x.js"`; a dynamic `import("./x.js")` has a bracket before its quote.
    for (const [, name] of code.toString().matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g))
      waiting.push(`assets/${name}`);
  }
  return {
    scripts: [...sizes.keys()].sort(),
    gzipBytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  };
}
