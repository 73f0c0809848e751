import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const SCREENS = ['platform/web/**/*.test.ts', 'slices/*/web/**/*.test.ts'];
/** What is measured needs the machine for itself. */
const ALONE = ['apps/warm-start.test.ts'];

/** The long ones, so that none is left alone at the end; the second needs no demo county while the first loads it. */
const FIRST = ['/e2e/offline-screening.', '/apps/start.', '/e2e/'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = FIRST.findIndex((part) => moduleId.includes(part));
      return place === -1 ? FIRST.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
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
          exclude: ['**/node_modules/**', ...SCREENS, ...ALONE],
          globalSetup: ['e2e/global-setup.ts'],
          // Each file has a database of its own; a worker reads the modules once for all its files.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'alone', include: ALONE, sequence: { groupOrder: 2 } } },
    ],
  },
});
