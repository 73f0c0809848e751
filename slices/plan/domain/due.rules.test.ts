import { addDays } from '@zhiben/platform/domain/clock.ts';
import { describe, expect, it } from 'vitest';
import { type DuePeriod, type Duty, LAID_FOR_GOOD, layOut, nextDueOn, putsOffHolidays } from './due.rules.ts';

const run = { from: '2024-03-20', endsOn: '2026-12-31' };
const duty = (part: Partial<Duty>): Duty => ({ kind: 'recurring', deadline: null, frequency: null, ...part });

describe('nextDueOn', () => {
  it.each<[string, Partial<Duty>, string | null, string | null]>([
    ['2024年底前', { kind: 'deadline', deadline: '2024-12-31' }, null, '2024-12-31'],
    [
      'a date before anyone was told is owed all the same',
      { kind: 'deadline', deadline: '2024-02-28' },
      null,
      '2024-02-28',
    ],
    ['a date that was met', { kind: 'deadline', deadline: '2024-12-31' }, '2024-11-02', null],
    ['a ban with a date', { kind: 'prohibition-trigger', deadline: '2024-06-30' }, null, '2024-06-30'],
    ['a ban holds throughout', { kind: 'prohibition-trigger' }, null, null],
    ['a target without a date', { kind: 'target' }, null, '2026-12-31'],
    ['one training', { kind: 'one-off-count' }, null, '2026-12-31'],
    ['每天', { frequency: { per: 'day', atLeast: 1 } }, null, '2024-03-20'],
    ['每周: Sunday of that week', { frequency: { per: 'week', atLeast: 1 } }, null, '2024-03-24'],
    ['每月', { frequency: { per: 'month', atLeast: 3 } }, null, '2024-03-31'],
    ['每月, February of a leap year', { frequency: { per: 'month', atLeast: 1 } }, '2024-01-31', '2024-03-31'],
    ['每月22日前', { frequency: { per: 'month', atLeast: 1, dueDay: '22' } }, null, '2024-03-22'],
    ['每月15日前, told on the 20th', { frequency: { per: 'month', atLeast: 1, dueDay: '15' } }, null, '2024-04-15'],
    ['每月31日前 in April', { frequency: { per: 'month', atLeast: 1, dueDay: '31' } }, '2024-03-31', '2024-04-30'],
    ['每季度', { frequency: { per: 'quarter', atLeast: 1 } }, null, '2024-03-31'],
    ['每季度 after the first', { frequency: { per: 'quarter', atLeast: 1 } }, '2024-03-31', '2024-06-30'],
    ['每半年', { frequency: { per: 'half-year', atLeast: 1 } }, null, '2024-06-30'],
    ['每年', { frequency: { per: 'year', atLeast: 1 } }, '2024-12-31', '2025-12-31'],
    ['每三年', { frequency: { per: 'year', atLeast: 1, every: 3 } }, null, '2026-12-31'],
    ['每三年 once done, beyond the campaign', { frequency: { per: 'year', atLeast: 1, every: 3 } }, '2026-12-31', null],
    [
      'a period that the campaign cuts short',
      { frequency: { per: 'year', atLeast: 1, every: 2 } },
      '2025-12-31',
      '2026-12-31',
    ],
    ['the campaign is over', { frequency: { per: 'month', atLeast: 1 } }, '2026-12-31', null],
    ['每天17:00前', { frequency: { per: 'day', atLeast: 1, dueDay: '17:00' } }, '2024-03-20', '2024-03-21'],
  ])('%s', (_, part, metThrough, dueOn) => {
    expect(nextDueOn(duty(part), run, metThrough)).toBe(dueOn);
  });

  it('crosses the new year', () => {
    const late = { from: '2024-12-28', endsOn: '2026-12-31' };
    expect(nextDueOn(duty({ frequency: { per: 'month', atLeast: 1, dueDay: '22' } }), late, null)).toBe('2025-01-22');
    expect(nextDueOn(duty({ frequency: { per: 'week', atLeast: 1 } }), late, '2024-12-29')).toBe('2025-01-05');
  });
});

describe('layOut', () => {
  const laid = (part: Partial<Duty>, laidThrough: string | null = null, today = '2024-03-20') => {
    const { periods, laidThrough: through } = layOut(duty(part), run, laidThrough, today);
    const shown = periods.map(({ startsOn, endsOn, dueOn }) => `${startsOn}/${endsOn ?? ''}/${dueOn}`);
    return { shown, count: shown.length, through };
  };

  it('once for a deadline, never for a ban', () => {
    expect(laid({ kind: 'deadline', deadline: '2024-12-31' }).shown).toEqual(['2024-03-20//2024-12-31']);
    expect(laid({ kind: 'deadline', deadline: '2024-12-31' }, LAID_FOR_GOOD).shown).toEqual([]);
    expect(laid({ kind: 'prohibition-trigger' })).toEqual({ shown: [], count: 0, through: LAID_FOR_GOOD });
  });

  it('months for a year ahead, days for a month, with what follows joined without gap', () => {
    const months = laid({ frequency: { per: 'month', atLeast: 1, dueDay: '22' } });
    expect(months.shown[0]).toBe('2024-03-01/2024-03-31/2024-03-22');
    expect(months).toMatchObject({ count: 14, through: '2025-04-30' });
    const days = { frequency: { per: 'day', atLeast: 1 } } as const;
    const first = laid(days);
    expect(first).toMatchObject({ count: 31, through: '2024-04-19' });
    const more = laid(days, first.through, '2024-03-22');
    expect(more.shown).toEqual(['2024-04-20/2024-04-20/2024-04-20', '2024-04-21/2024-04-21/2024-04-21']);
  });

  it('up to the end of the campaign, and then for good', () => {
    const end = laid({ frequency: { per: 'quarter', atLeast: 1 } }, '2026-06-30', '2026-07-01');
    expect(end.shown.at(-1)).toBe('2026-10-01/2026-12-31/2026-12-31');
    expect(end.through).toBe(LAID_FOR_GOOD);
  });

  it('laid out day by day or all at once, it is the same', () => {
    for (const per of ['day', 'week', 'month', 'quarter', 'half-year', 'year'] as const) {
      const one = duty({ frequency: { per, atLeast: 1, ...(per === 'month' ? { dueDay: '5' } : {}) } });
      const steps: DuePeriod[] = [];
      let through: string | null = null;
      for (let day = run.from; day <= '2024-09-01'; day = addDays(day, 9)) {
        const next = layOut(one, run, through, day);
        steps.push(...next.periods);
        through = next.laidThrough;
      }
      const atOnce = layOut(one, run, null, '2024-09-01').periods;
      expect(steps, per).toEqual(atOnce.slice(0, steps.length));
      expect(atOnce.length - steps.length, per).toBeLessThan(9);
    }
  });

  it('moves to a working day only where the words say so', () => {
    const monthly = { frequency: { per: 'month', atLeast: 1, dueDay: '4' } } as const; // 4 and 5 April 2024: 清明节
    expect(laid(monthly).shown[0]).toContain('/2024-04-04');
    expect(laid({ ...monthly, putsOff: true }).shown[0]).toContain('/2024-04-07'); // a Sunday that is worked
    expect(['遇节假日顺延', '节假日、双休日依次顺延'].every(putsOffHolidays)).toBe(true);
    expect(putsOffHolidays('节假日期间开展检查')).toBe(false);
  });
});
