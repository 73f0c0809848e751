import { describe, expect, it } from 'vitest';
import { compareOwnLimits } from './own-limits.ts';

describe('limits that a text names itself', () => {
  it.each([
    ['核定40人,上了57人', true, '核定40人,上了57人'],
    ['核定40人,上了36人', false, ''],
    ['核定40人,上了36人,甲板有油污', false, '甲板有油污'],
    ['干滩120米,设计70米', false, ''],
    ['干滩40米,设计70米', true, '干滩40米,设计70米'],
    ['台阶高21米,设计12米', true, '台阶高21米,设计12米'],
    ['现场12人', false, '现场12人'],
  ])('%s: beyond %s, left %s', (text, beyond, rest) => {
    expect(compareOwnLimits(text)).toEqual({ beyond, rest });
  });
});
