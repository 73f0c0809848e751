import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  addMonths,
  addWorkingDays,
  addYears,
  calendarDay,
  isWorkingDay,
  isYearKnown,
  putOffHoliday,
  specialDays,
  workingDaysBetween,
} from './calendar.ts';
import { addDays, daysBetween } from './clock.ts';

const zone = process.env.TZ;
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('days of the National Day notice of 2024 (国办发明电〔2023〕7号)', () => {
  test.each([
    ['2024-09-29', 'makeUp', '国庆节'],
    ['2024-09-30', 'working', null],
    ['2024-10-01', 'holiday', '国庆节'],
    ['2024-10-07', 'holiday', '国庆节'],
    ['2024-10-08', 'working', null],
    ['2024-10-12', 'makeUp', '国庆节'],
    ['2024-10-13', 'weekend', '周日'],
    ['2024-10-19', 'weekend', '周六'],
  ])('%s is %s', (date, kind, name) => {
    expect(calendarDay(date)).toMatchObject({ date, kind, name, known: true });
  });

  test.each(['America/New_York', 'Pacific/Kiritimati', 'UTC'])('the same in %s', (tz) => {
    process.env.TZ = tz;
    expect(isWorkingDay('2024-09-30')).toBe(true);
    expect(isWorkingDay('2024-10-01')).toBe(false);
    expect(isWorkingDay('2024-10-08')).toBe(true);
    expect(isWorkingDay('2024-10-12')).toBe(true);
  });
});

test.each([
  // the holiday and its make-up days lie between
  ['2024-09-25', 5, '2024-10-08'], // 26, 27, 29 (make-up), 30, 8
  ['2024-09-30', 1, '2024-10-08'],
  ['2024-10-10', 2, '2024-10-12'],
  ['2024-02-08', 1, '2024-02-09'], // 除夕 was a working day by the notice of 2024
  ['2024-02-09', 1, '2024-02-18'], // make-up Sunday after 春节
  ['2025-01-24', 3, '2025-02-05'], // 26 (make-up), 27, then 春节 to 4 February
  ['2024-10-03', 0, '2024-10-03'],
])('%s and %i working days is %s', (from, days, to) => {
  expect(addWorkingDays(from, days)).toEqual({ date: to, unknownYears: [] });
});

test('a year without notice is refused or marked, never passed off as ordinary', () => {
  expect(isYearKnown(2024)).toBe(true);
  expect(isYearKnown(2003)).toBe(false);
  expect(isYearKnown(2090)).toBe(false);
  expect(() => isWorkingDay('2090-03-01')).toThrow('2090 年的节假日安排尚未收录');
  expect(calendarDay('2090-03-01').known).toBe(false);
  expect(addWorkingDays('2090-12-28', 5).unknownYears).toEqual([2090, 2091]);
  expect(workingDaysBetween('2090-03-01', '2090-03-10').unknownYears).toEqual([2090]);
});

test('a text that is no date is refused', () => {
  expect(() => calendarDay('2024-02-30')).toThrow('不是有效的日期');
  expect(() => addWorkingDays('2024-02-01', 1.5)).toThrow(RangeError);
});

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-03-31', 6, '2024-09-30'],
  ['2024-11-30', 3, '2025-02-28'],
  ['2024-05-15', -3, '2024-02-15'],
])('%s and %i months is %s', (from, months, to) => {
  expect(addMonths(from, months)).toBe(to);
});

test('29 February and a year is 28 February', () => {
  expect(addYears('2024-02-29', 1)).toBe('2025-02-28');
  expect(addYears('2024-02-29', 4)).toBe('2028-02-29');
});

test('a last day on a holiday is put off to the first working day after it', () => {
  expect(putOffHoliday('2024-10-03').date).toBe('2024-10-08');
  expect(putOffHoliday('2024-10-12').date).toBe('2024-10-12');
});

test('special days carry their names', () => {
  const days = specialDays('2024-09-28', '2024-10-02').map((d) => `${d.date.slice(5)} ${d.name} ${d.kind}`);
  expect(days).toEqual(['09-28 周六 weekend', '09-29 国庆节 makeUp', '10-01 国庆节 holiday', '10-02 国庆节 holiday']);
});

describe('for any dates', () => {
  const date = fc.integer({ min: 0, max: 365 * 22 }).map((n) => addDays('2004-06-01', n));
  const count = fc.integer({ min: 0, max: 120 });

  test('the count of working days up to a result is exactly what was added, and it ends on a working day', () => {
    fc.assert(
      fc.property(date, count, (from, days) => {
        const { date: to } = addWorkingDays(from, days);
        expect(workingDaysBetween(from, to).days).toBe(days);
        if (days > 0) expect(calendarDay(to).working).toBe(true);
      }),
    );
  });

  test('later or longer never ends earlier', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 30 }), count, count, (from, shift, a, b) => {
        expect(addWorkingDays(addDays(from, shift), a).date >= addWorkingDays(from, a).date).toBe(true);
        expect(addWorkingDays(from, a + b).date).toBe(addWorkingDays(addWorkingDays(from, a).date, b).date);
      }),
    );
  });

  test('months keep the day or end the month, and put-off days are few', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -60, max: 60 }), (from, months) => {
        const to = addMonths(from, months);
        const sameDay = to.slice(8) === from.slice(8);
        expect(sameDay || addDays(to, 1).endsWith('-01')).toBe(true);
        expect(daysBetween(from, putOffHoliday(from).date)).toBeLessThanOrEqual(10);
      }),
    );
  });
});
