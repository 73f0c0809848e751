import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDay, workingDaysBetween } from './calendar.ts';
import { addDays, daysBetween, type LocalDate } from './clock.ts';
import { deadlineSchema } from './deadline.contract.ts';
import {
  checkExtension,
  checkPause,
  type Deadline,
  type DeadlineChange,
  dueOnAfter,
  dueOnResumed,
  firstDueOn,
  type Limit,
} from './deadline.ts';
import { explainDeadline } from './deadline-explanation.ts';

function started(limit: Limit, startedOn: LocalDate, more: Partial<Deadline> = {}): Deadline {
  return {
    id: '01900000-0000-7000-8000-000000000001',
    purpose: 'rectification',
    ruleCode: 'test:rule',
    source: '示范县方案第三条',
    startedOn,
    amount: limit.amount,
    unit: limit.unit,
    originalDueOn: firstDueOn(limit, startedOn),
    metOn: null,
    cancelledOn: null,
    ...more,
  };
}

const change = (kind: DeadlineChange['kind'], onDate: LocalDate, dueOn: LocalDate | null = null): DeadlineChange => ({
  kind,
  onDate,
  dueOn,
  reason: '检测鉴定',
  source: '《行政强制法》第25条',
});

/** Pauses and resumes as the server does: the resume row carries the new day. */
function paused(deadline: Deadline, before: readonly DeadlineChange[], from: LocalDate, to: LocalDate) {
  const changes = [...before, change('pause', from)];
  return [...changes, change('resume', to, dueOnResumed(deadline, changes, to))];
}

test.each([
  [{ amount: 5, unit: 'workingDay' }, '2024-09-25', '2024-10-08'],
  [{ amount: 15, unit: 'day' }, '2024-09-20', '2024-10-05'],
  [{ amount: 15, unit: 'day', lastDayPutOff: true }, '2024-09-20', '2024-10-08'],
  [{ amount: 1, unit: 'month' }, '2024-01-31', '2024-02-29'],
  [{ amount: 3, unit: 'year' }, '2024-02-29', '2027-02-28'],
] as const)('%o from %s ends %s', (limit, from, to) => {
  expect(firstDueOn(limit, from)).toBe(to);
});

describe('pauses', () => {
  test('while paused there is no day; after it the days are added', () => {
    const deadline = started({ amount: 30, unit: 'day' }, '2024-03-01');
    const pausing = [change('pause', '2024-03-10')];
    expect(dueOnAfter(deadline, pausing)).toBeNull();
    expect(dueOnAfter(deadline, paused(deadline, [], '2024-03-10', '2024-03-20'))).toBe('2024-04-10');
  });

  test('a pause in working days gives back working days only', () => {
    const deadline = started({ amount: 10, unit: 'workingDay' }, '2024-09-18');
    expect(deadline.originalDueOn).toBe('2024-10-08'); // 19 20 23 24 25 26 27 29 30 8
    const changes = paused(deadline, [], '2024-09-27', '2024-10-08'); // takes 27, 29, 30
    expect(dueOnAfter(deadline, changes)).toBe('2024-10-11'); // 8 9 10 11 are the 7th to 10th
  });

  test('are refused before the start, after the end and twice', () => {
    const deadline = started({ amount: 30, unit: 'day' }, '2024-03-01');
    expect(() => checkPause(deadline, [], '2024-02-29')).toThrow('日期应在 2024-03-01 至 2024-03-31 之间');
    expect(() => checkPause(deadline, [], '2024-04-01')).toThrow('日期应在');
    expect(() => checkPause(deadline, [change('pause', '2024-03-10')], '2024-03-11')).toThrow('已中止');
    expect(() => dueOnResumed(deadline, [], '2024-03-11')).toThrow('没有中止');
    expect(() => dueOnResumed(deadline, [change('pause', '2024-03-10')], '2024-03-09')).toThrow('不应早于');
  });

  test('add exactly their days, for any limit in natural time', () => {
    const unit = fc.constantFrom('day', 'month', 'year');
    const days = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(
        unit,
        fc.integer({ min: 1, max: 60 }),
        fc.nat(5000),
        days,
        days,
        (unit, amount, start, at, length) => {
          const deadline = started({ unit, amount } as Limit, addDays('2005-01-01', start));
          const from = addDays(deadline.startedOn, at % (daysBetween(deadline.startedOn, deadline.originalDueOn) + 1));
          const due = dueOnAfter(deadline, paused(deadline, [], from, addDays(from, length))) as LocalDate;
          expect(daysBetween(deadline.originalDueOn, due)).toBe(length);
        },
      ),
    );
  });

  test('leave exactly the number of working days outside them', () => {
    const days = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(5000), days, days, (amount, start, at, length) => {
        const deadline = started({ unit: 'workingDay', amount }, addDays('2005-01-01', start));
        const from = addDays(deadline.startedOn, 1 + (at % daysBetween(deadline.startedOn, deadline.originalDueOn)));
        const to = addDays(from, length);
        const due = dueOnAfter(deadline, paused(deadline, [], from, to)) as LocalDate;
        const before = workingDaysBetween(deadline.startedOn, addDays(from, -1)).days;
        expect(before + workingDaysBetween(addDays(to, -1), due).days).toBe(amount);
        expect(calendarDay(due).working).toBe(true);
      }),
    );
  });
});

