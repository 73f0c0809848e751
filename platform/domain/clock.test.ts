import { expect, test } from 'vitest';
import { addDays, daysBetween, instantOf, isLocalDate, localDate } from './clock.ts';

test.each([
  ['2024-03-20T15:59:59.999Z', '2024-03-20'],
  ['2024-03-20T16:00:00.000Z', '2024-03-21'],
  ['2023-12-31T16:00:00.000Z', '2024-01-01'],
  ['2024-02-28T16:00:00.000Z', '2024-02-29'],
])('%s falls on %s in Shanghai', (instant, date) => {
  expect(localDate(new Date(instant))).toBe(date);
});

test('days are added and counted over months, years and leap days', () => {
  expect(addDays('2024-02-28', 2)).toBe('2024-03-01');
  expect(addDays('2024-01-01', -1)).toBe('2023-12-31');
  expect(daysBetween('2023-12-31', '2024-03-01')).toBe(61);
  expect(daysBetween('2024-03-01', '2023-12-31')).toBe(-61);
});

test('a legal date begins at midnight in Shanghai', () => {
  expect(instantOf('2024-03-21').toISOString()).toBe('2024-03-20T16:00:00.000Z');
  expect(localDate(instantOf('2024-03-21', 23))).toBe('2024-03-21');
});

test.each(['2024-02-30', '2023-02-29', '2024-13-01', '2024-1-1', '', '20240101'])('%s is no date', (text) => {
  expect(isLocalDate(text)).toBe(false);
});
