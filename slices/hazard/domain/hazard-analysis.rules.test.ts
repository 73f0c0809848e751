import { describe, expect, it, test } from 'vitest';
import {
  daysOf,
  layOut,
  nextMonth,
  nudged,
  quarterOf,
  recordsOf,
  sayMonths,
  scaleBar,
  share,
} from './hazard-analysis.rules.ts';

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
    expect(recordsOf('closedOnTime', { ...filter, grade: 'major' }, row, '2024-03-20')).toEqual({
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
    expect(recordsOf('open', filter, { by: 'criterion', key: '' }, '2024-03-20')).toBeNull();
    expect(recordsOf('open', filter, { by: 'division', key: '990001000000' }, '2024-03-20')).toBeNull();
  });

  test('of a month stand at its own end', () => {
    expect(recordsOf('open', filter, { by: 'month', key: '2024-02' }, '2024-03-20')).toMatchObject({
      asOf: '2024-02-29T16:00:00.000Z',
    });
  });
});

describe('the map', () => {
  const size = { width: 600, height: 400, margin: 50 };
  const at = (longitude: number, latitude: number) => ({ longitude, latitude });

  test('keeps directions and proportions, and stays within its margin', () => {
    const { placed, unit } = layOut([at(115, 23), at(115.2, 23), at(115, 23.1)], size);
    const [a, b, c] = placed.map(({ x, y }) => [x, y] as const) as [
      [number, number],
      [number, number],
      [number, number],
    ];
    expect([b[0] > a[0], b[1] - a[1], c[1] < a[1], c[0] - a[0]]).toEqual([true, 0, true, 0]);
    // 0.1° of latitude is 11.1 km everywhere; 0.2° of longitude at 23° north is 20.5 km.
    expect((a[1] - c[1]) / unit).toBeCloseTo(11.12, 1);
    expect((b[0] - a[0]) / unit).toBeCloseTo(20.5, 0);
    for (const { x, y } of placed) {
      expect([Math.round(x) >= 50 && Math.round(x) <= 550, Math.round(y) >= 50 && Math.round(y) <= 350]).toEqual([
        true,
        true,
      ]);
    }
  });

  test('moves labels down that would stand on another', () => {
    const at = (x: number, y: number) => ({ x, y, width: 60 });
    expect(nudged([at(100, 50), at(120, 55), at(300, 55), at(110, 45)], 14)).toEqual([59, 73, 55, 45]);
  });

  test('of one place is drawn in the middle, of none is empty', () => {
    expect(layOut([at(115, 23)], size).placed).toMatchObject([{ x: 300, y: 200 }]);
    expect(layOut([], size).placed).toEqual([]);
  });

  test.each([
    [10, 5, 50],
    [1, 50, 50],
    [70, 1, 70],
    [3, 20, 60],
  ])('has a scale of round kilometres: %s units a kilometre', (unit, km, length) => {
    expect(scaleBar(unit, 90)).toEqual({ km, length });
  });
});
