import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HtmlTagDescriptor, Plugin, Rollup } from 'vite';
import { cssVariables } from '../../platform/web/tokens.ts';

/** Serves the design tokens as custom properties, so that styles need no script before they look right. */
export function tokensCss(): Plugin {
  const name = 'virtual:tokens.css';
  return {
    name: 'zhiben:tokens',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    load: (id) => (id === `\0${name}` ? `:root{${cssVariables()}}` : null),
  };
}

const WORKER = join(import.meta.dirname, 'service-worker.js');

/**
 * Writes `sw.js`: the service worker with the list of files that the phone app needs to open without a network. Its
 * version is a hash over the list, so that the same sources give the same worker.
 */
export function phoneServiceWorker(entry: string): Plugin {
  return {
    name: 'zhiben:service-worker',
    apply: 'build',
    // After Vite has dropped the chunks that held nothing but styles.
    enforce: 'post',
    generateBundle(_, bundle) {
      const files = [...filesOf(bundle, entry), '/icon.svg', '/manifest.webmanifest'].sort();
      const page = Object.values(bundle).find(({ fileName }) => fileName === entry);
      const version = createHash('sha256').update(JSON.stringify(files));
      if (page?.type === 'asset') version.update(page.source);
      const source = readFileSync(WORKER, 'utf8')
        .replace('__VERSION__', version.digest('hex').slice(0, 12))
        .replace('__FILES__', JSON.stringify(files));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

/**
 * Names in the page all that its first screen needs, so that nothing waits for a script that waits for another: the
 * session of whoever opens it, and the page where most people land.
 * @param home tells the sources of that page
 */
export function phoneFirstLoad(entry: string, home: RegExp): Plugin {
  return {
    name: 'zhiben:first-load',
    apply: 'build',
    enforce: 'post',
    transformIndexHtml: {
      order: 'post',
      handler(_, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((chunk) => chunk.type === 'chunk');
        const start = chunks.find((chunk) => chunk.isEntry && chunk.facadeModuleId?.endsWith(entry));
        const homes = chunks.filter((chunk) => chunk.moduleIds.some((id) => home.test(id)));
        const known = new Set(start ? [start.fileName, ...start.imports] : []);
        const scripts = new Set(homes.flatMap(({ fileName, imports }) => [fileName, ...imports]));
        const styles = new Set(homes.flatMap(({ viteMetadata }) => [...(viteMetadata?.importedCss ?? [])]));
        return [
          link({ rel: 'preload', as: 'fetch', href: '/api/session', crossorigin: true }),
          ...[...scripts]
            .filter((name) => !known.has(name))
            .map((name) => link({ rel: 'modulepreload', crossorigin: true, href: `/${name}` })),
          ...[...styles].map((name) => link({ rel: 'stylesheet', crossorigin: true, href: `/${name}` })),
        ];
      },
    },
  };
}

const link = (attrs: HtmlTagDescriptor['attrs']): HtmlTagDescriptor => ({
  tag: 'link',
  attrs: attrs ?? {},
  injectTo: 'head',
});

/** Scripts and styles of an entry with all it imports, also what its pages load later. */
function filesOf(bundle: Rollup.OutputBundle, entry: string): Set<string> {
  const files = new Set<string>();
  const visit = (fileName: string) => {
    const chunk = bundle[fileName];
    if (files.has(`/${fileName}`) || chunk?.type !== 'chunk') return;
    files.add(`/${fileName}`);
    for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(`/${css}`);
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next);
  };
  const start = Object.values(bundle).find((c) => c.type === 'chunk' && c.isEntry && c.facadeModuleId?.endsWith(entry));
  if (start) visit(start.fileName);
  return files;
}
