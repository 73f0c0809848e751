import { describe, expect, test } from 'vitest';
import { arrangeFigures, arrangeItems, mondayOf, sayPressing, sayWeek } from './home.rules.ts';
import type { HomeFigure, HomeItem } from './overview.contract.ts';

const figure = (key: string, count: number, urgent = false): HomeFigure => {
  return { key, label: key, count, exact: true, urgent, path: '/' };
};
const item = (id: string, dueOn: string | null): HomeItem => ({ id, task: '', title: '', note: '', dueOn, path: '/' });

test('red figures come first, and 0 is never red', () => {
  const arranged = arrangeFigures([figure('calm', 3), figure('none', 0, true), figure('late', 2, true)]);
  expect(arranged.map(({ key, urgent }) => [key, urgent])).toEqual([
    ['late', true],
    ['calm', false],
    ['none', false],
  ]);
  expect(arrangeFigures(Array.from({ length: 9 }, (_, i) => figure(String(i), i)))).toHaveLength(7);
});

test('what lapses first comes first, what never lapses last', () => {
  const arranged = arrangeItems([item('b', '2024-03-02'), item('none', null), item('a', '2024-02-28')]);
  expect(arranged.map(({ id }) => id)).toEqual(['a', 'b', 'none']);
  const twice = [
    { ...item('a', '2024-03-01'), task: '认定' },
    { ...item('a', '2024-03-01'), task: '督促认定' },
  ];
  expect(arrangeItems(twice).map(({ task }) => task)).toEqual(['认定']);
});

describe('the sentence says what presses', () => {
  test.each<[string[], string | null]>([
    [['2024-03-19', '2024-03-20', '2024-03-23', '2024-03-24'], '有 1 件事项已逾期，2 件三天内到期。'],
    [['2024-03-21'], '有 1 件事项三天内到期。'],
    [['2024-04-21'], null],
    [[], null],
  ])('%j', (days, sentence) => {
    const items = days.map((day) => item(day, day));
    expect(sayPressing(items, '2024-03-20', [])).toBe(sentence);
    expect(sayPressing(items, '2024-03-20', ['2024-03-24', null])).toBe(sentence);
    expect(sayPressing(items, '2024-03-20', ['2024-04-24', '2024-03-23'])).toBe(sentence && `至少${sentence}`);
  });
});

test.each([
  ['2024-03-18', '2024-03-18'],
  ['2024-03-20', '2024-03-18'],
  ['2024-03-24', '2024-03-18'],
  ['2024-03-03', '2024-02-26'],
])('the Monday of %s is %s', (day, monday) => {
  expect(mondayOf(day)).toBe(monday);
});

test('the week beside the week before', () => {
  const week = { registered: 5, major: 1, closed: 3 };
  expect(sayWeek(week, { registered: 4, major: 0, closed: 6 }, '2024-03-18')).toBe(
    '本周（3 月 18 日起）新登记隐患 5 项（其中重大 1 项），销号 3 项；上周同期新登记 4 项、销号 6 项。',
  );
});
