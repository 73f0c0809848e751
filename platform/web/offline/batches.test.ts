import { expect, it } from 'vitest';
import { backOffMs, firstBatch } from './batches.ts';

const limits = { items: 3, bytes: 10 };

it.each([
  ['nothing', [], []],
  ['what fits', [4, 5], [4, 5]],
  ['up to the bytes', [4, 5, 2], [4, 5]],
  ['exactly the bytes', [4, 6, 1], [4, 6]],
  ['up to the number', [1, 1, 1, 1], [1, 1, 1]],
  ['one that is too big goes alone', [50, 1], [50]],
  ['order stands: none is drawn before a bigger one', [4, 50, 1], [4]],
])('%s', (_, waiting, batch) => {
  expect(firstBatch(waiting, (size) => size, limits)).toEqual(batch);
});

it('waits longer each time, no longer than five minutes, never all phones together', () => {
  expect([0, 1, 2, 3].map((failures) => backOffMs(failures, 1))).toEqual([2000, 4000, 8000, 16_000]);
  expect(backOffMs(3, 0)).toBe(8000);
  expect(backOffMs(50, 1)).toBe(300_000);
  expect(backOffMs(50, 0)).toBe(150_000);
});
