import { instantOf } from '@zhiben/platform/domain/clock.ts';
import { expect, test } from 'vitest';
import { commitmentSlots, statementSlots } from './filed-duties.rules.ts';

const at = (day: string, hours = 0) => instantOf(day, hours).getTime();

test('a commitment is owed each day from the first on; whole days of standstill are not', () => {
  const filed = [
    { period: '2024-03-03', isLate: false },
    { period: '2024-03-04', isLate: true },
  ];
  const pauses = [{ from: at('2024-03-06', 6), to: at('2024-03-08', 12) }];
  const slots = commitmentSlots(
    filed,
    { first: '2024-03-03', pauses, today: '2024-03-09' },
    { from: '2024-03-01', to: '2024-03-10' },
  );
  expect(slots.map(({ period, state }) => `${period.slice(8)} ${state}`)).toEqual([
    '03 done',
    '04 made-up',
    '05 missed',
    '06 excluded',
    '07 excluded',
    '08 missed', // half of it is not more than half
    '09 due',
    '10 coming',
  ]);
});

test.each([
  ['2024-02-29', 'coming'],
  ['2024-03-01', 'due'],
  ['2024-03-05', 'due'],
  ['2024-03-06', 'missed'],
])('the statement of February on %s is %s', (today, state) => {
  const filed = [{ period: '2023-12', isLate: true }];
  const slots = statementSlots(filed, { first: '2023-12', dueDay: 5, today }, { from: '2023-11-01', to: '2024-02-29' });
  expect(slots.map((slot) => [slot.day, slot.state])).toEqual([
    ['2023-12-31', 'made-up'],
    ['2024-01-31', 'missed'],
    ['2024-02-29', state],
  ]);
});
