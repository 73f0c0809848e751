import { describe, expect, it, test } from 'vitest';
import { daysOf, nextMonth, quarterOf, recordsOf, sayMonths, share } from './hazard-analysis.rules.ts';

const filter = { from: '2024-01', to: '2024-03' };

describe('months', () => {
  it.each([
    ['2024-01-01', { from: '2024-01', to: '2024-03' }],
    ['2024-06-30', { from: '2024-04', to: '2024-06' }],
    ['2024-12-31', { from: '2024-10', to: '2024-12' }],
  ])('%s lies in its quarter', (day, quarter) => expect(quarterOf(day)).toEqual(quarter));

  it.each([
    [{ from: '2024-01', to: '2024-03' }, '2024年第一季度'],
    [{ from: '2024-10', to: '2024-12' }, '2024年第四季度'],
    [{ from: '2024-01', to: '2024-12' }, '2024年'],
    [{ from: '2024-01', to: '2024-06' }, '2024年上半年'],
    [{ from: '2024-03', to: '2024-03' }, '2024年3月'],
    [{ from: '2024-02', to: '2024-04' }, '2024年2月至4月'],
    [{ from: '2023-11', to: '2024-02' }, '2023年11月至2024年2月'],
  ])('%j is said', (months, said) => expect(sayMonths(months)).toBe(said));

  test('end on their last day', () => {
    expect(daysOf({ from: '2024-02', to: '2024-02' })).toEqual({ first: '2024-02-01', last: '2024-02-29' });
    expect(nextMonth('2024-12')).toBe('2025-01-01');
  });
});

test('a share of nothing is none', () => {
  expect(share(0, 0)).toBeNull();
  expect(share(1, 3)).toBe(33.3);
});

describe('the records of a figure', () => {
  test('carry the filter, the row and the months', () => {
    const row = { by: 'industry', key: 'chemicals' } as const;
    expect(recordsOf('closedOnTime', { ...filter, grade: 'major' }, row)).toEqual({
      view: 'all',
      counted: 'true',
      gradeNow: 'major',
      industry: 'chemicals',
      closedFrom: '2024-01-01',
      closedTo: '2024-03-31',
      onTime: 'true',
    });
  });

  test('are none where no filter can say them', () => {
    expect(recordsOf('open', filter, { by: 'criterion', key: '' })).toBeNull();
    expect(recordsOf('open', filter, { by: 'division', key: '990001000000' })).toBeNull();
  });

  test('of a month stand at its own end', () => {
    expect(recordsOf('open', filter, { by: 'month', key: '2024-02' })).toMatchObject({
      asOf: '2024-02-29T16:00:00.000Z',
    });
  });
});
