import { describe, expect, it } from 'vitest';
import { sayAgo, sayBytes, sayCount, sayDate, sayInstant, sayRemaining } from './dates.ts';

describe('dates in words', () => {
  it('names the weekday and the hour of Shanghai', () => {
    expect(sayDate('2024-06-30')).toBe('2024-06-30（周日）');
    expect(sayInstant('2024-06-30T16:05:59Z')).toBe('2024-07-01 00:05');
  });

  it.each([
    ['2024-06-30T04:00:30Z', '刚刚'],
    ['2024-06-30T03:30:00Z', '31 分钟前'],
    ['2024-06-29T17:00:00Z', '11 小时前'],
    ['2024-06-29T15:59:00Z', '昨天'],
    ['2024-06-18T04:00:00Z', '12 天前'],
  ])('%s is %s', (instant, words) => {
    expect(sayAgo(instant, new Date('2024-06-30T04:01:00Z'))).toBe(words);
  });
});

describe('numbers in words', () => {
  it('says where counting stopped', () => {
    expect(sayCount({ count: 0, exact: true })).toBe('0');
    expect(sayCount({ count: 1234, exact: true })).toBe('1,234');
    expect(sayCount({ count: 10_000, exact: false })).toBe('10,000+');
  });

  it.each([
    [999, '999 B'],
    [1500, '2 KB'],
    [999_499, '999 KB'],
    [999_500, '1.0 MB'],
    [12_340_000, '12.3 MB'],
  ])('%d bytes are %s', (bytes, words) => {
    expect(sayBytes(bytes)).toBe(words);
  });
});

describe('sayRemaining', () => {
  it.each([
    ['2024-07-10', undefined, '还剩 10 天', 'neutral'],
    ['2024-07-03', undefined, '还剩 3 天', 'orange'],
    ['2024-06-30', undefined, '今天到期', 'orange'],
    ['2024-06-28', undefined, '逾期 2 天', 'red'],
    ['2024-06-28', '2024-06-28', '按期完成', 'green'],
    ['2024-06-28', '2024-06-29', '逾期 1 天完成', 'red'],
  ])('due %s, met %s: %s', (dueOn, metOn, text, tone) => {
    expect(sayRemaining(dueOn, '2024-06-30', metOn)).toEqual({ text, tone });
  });
});
