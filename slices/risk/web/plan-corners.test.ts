import { expect, test } from 'vitest';
import { cornersOf, sayCorners } from './plan-corners.ts';

test('what is said of corners is read again; what is none is refused', () => {
  const corners: [number, number][] = [
    [0, 0],
    [120.5, 0],
    [120, 80],
  ];
  expect(cornersOf(sayCorners(corners))).toEqual(corners);
  expect(cornersOf('1，2  3,4\n5,6')).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  for (const words of ['', '1,2 3,4', '1,2 3,4 5', 'a,b c,d e,f', '-1,2 3,4 5,6', '1,2 3,4 5,20000']) {
    expect([words, cornersOf(words)]).toEqual([words, null]);
  }
});
