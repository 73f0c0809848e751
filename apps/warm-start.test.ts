import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startProduct, zhiben } from '../e2e/product.ts';

/** The goal is for a machine that does nothing else: vitest.config.ts runs this when all others are done. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-warm-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('a further start is ready in 5 s', async () => {
  zhiben(dir, 'demo');
  const product = await startProduct(dir, { screens: true });
  await product.stop();
  expect(product.startMs).toBeLessThan(5_000);
}, 120_000);
