import { describe, expect, it } from 'vitest';
import { findQuantities, readNumber, testQuantity } from './quantities.ts';

describe('numbers', () => {
  it.each([
    ['12', 12],
    ['1.5', 1.5],
    ['十一', 11],
    ['两', 2],
    ['二十三', 23],
    ['三百', 300],
    ['甲', undefined],
  ])('%s is %s', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it('tells what was found from the limit that is stated', () => {
    expect(findQuantities('核定9人,现场12人', '人').map(({ value, stated }) => [value, stated])).toEqual([
      [9, true],
      [12, false],
    ]);
    expect(findQuantities('年产3万吨', '吨')[0]?.value).toBe(30_000);
  });
});

describe('limits', () => {
  it.each([
    ['速冻间现场12人', '人', '>', 9, true],
    ['速冻间现场9人', '人', '>', 9, false],
    ['限员9人,点名十五人', '人', '>', 'stated', true],
    ['核定9人,实有6人', '人', '>', 'stated', false],
    ['干滩长120米,设计不小于70米', '米', '<', 'stated', false],
    ['干滩长45米,设计70米', '米', '<', 'stated', true],
  ] as const)('%s: %s %s %s is %s', (text, unit, comparison, limit, holds) => {
    expect(testQuantity(text, unit, comparison, limit)?.holds).toBe(holds);
  });

  it('says nothing without a number to compare', () => {
    expect(testQuantity('人数超员', '人', '>', 9)).toBeUndefined();
    expect(testQuantity('现场12人', '人', '>', 'stated')).toBeUndefined();
  });
});
