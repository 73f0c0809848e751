import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const SCREENS = ['platform/web/**/*.test.ts', 'slices/*/web/**/*.test.ts'];

export default defineConfig({
  test: {
    // Half of a test's time is waiting for the database or a browser: on two cores one worker would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      // What runs in a browser puts other words and other globals in place: each file keeps them to itself.
      { extends: true, test: { name: 'screens', include: SCREENS } },
      {
        extends: true,
        test: {
          name: 'server',
          include: [
            'packages/**/*.test.ts',
            'platform/**/*.test.ts',
            'slices/**/*.test.ts',
            'apps/**/*.test.ts',
            'e2e/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', ...SCREENS],
          globalSetup: ['e2e/global-setup.ts'],
          // Each file has a database of its own; a worker reads the modules once for all its files.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
