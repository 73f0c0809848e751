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
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
