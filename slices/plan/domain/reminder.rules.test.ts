import { describe, expect, it } from 'vitest';
import { DEFAULT_REMINDERS, digestOf, sayDigest } from './reminder.rules.ts';

const today = '2024-06-10';
const owed = (dueOn: string, count = 1, missed = 0) => ({ dueOn, count, missed });

describe('digestOf', () => {
  it.each<[string, string, boolean]>([
    ['eight days ahead', '2024-06-18', false],
    ['seven days ahead', '2024-06-17', true],
    ['six days ahead', '2024-06-16', false],
    ['three days ahead', '2024-06-13', true],
    ['two days ahead', '2024-06-12', false],
    ['the day before', '2024-06-11', true],
    ['on the day', '2024-06-10', true],
    ['the day after', '2024-06-09', true],
    ['two days overdue', '2024-06-08', false],
    ['seven days overdue', '2024-06-03', true],
    ['eight days overdue', '2024-06-02', false],
    ['fourteen days overdue', '2024-05-27', true],
  ])('%s', (_, dueOn, isBroughtUp) => {
    expect(digestOf([owed(dueOn)], 0, DEFAULT_REMINDERS, today) !== null).toBe(isBroughtUp);
  });

  it('one message counts everything, with missed periods apart from what is overdue', () => {
    const digest = digestOf(
      [
        owed('2024-04-30', 2, 2),
        owed('2024-06-09', 3, 1),
        owed(today, 4),
        owed('2024-06-15', 5),
        owed('2024-07-30', 6),
      ],
      7,
      DEFAULT_REMINDERS,
      today,
    );
    expect(digest).toEqual({ today: 4, soon: 5, overdue: 2, missed: 3, unacknowledged: 7 });
    expect(digest && sayDigest(digest, DEFAULT_REMINDERS)).toBe(
      '逾期 2 项，今天到期 4 项，7 天内到期 5 项，缺报 3 期，未签收 7 项',
    );
  });

  it('nothing owed, nothing said; what is not acknowledged is', () => {
    expect(digestOf([], 0, DEFAULT_REMINDERS, today)).toBeNull();
    expect(digestOf([], 1, DEFAULT_REMINDERS, today)).toMatchObject({ unacknowledged: 1 });
  });

  it('a county without days ahead is reminded on the day alone', () => {
    const settings = { ...DEFAULT_REMINDERS, aheadDays: [] };
    expect(digestOf([owed('2024-06-11')], 0, settings, today)).toBeNull();
    expect(digestOf([owed(today)], 0, settings, today)).toMatchObject({ today: 1, soon: 0 });
  });
});
