import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set by `e2e/global-setup.ts`, which removes it with all that the tests of a run left in it. */
export const TEST_FOLDER = 'ZHIBEN_TEST_FOLDER';

/** A new folder for files of a test, gone when the run ends. */
export const testFolder = (name: string): string =>
  mkdtempSync(join(process.env[TEST_FOLDER] ?? tmpdir(), `zhiben-${name}-`));
