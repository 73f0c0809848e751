import { expect, it } from 'vitest';
import { type ReminderSetting, remindsNow } from './commitment.rules.ts';

const working = { remindTime: '09:00', remindOn: 'workingDays' } as const;
const always = { remindTime: '07:30', remindOn: 'everyDay' } as const;

it.each<[string, ReminderSetting, string, boolean]>([
  ['before the hour', working, '2024-03-20T00:59:59Z', false],
  ['at the hour', working, '2024-03-20T01:00:00Z', true],
  ['in the evening', working, '2024-03-20T15:59:00Z', true],
  ['past midnight it is the next day', working, '2024-03-20T16:00:00Z', false],
  ['a Saturday', working, '2024-03-23T02:00:00Z', false],
  ['清明节', working, '2024-04-04T02:00:00Z', false],
  ['the Sunday worked for it', working, '2024-04-07T02:00:00Z', true],
  ['a weekday of a year without a notice', working, '2090-03-01T02:00:00Z', true],
  ['a Saturday where every day counts', always, '2024-03-23T00:00:00Z', true],
  ['nobody is to be reminded', { ...always, remindTime: null }, '2024-03-20T02:00:00Z', false],
])('%s', (_, setting, now, expected) => {
  expect(remindsNow(setting, new Date(now))).toBe(expected);
});
