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
    ['一点三', 1.3],
    ['一百二', 120],
    ['一百零二', 102],
    ['十二', 12],
    ['甲', undefined],
    ['点三', 0.3],
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
    ['核载18,挤了29个', '(人|名)', '>', 'stated', true],
    ['核四十坐了六十', '人', '>', 'stated', true],
    ['核六十坐了五十二', '人', '>', 'stated', false],
    ['坐了15个,核载18', '人', '>', 'stated', false],
    ['牌子写2人,实际坐了5个', '人', '>', 'stated', true],
    ['口子两公分宽', '毫米', '>', 10, true],
    ['裂缝0.2厘米', '毫米', '>', 10, false],
    ['深一米七', '米', '>', 1.5, true],
    ['离水面四十公分', '米', '<', 1, true],
    ['存药三十六斤,定量5公斤', '公斤', '>', 'stated', true],
    ['瓦斯一点三,没撤人', '%', '>=', 1, true],
    ['瓦斯0.6,正常', '%', '>=', 1, false],
    ['干滩长45米,设计70米', '米', '<', 'stated', true],
  ] as const)('%s: %s %s %s is %s', (text, unit, comparison, limit, holds) => {
    expect(testQuantity(text, unit, comparison, limit)?.holds).toBe(holds);
  });

  it('says nothing without a number to compare', () => {
    expect(testQuantity('人数超员', '人', '>', 9)).toBeUndefined();
    expect(testQuantity('现场12人', '人', '>', 'stated')).toBeUndefined();
  });
});
