import { expect, it } from 'vitest';
import type { Schedule } from '../domain/task.contract.ts';
import { sayCycle, sayEnd, saySlot } from './screening-words.ts';

const schedule = (part: Partial<Schedule>): Schedule => ({
  cycleEvery: 1,
  cycleUnit: 'day',
  startOn: '2026-01-01',
  endsOn: null,
  workStart: null,
  workEnd: null,
  shifts: [],
  workDayType: 0,
  ...part,
});
const shifts = [
  { name: '早班', start: '08:00', end: '20:00' },
  { name: '夜班', start: '20:00', end: '08:00' },
];

it.each([
  [{}, '每天'],
  [{ shifts, workDayType: 1 }, '每天（早班、夜班），只在工作日'],
  [{ cycleUnit: 'hour', cycleEvery: 2, workStart: '08:00', workEnd: '20:00' }, '每 2 小时（08:00–20:00）'],
  [{ cycleUnit: 'month', cycleEvery: 3 }, '每 3 个月'],
  [{ cycleUnit: 'quarter', workDayType: 2 }, '每季度，只在非工作日'],
] as [Partial<Schedule>, string][])('%j is %s', (part, words) => {
  expect(sayCycle(schedule(part))).toBe(words);
});

it.each([
  ['2026-11-22', '2026-11-22'],
  ['2026-11-22/早班', '2026-11-22 早班'],
  ['2026-11-22T08', '2026-11-22 08 时'],
  ['2026-W07', '2026 年第 7 周'],
  ['2026-11', '2026 年 11 月'],
  ['2026-Q4', '2026 年第 4 季度'],
  ['2026', '2026 年'],
  ['2026-W47/2026-11-20', '2026 年第 47 周（2026-11-20 起）'],
  ['2026-11-22T0830', '2026-11-22 08:30'],
])('slot %s is %s', (key, words) => {
  expect(saySlot(key)).toBe(words);
});

it.each([
  ['2026-11-30T16:00:00.000Z', '2026-11-30 24:00'],
  ['2026-11-30T12:30:00.000Z', '2026-11-30 20:30'],
])('the end %s is %s', (instant, words) => {
  expect(sayEnd(instant)).toBe(words);
});
