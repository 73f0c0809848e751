import { expect, it } from 'vitest';
import { calendarRange, moveCalendar, sayCalendar } from './calendar-range.ts';

it.each([
  ['week', '2024-06-10', '2024-06-10', '2024-06-16'],
  ['week', '2024-06-16', '2024-06-10', '2024-06-16'],
  ['month', '2024-06-10', '2024-05-27', '2024-06-30'],
  ['month', '2024-09-30', '2024-08-26', '2024-10-06'],
  ['year', '2024-06-10', '2024-01-01', '2024-12-31'],
] as const)('%s around %s: %s to %s', (scale, day, from, to) => {
  expect(calendarRange(scale, day)).toEqual({ from, to });
});

it.each([
  ['week', '2024-12-30', 1, '2025-01-06'],
  ['month', '2024-12-31', 1, '2025-01-01'],
  ['month', '2024-03-31', -1, '2024-02-01'],
  ['year', '2024-02-29', 1, '2025-02-01'],
] as const)('%s after or before %s (%s): %s', (scale, day, by, moved) => {
  expect(moveCalendar(scale, day, by)).toBe(moved);
});

it('says what is shown', () => {
  expect(sayCalendar('month', '2024-06-10')).toBe('2024 年 6 月');
  expect(sayCalendar('week', '2024-06-10')).toBe('2024-06-10 至 2024-06-16');
});
