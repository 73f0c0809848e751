import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { InlineConfig, PluginOption, Rollup } from 'vite';
import { phoneFirstLoad, phoneServiceWorker, tokensCss } from './vite-plugins.ts';

const root = import.meta.dirname;

// With the compiler's helpers, which all apps need: in the antd chunk they would draw it into the others.
const REACT = { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\/|@oxc-project.runtime/, priority: 3 };
const ANTD = { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs)\//, priority: 2 };

/** Where people of enterprises land when they open the phone app. */
const HOME = /\/PhoneTodayPage\.tsx$/;

/** The further pages of a slice are one file. */
const sliceOf = (id: string) => /\/slices\/([a-z-]+)\//.exec(id)?.[1] ?? null;

/**
 * Three apps: the console (index.html), pages without sign-in (public.html) and the phone app (m.html). The phone app is
 * built by itself, so that its first load is a few files of its own: on a slow line a request costs as much as 30 kB.
 * Served by apps/server.ts from `dist`.
 */
export const builds: readonly InlineConfig[] = [
  configOf(['index.html', 'public.html'], [REACT, ANTD]),
  configOf(
    ['m.html'],
    [
      REACT,
      { name: 'first', tags: ['$initial'], priority: 2 },
      { name: 'home', test: HOME, priority: 1 },
      { name: 'store', test: /\/node_modules\/dexie\/|\/platform\/web\/offline\//, priority: 1 },
      { name: sliceOf, debugName: 'slices' },
    ],
    [phoneFirstLoad('m.html', HOME), phoneServiceWorker('m.html')],
  ),
];

type Groups = Exclude<Rollup.OutputOptions['codeSplitting'], boolean | undefined>['groups'];

function configOf(pages: readonly string[], groups: Groups, plugins: readonly PluginOption[] = []): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    plugins: [react(), tokensCss(), ...plugins],
    build: {
      // Browsers of county offices and old phones lag years behind.
      target: ['chrome100', 'safari15.4', 'firefox100'],
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { input: pages.map((page) => join(root, page)), output: { codeSplitting: { groups } } },
    },
  };
}

/** For `npx vite` while screens are made. */
export default { root, plugins: [react(), tokensCss()], server: { proxy: { '/api': 'http://localhost:8080' } } };
