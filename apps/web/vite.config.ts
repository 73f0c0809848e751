import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { phoneServiceWorker, tokensCss } from './vite-plugins.ts';

const root = import.meta.dirname;

/** Three entries: the console (index.html), the phone app (m.html), pages without sign-in (public.html). Served by apps/server.ts from `dist`. */
export default defineConfig({
  root,
  plugins: [react(), tokensCss(), phoneServiceWorker('m.html')],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    // Browsers of county offices and old phones lag years behind.
    target: ['chrome100', 'safari15.4', 'firefox100'],
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: ['index.html', 'm.html', 'public.html'].map((page) => join(root, page)),
      output: {
        codeSplitting: {
          groups: [
            // With the compiler's helpers, which both apps need: in the antd chunk they would draw it into the phone.
            { name: 'react', test: /node_modules\/(react|react-dom|scheduler)\/|@oxc-project.runtime/, priority: 3 },
            { name: 'antd', test: /node_modules\/(antd|@ant-design|@rc-component|rc-[a-z-]+|dayjs)\//, priority: 2 },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
