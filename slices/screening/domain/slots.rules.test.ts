import { addDays, daysBetween, instantOf } from '@zhiben/platform/domain/clock.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endedSchedules, rescheduled } from './schedule-change.rules.ts';
import { answerOf, findSlot, type PlannedSchedule, slotState, slotsOf } from './slots.rules.ts';
import { scheduleFault } from './task.contract.ts';

const plan = (over: Partial<PlannedSchedule> = {}): PlannedSchedule => ({
  cycleEvery: 1,
  cycleUnit: 'day',
  startOn: '2024-01-01',
  endsOn: null,
  workStart: null,
  workEnd: null,
  shifts: [],
  workDayType: 0,
  since: over.startOn ?? '2024-01-01',
  until: null,
  ...over,
});
const say = (at: number) => new Date(at + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const ms = (text: string) => Date.parse(`${text}:00+08:00`);
const threeShifts = [
  { name: '早班', start: '08:00', end: '16:00' },
  { name: '中班', start: '16:00', end: '00:00' },
  { name: '夜班', start: '00:00', end: '08:00' },
];

describe('slots by kind of cycle', () => {
  const cases: [string, Partial<PlannedSchedule>, string, string, string[]][] = [
    ['every day', {}, '2024-02-28', '2024-03-01', ['2024-02-28', '2024-02-29', '2024-03-01']],
    [
      'working days: 调休 Sunday counts, 清明节 does not',
      { workDayType: 1 },
      '2024-04-03',
      '2024-04-08',
      ['2024-04-03', '2024-04-07', '2024-04-08'],
    ],
    ['non-working days', { workDayType: 2 }, '2024-04-03', '2024-04-08', ['2024-04-04', '2024-04-05', '2024-04-06']],
    [
      'every third day, counted from the start',
      { cycleEvery: 3 },
      '2024-01-01',
      '2024-01-09',
      ['2024-01-01', '2024-01-04', '2024-01-07'],
    ],
    [
      'weeks of ISO, over the turn of the year',
      { cycleUnit: 'week', startOn: '2024-12-02' },
      '2024-12-20',
      '2025-01-13',
      ['2024-W51', '2024-W52', '2025-W01', '2025-W02'],
    ],
    [
      'a week that begins on a Friday is not owed',
      { cycleUnit: 'week', startOn: '2024-03-15' },
      '2024-03-11',
      '2024-03-24',
      ['2024-W12'],
    ],
    [
      'a week of holidays has no working day',
      { cycleUnit: 'week', workDayType: 1 },
      '2024-02-05',
      '2024-02-25',
      ['2024-W06', '2024-W07', '2024-W08'],
    ],
    ['months', { cycleUnit: 'month', startOn: '2024-01-31' }, '2024-01-01', '2024-03-31', ['2024-02', '2024-03']],
    [
      'every other month',
      { cycleUnit: 'month', cycleEvery: 2 },
      '2024-01-01',
      '2024-06-30',
      ['2024-01', '2024-03', '2024-05'],
    ],
    [
      'quarters',
      { cycleUnit: 'quarter', startOn: '2024-02-10' },
      '2024-01-01',
      '2024-12-31',
      ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4'],
    ],
    ['years', { cycleUnit: 'year' }, '2024-01-01', '2025-12-31', ['2024', '2025']],
    [
      'shifts, the night shift first as its day begins',
      { shifts: threeShifts },
      '2024-03-01',
      '2024-03-01',
      ['2024-03-01/夜班', '2024-03-01/早班', '2024-03-01/中班'],
    ],
    [
      'hours over midnight belong to the day of work',
      { cycleUnit: 'hour', cycleEvery: 4, workStart: '20:00', workEnd: '08:00' },
      '2024-03-01',
      '2024-03-01',
      ['2024-03-01T20', '2024-03-02T00', '2024-03-02T04'],
    ],
    [
      'a rest below half an interval joins the slot before',
      { cycleUnit: 'hour', cycleEvery: 2, workStart: '08:30', workEnd: '13:00' },
      '2024-03-01',
      '2024-03-01',
      ['2024-03-01T08:30', '2024-03-01T10:30'],
    ],
    ['nothing after the last day', { endsOn: '2024-03-02' }, '2024-03-01', '2024-03-05', ['2024-03-01', '2024-03-02']],
    [
      'nothing before it came into force',
      { since: '2024-03-04' },
      '2024-03-01',
      '2024-03-05',
      ['2024-03-04', '2024-03-05'],
    ],
  ];
  test.each(cases)('%s', (_, over, from, to, keys) => {
    expect(slotsOf([plan(over)], [], { from, to }).map(({ key }) => key)).toEqual(keys);
  });

  test('bounds: a night shift that ends the next morning, a month that has 29 days', () => {
    const night = plan({ shifts: [{ name: '夜班', start: '20:00', end: '08:00' }] });
    const [slot] = slotsOf([night], [], { from: '2024-02-29', to: '2024-02-29' });
    expect([say(slot?.from ?? 0), say(slot?.to ?? 0)]).toEqual(['02-29 20:00', '03-01 08:00']);
    const [month] = slotsOf([plan({ cycleUnit: 'month' })], [], { from: '2024-02-01', to: '2024-02-29' });
    expect([month?.day, say(month?.from ?? 0), say(month?.to ?? 0)]).toEqual([
      '2024-02-29',
      '02-01 00:00',
      '03-01 00:00',
    ]);
  });

  test('a year whose holiday notice is not out says so', () => {
    const [slot] = slotsOf([plan({ workDayType: 1 })], [], { from: '2099-01-01', to: '2099-01-01' });
    expect(slot?.assumed).toBe(true);
  });
});

describe('missed and made up', () => {
  const made: [string, Partial<PlannedSchedule>, string, string][] = [
    ['a day until the end of the next', {}, '2024-03-01', '03-03 00:00'],
    ['a working Friday until the end of Monday', { workDayType: 1 }, '2024-03-01', '03-05 00:00'],
    ['a shift until the end of the next shift', { shifts: threeShifts }, '2024-03-01/早班', '03-02 00:00'],
    ['a week for seven days at most', { cycleUnit: 'week' }, '2024-W10', '03-18 00:00'],
    ['a month for seven days at most', { cycleUnit: 'month' }, '2024-02', '03-08 00:00'],
    ['the last slot of all for seven days', { endsOn: '2024-03-01' }, '2024-03-01', '03-09 00:00'],
  ];
  test.each(made)('%s', (_, over, key, until) => {
    expect(say(findSlot([plan(over)], [], key)?.makeUpUntil ?? 0)).toBe(until);
  });

  test('a county may set other days', () => {
    const slot = findSlot([plan({ cycleUnit: 'month' })], [], '2024-02', { makeUpDays: 3 });
    expect(say(slot?.makeUpUntil ?? 0)).toBe('03-04 00:00');
  });

  const slot = findSlot([plan()], [], '2024-03-01') ?? expect.fail();
  test.each([
    ['coming', null, '2024-02-29T23:59'],
    ['due', null, '2024-03-01T00:00'],
    ['overdue', null, '2024-03-02T00:00'],
    ['missed', null, '2024-03-03T00:00'],
    ['done', 'done', '2024-03-09T00:00'],
    ['made-up', 'made-up', '2024-03-09T00:00'],
  ] as const)('%s', (state, answered, at) => {
    expect(slotState(slot, answered, ms(at))).toBe(state);
  });
  test.each([
    ['done', '2024-03-01T23:59'],
    ['done', '2024-03-02T00:09'],
    ['made-up', '2024-03-02T00:10'],
    ['made-up', '2024-03-02T23:59'],
    [null, '2024-03-03T00:10'],
    [null, '2024-02-29T12:00'],
  ] as const)('a signature is %s at %s', (answer, at) => {
    expect(answerOf(slot, ms(at))).toBe(answer);
  });
});

describe('suspensions', () => {
  test.each([
    ['exactly half still counts', '2024-03-01T12:00', '2024-03-02T00:00', false],
    ['more than half does not', '2024-03-01T11:59', '2024-03-02T00:00', true],
    ['the days around it do not matter', '2024-02-01T00:00', '2024-02-29T23:00', false],
  ])('%s', (_, from, to, excluded) => {
    expect(findSlot([plan()], [{ from: ms(from), to: ms(to) }], '2024-03-01')?.excluded).toBe(excluded);
  });
  test('two that overlap count once, two that do not are added', () => {
    const twice = [
      { from: ms('2024-03-01T00:00'), to: ms('2024-03-01T08:00') },
      { from: ms('2024-03-01T00:00'), to: ms('2024-03-01T08:00') },
    ];
    expect(findSlot([plan()], twice, '2024-03-01')?.excluded).toBe(false);
    const both = [twice[0] ?? expect.fail(), { from: ms('2024-03-01T19:00'), to: ms('2024-03-01T23:30') }];
    expect(findSlot([plan()], both, '2024-03-01')?.excluded).toBe(true);
  });
});

describe('changes of plan', () => {
  test('what was owed until the day stays, the new plan begins the day after', () => {
    const after = rescheduled([plan()], plan({ cycleUnit: 'week' }), '2024-03-13');
    const keys = slotsOf(after, [], { from: '2024-03-11', to: '2024-03-24' }).map(({ key }) => key);
    expect(keys).toEqual(['2024-03-11', '2024-03-12', '2024-03-13', '2024-W11/2024-03-14', '2024-W12']);
  });
  test('a plan of today is replaced, the same plan changes nothing', () => {
    const today = [plan({ since: '2024-03-13' })];
    expect(rescheduled(today, plan({ cycleUnit: 'week' }), '2024-03-13')).toHaveLength(1);
    expect(rescheduled([plan()], plan(), '2024-03-13')).toEqual([plan()]);
  });
  test('a task that is given up owes that day no longer', () => {
    const slots = slotsOf(endedSchedules([plan()], '2024-03-13'), [], { from: '2024-03-11', to: '2024-03-24' });
    expect(slots.map(({ key }) => key)).toEqual(['2024-03-11', '2024-03-12']);
  });
});

const time = fc.integer({ min: 0, max: 47 }).map((n) => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);
const day = fc.integer({ min: 0, max: 700 }).map((n) => addDays('2023-06-01', n));
const schedule = fc
  .record({
    cycleUnit: fc.constantFrom('hour', 'day', 'week', 'month', 'quarter', 'year' as const),
    cycleEvery: fc.integer({ min: 1, max: 5 }),
    startOn: day,
    workStart: time,
    workEnd: time,
    shifts: fc.array(fc.record({ start: time, end: time }), { maxLength: 3 }),
    workDayType: fc.constantFrom(0 as const, 1 as const, 2 as const),
  })
  .map(({ cycleUnit, shifts, ...rest }) => ({
    ...plan(),
    ...rest,
    cycleUnit: cycleUnit as PlannedSchedule['cycleUnit'],
    shifts: cycleUnit === 'day' ? shifts.map((shift, n) => ({ ...shift, name: `第${n}班` })) : [],
    since: rest.startOn,
  }))
  .filter((one) => scheduleFault(one) === null);
/** A plan, changed up to twice. */
const schedules = fc
  .tuple(schedule, fc.array(fc.tuple(schedule, fc.integer({ min: 1, max: 90 })), { maxLength: 2 }))
  .map(([first, changes]) => {
    let all: PlannedSchedule[] = [first];
    let on = first.since;
    for (const [next, later] of changes) {
      on = addDays(on, later);
      all = rescheduled(all, { ...next, startOn: first.startOn }, on);
    }
    return all;
  });

describe('whatever the plan', () => {
  test('slots do not overlap, are in order, have keys of their own and are found by them', () => {
    fc.assert(
      fc.property(schedules, day, fc.integer({ min: 0, max: 200 }), (all, from, more) => {
        const slots = slotsOf(all, [], { from, to: addDays(from, more) });
        for (const [n, slot] of slots.entries()) {
          expect(slot.from).toBeLessThan(slot.to);
          const before = slots[n - 1];
          if (before) expect(before.to).toBeLessThanOrEqual(slot.from);
          expect(slot.makeUpUntil).toBeGreaterThanOrEqual(slot.to);
          expect(slot.makeUpUntil - slot.to).toBeLessThanOrEqual(7 * 86_400_000);
        }
        expect(new Set(slots.map(({ key }) => key)).size).toBe(slots.length);
        for (const slot of slots.slice(0, 3)) expect(findSlot(all, [], slot.key)).toEqual(slot);
      }),
      { numRuns: 150 },
    );
  });
  test('a long period that begins in the last hour of the plan before it begins there in any range', () => {
    const daily = {
      endsOn: null,
      shifts: [] as PlannedSchedule['shifts'],
      workDayType: 0 as const,
      startOn: '2023-06-01',
    };
    const hourly = { ...daily, cycleEvery: 1, cycleUnit: 'hour', workStart: '00:30', workEnd: '00:30' } as const;
    const all: PlannedSchedule[] = [
      { ...hourly, since: '2023-06-01', until: '2023-06-02' },
      {
        ...daily,
        cycleEvery: 2,
        cycleUnit: 'quarter',
        workStart: '00:00',
        workEnd: '00:00',
        since: '2023-06-03',
        until: null,
      },
    ];
    const [whole] = slotsOf(all, [], { from: '2023-06-03', to: '2023-12-31' });
    expect(new Date(whole?.from ?? 0).toISOString()).toBe('2023-06-02T16:30:00.000Z');
    for (const from of ['2023-06-05', '2023-06-06', '2023-07-01', '2023-09-30']) {
      expect(slotsOf(all, [], { from, to: '2023-12-31' })[0]).toEqual(whole);
    }
    expect(findSlot(all, [], whole?.key ?? '')).toEqual(whole);
  });
  test('a range gives the same as its parts: nothing depends on the window asked', () => {
    fc.assert(
      fc.property(
        schedules,
        day,
        fc.integer({ min: 0, max: 120 }),
        fc.integer({ min: 1, max: 120 }),
        (all, from, a, b) => {
          const middle = addDays(from, a);
          const to = addDays(middle, b);
          const parts = [
            ...slotsOf(all, [], { from, to: middle }),
            ...slotsOf(all, [], { from: addDays(middle, 1), to }),
          ];
          expect(slotsOf(all, [], { from, to })).toEqual(parts);
        },
      ),
      { numRuns: 150 },
    );
  });
  test('every day in force lies in a slot, but for the broken periods at either end', () => {
    const whole = schedule.filter(
      ({ cycleUnit, workDayType, shifts }) => cycleUnit !== 'hour' && workDayType === 0 && shifts.length === 0,
    );
    fc.assert(
      fc.property(whole, fc.integer({ min: 0, max: 900 }), (one, more) => {
        const endsOn = addDays(one.startOn, more);
        const slots = slotsOf([{ ...one, endsOn }], [], { from: one.startOn, to: addDays(endsOn, 3000) });
        const owed = slots.reduce((days, { from, to }) => days + (to - from) / 86_400_000, 0);
        const length = { day: 1, week: 7, month: 31, quarter: 92, year: 366 }[one.cycleUnit as 'day'] * one.cycleEvery;
        const days = daysBetween(one.startOn, endsOn) + 1;
        expect(owed).toBeLessThanOrEqual(days);
        expect(days - owed).toBeLessThanOrEqual(length); // less than half a period lost at each end
        for (const [n, slot] of slots.entries()) if (n > 0) expect(slot.from).toBe(slots[n - 1]?.to);
        if (slots[0]) expect(slots[0].from).toBeGreaterThanOrEqual(instantOf(one.startOn).getTime());
      }),
      { numRuns: 150 },
    );
  });
});
