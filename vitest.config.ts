import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/**/*.test.ts',
      'platform/**/*.test.ts',
      'slices/**/*.test.ts',
      'apps/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    globalSetup: ['e2e/global-setup.ts'],
    // Half of a test's time is waiting for the database or a browser: on two cores one worker would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
