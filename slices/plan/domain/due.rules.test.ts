import { describe, expect, it } from 'vitest';
import { type Duty, metThroughOf, nextDueOn } from './due.rules.ts';

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

describe('metThroughOf', () => {
  it.each<[string, Partial<Duty>, string, string]>([
    ['a deadline: the day itself', { kind: 'deadline', deadline: '2024-12-31' }, '2024-11-02', '2024-11-02'],
    ['a month: its end', { frequency: { per: 'month', atLeast: 1 } }, '2024-04-05', '2024-04-30'],
    ['a quarter', { frequency: { per: 'quarter', atLeast: 1 } }, '2024-05-31', '2024-06-30'],
    ['before the start', { frequency: { per: 'month', atLeast: 1 } }, '2024-02-05', '2024-02-29'],
    ['three years', { frequency: { per: 'year', atLeast: 1, every: 3 } }, '2025-05-31', '2026-12-31'],
  ])('%s', (_, part, happenedOn, through) => {
    expect(metThroughOf(duty(part), run, happenedOn)).toBe(through);
  });
});
