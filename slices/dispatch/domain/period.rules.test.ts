import { describe, expect, test } from 'vitest';
import { asOfInstant, cutoff, dueOn, openPeriods, periodName, periodsBetween, shiftPeriod } from './period.rules.ts';

const monthly = { dueDay: 22 };
const span = { firstPeriod: '2023-05', lastPeriod: null };

describe('the due day and what belongs to the period', () => {
  test.each([
    // The 22nd ends at 24:00 in Shanghai, which is 16:00 UTC.
    ['2024-05', '2024-05-22', '2024-05-22T16:00:00.000Z'],
    ['2024-02', '2024-02-22', '2024-02-22T16:00:00.000Z'],
    ['2023-12', '2023-12-22', '2023-12-22T16:00:00.000Z'],
  ])('%s is due on %s and counts what happened before %s', (period, due, end) => {
    expect(dueOn(period, monthly)).toBe(due);
    expect(cutoff(period, monthly).toISOString()).toBe(end);
  });
});

describe('as of which instant figures are taken', () => {
  test.each([
    ['before the due day: now', '2024-05-10T08:00:00Z', '2024-05-10T08:00:00.000Z'],
    ['in the last second of the due day: now', '2024-05-22T15:59:59Z', '2024-05-22T15:59:59.000Z'],
    ['at its end', '2024-05-22T16:00:00Z', '2024-05-22T16:00:00.000Z'],
    ['long after: still its end', '2025-01-01T00:00:00Z', '2024-05-22T16:00:00.000Z'],
    ['the month begins in Shanghai, not in Greenwich', '2024-04-30T16:00:00Z', '2024-04-30T16:00:00.000Z'],
  ])('%s', (_, now, expected) => {
    expect(asOfInstant('2024-05', span, monthly, new Date(now)).toISOString()).toBe(expected);
  });

  test.each([
    ['2024-06', '2024-05-31T15:59:59Z'],
    ['2023-04', '2024-05-10T00:00:00Z'],
  ])('%s is not open at %s', (period, now) => {
    expect(() => asOfInstant(period, span, monthly, new Date(now))).toThrow('尚未开始');
  });

  test('nor is a month after the campaign has ended', () => {
    const ended = { firstPeriod: '2023-05', lastPeriod: '2023-12' };
    expect(() => asOfInstant('2024-01', ended, monthly, new Date('2024-03-01T00:00:00Z'))).toThrow();
  });
});

test('open periods are listed newest first, up to the last one', () => {
  const now = new Date('2024-02-03T00:00:00Z');
  expect(openPeriods({ firstPeriod: '2023-11', lastPeriod: null }, now)).toEqual([
    '2024-02',
    '2024-01',
    '2023-12',
    '2023-11',
  ]);
  expect(openPeriods({ firstPeriod: '2023-11', lastPeriod: '2023-12' }, now)).toEqual(['2023-12', '2023-11']);
  expect(openPeriods({ firstPeriod: '2024-03', lastPeriod: null }, now)).toEqual([]);
});

test('months roll over years', () => {
  expect(shiftPeriod('2024-01', -1)).toBe('2023-12');
  expect(periodsBetween('2023-12', '2024-02')).toEqual(['2023-12', '2024-01', '2024-02']);
  expect(periodName('2024-05')).toBe('2024年5月');
});
