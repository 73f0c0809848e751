import { expect, test } from 'vitest';
import { placesOf, ticksTo } from './chart-scale.ts';

test.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [7, [0, 2, 4, 6, 8]],
  [58, [0, 20, 40, 60]],
  [100, [0, 20, 40, 60, 80, 100]],
  [1234, [0, 500, 1000, 1500]],
])('ticks to %i', (greatest, ticks) => expect(ticksTo(greatest)).toEqual(ticks));

test('days lie by their time, not by their number', () => {
  expect(placesOf(['2024-03-01', '2024-03-06', '2024-03-11'])).toEqual([0, 0.5, 1]);
  expect(placesOf(['2024-03-01'])).toEqual([0]);
});