describe('extensions', () => {
  const deadline = started({ amount: 30, unit: 'day' }, '2024-03-01');

  test('must end later, and later pauses add to them', () => {
    expect(() => checkExtension(deadline, [], '2024-03-20', '2024-03-31')).toThrow('应晚于现期限 2024-03-31');
    checkExtension(deadline, [], '2024-03-20', '2024-04-30');
    const extended = [change('extension', '2024-03-20', '2024-04-30')];
    expect(dueOnAfter(deadline, extended)).toBe('2024-04-30');
    expect(dueOnAfter(deadline, paused(deadline, extended, '2024-04-10', '2024-04-13'))).toBe('2024-05-03');
    expect(() => checkExtension(deadline, extended, '2024-03-19', '2024-05-30')).toThrow('不应早于 2024-03-20');
  });
});

describe('explanation', () => {
  test('names each day that was passed over and each weekend that was worked', () => {
    const deadline = started({ amount: 5, unit: 'workingDay' }, '2024-09-25');
    const card = explainDeadline(deadline, [], '2024-10-09', null);
    expect(deadlineSchema.parse(card)).toEqual(card);
    expect(card).toMatchObject({
      state: 'running',
      dueOn: '2024-10-08',
      daysLeft: -1,
      overdue: true,
      ruleText: '起算日次日起 5 个工作日内',
      skipped: [
        { from: '2024-09-28', to: '2024-09-28', days: 1, name: '周末' },
        { from: '2024-10-01', to: '2024-10-07', days: 7, name: '国庆节' },
      ],
      madeUp: [{ date: '2024-09-29', name: '国庆节' }],
      putOff: null,
      provisionalYears: [],
      calendarNowSays: null,
    });
  });

  test('tells a put-off last day, the mark of an unchecked rule and what superseded it', () => {
    const deadline = started({ amount: 15, unit: 'day', lastDayPutOff: true }, '2024-09-20');
    const rule = { trigger: '缴纳罚款', confidence: 'memory', note: '例外', supersededBy: '新令' } as const;
    const card = explainDeadline(deadline, [], '2024-09-20', rule);
    expect(card.putOff).toEqual({ from: '2024-10-05', to: '2024-10-08', name: '国庆节' });
    expect(card.mark).toContain('未核对原文');
    expect(card.ruleText).toBe('缴纳罚款：起算日次日起 15 日内');
    expect(card.note).toBe('例外；已有新规定：新令');
    expect(card.daysLeft).toBe(18);
  });

  test('lists pauses and extensions, and days inside a pause are not among the skipped', () => {
    const deadline = started({ amount: 10, unit: 'workingDay' }, '2024-09-18');
    const changes = [
      ...paused(deadline, [], '2024-09-27', '2024-10-08'),
      change('extension', '2024-10-09', '2024-10-31'),
    ];
    const card = explainDeadline(deadline, changes, '2024-10-10', null);
    expect(card.dueOn).toBe('2024-10-31');
    expect(card.pauses).toEqual([expect.objectContaining({ from: '2024-09-27', to: '2024-10-08', days: 11 })]);
    expect(card.extensions).toEqual([expect.objectContaining({ from: '2024-10-11', to: '2024-10-31' })]);
    expect(card.skipped.map((s) => s.name)).toEqual(['周末']); // 21 and 22 September, of which 中秋 made up the 14th
  });

  test('a limit into a year without notice is marked provisional', () => {
    const card = explainDeadline(started({ amount: 10, unit: 'workingDay' }, '2090-12-28'), [], '2090-12-28', null);
    expect(card.provisionalYears).toEqual([2090, 2091]);
  });

  test('a day set under an older calendar is kept, and the card says what today’s calendar makes of it', () => {
    const deadline = started({ amount: 5, unit: 'workingDay' }, '2024-09-25', { originalDueOn: '2024-10-02' });
    const card = explainDeadline(deadline, [], '2024-09-26', null);
    expect(card.dueOn).toBe('2024-10-02');
    expect(card.calendarNowSays).toBe('2024-10-08');
  });

  test('met late stays overdue, cancelled never is', () => {
    const limit: Limit = { amount: 3, unit: 'day' };
    const late = explainDeadline(started(limit, '2024-03-01', { metOn: '2024-03-05' }), [], '2024-06-01', null);
    expect(late).toMatchObject({ state: 'met', overdue: true, daysLeft: null });
    const dropped = explainDeadline(
      started(limit, '2024-03-01', { cancelledOn: '2024-03-05' }),
      [],
      '2024-06-01',
      null,
    );
    expect(dropped).toMatchObject({ state: 'cancelled', overdue: false });
  });
});
