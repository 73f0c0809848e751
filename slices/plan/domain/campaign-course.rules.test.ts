import { describe, expect, it } from 'vitest';
import { burnUp, type CourseOfTask, plannedOn } from './burn-up.rules.ts';
import { dutyStatus } from './duty-colour.rules.ts';
import { stagesOf } from './stages.rules.ts';

const monthly = { per: 'month', atLeast: 1 } as const;
const task = (part: Partial<CourseOfTask> = {}): CourseOfTask => ({
  endsOn: '2024-12-15',
  duties: [],
  progress: [],
  ...part,
});
const by = (...deadlines: (string | null)[]) => deadlines.map((deadline) => ({ deadline, frequency: null }));
const claim = (filedOn: string, outcome: 'verified' | 'returned' | null = null, decidedOn: string | null = null) => ({
  filedOn,
  outcome,
  decidedOn,
  claimsCompletion: true,
});

describe('plannedOn', () => {
  it.each([
    ['without duties: the end of the campaign', task(), '2024-12-15'],
    ['the last of its dates', task({ duties: by('2024-06-30', '2024-04-30') }), '2024-06-30'],
    ['a duty without a date: the end', task({ duties: by('2024-06-30', null) }), '2024-12-15'],
    [
      'a rate runs to the end, whatever its date',
      task({ duties: [{ deadline: '2024-06-30', frequency: monthly }] }),
      '2024-12-15',
    ],
    ['a date beyond the campaign stands', task({ duties: by('2025-03-31') }), '2025-03-31'],
  ])('%s', (_, given, expected) => expect(plannedOn(given)).toBe(expected));
});

describe('burnUp', () => {
  const run = { from: '2024-03-01', to: '2024-03-22', asOf: '2024-03-15' };
  const tasks = [
    task({ duties: by('2024-03-08'), progress: [claim('2024-03-05', 'verified', '2024-03-12')] }),
    task({ duties: by('2024-03-22'), progress: [claim('2024-03-08', 'returned', '2024-03-14')] }),
    task({ progress: [claim('2024-03-20')] }),
  ];

  it('counts what was known at each day, and nothing of the days to come', () => {
    expect(burnUp(tasks, run)).toEqual([
      { on: '2024-03-01', planned: 0, reported: 0, verified: 0 },
      { on: '2024-03-08', planned: 1, reported: 2, verified: 0 },
      { on: '2024-03-15', planned: 1, reported: 1, verified: 1 },
      { on: '2024-03-22', planned: 2, reported: null, verified: null },
    ]);
  });

  it('has the day asked for among its points, also beyond the end', () => {
    const days = (asOf: string) => burnUp([], { ...run, asOf }).map(({ on }) => on);
    expect(days('2024-03-10')).toContain('2024-03-10');
    expect(days('2024-04-02').slice(-2)).toEqual(['2024-03-29', '2024-04-02']);
    expect(days('2024-02-01')).toEqual(['2024-03-01', '2024-03-08', '2024-03-15', '2024-03-22']);
  });

  it('takes wider steps over a long time', () => {
    expect(burnUp([], { from: '2020-01-01', to: '2030-12-31', asOf: '2025-01-01' }).length).toBeLessThan(170);
  });
});

describe('stagesOf', () => {
  const run = { from: '2024-03-01', to: '2024-12-15', asOf: '2024-06-10' };
  const phases = [
    { name: '动员部署', from: null, to: '2024-03-31' },
    { name: '排查整治', from: '2024-04-01', to: '2024-05-31' },
    { name: '巩固提升', from: '2024-06-01', to: '2024-11-30' },
    { name: '总结', from: '2024-12-01', to: null },
    { name: '长效', from: null, to: null },
  ];
  const done = task({ duties: by('2024-03-20'), progress: [claim('2024-03-20', 'verified', '2024-03-21')] });
  const late = task({ duties: by('2024-05-20') });

  it('passes a stage when all that was to be completed by its end is verified', () => {
    const stages = stagesOf(phases, [done, late, task()], run);
    expect(
      stages.map(({ name, from, to, planned, verified, state }) => [name, from, to, planned, verified, state]),
    ).toEqual([
      ['动员部署', '2024-03-01', '2024-03-31', 1, 1, 'passed'],
      ['排查整治', '2024-04-01', '2024-05-31', 2, 1, 'missed'],
      ['巩固提升', '2024-06-01', '2024-11-30', 2, 1, 'running'],
      ['总结', '2024-12-01', '2024-12-15', 3, 1, 'ahead'],
    ]);
  });

  it('lets a stage that ends with the one before it run beside that one, and never begin after its end', () => {
    const beside = [
      { name: '排查整治', from: '2024-05-01', to: '2024-12-15' },
      { name: '总结提高', from: null, to: '2024-12-15' },
    ];
    expect(stagesOf(beside, [], run).map(({ from, to, state }) => [from, to, state])).toEqual([
      ['2024-05-01', '2024-12-15', 'running'],
      ['2024-05-01', '2024-12-15', 'running'],
    ]);
  });
});

describe('dutyStatus', () => {
  it.each([
    [{ dueOn: '2024-03-10', metThrough: null }, 'inProgress', 'overdue'],
    [{ dueOn: '2024-03-25', metThrough: null }, 'inProgress', 'dueSoon'],
    [{ dueOn: '2024-05-01', metThrough: '2024-03-31' }, 'overdue', 'inProgress'],
    [{ dueOn: null, metThrough: '2024-03-10' }, 'overdue', 'done'],
    [{ dueOn: null, metThrough: null }, 'overdue', 'inProgress'],
    [{ dueOn: '2024-03-10', metThrough: null }, 'awaitingVerification', 'awaitingVerification'],
    [{ dueOn: '2024-03-10', metThrough: null }, 'done', 'done'],
    [{ dueOn: '2024-03-10', metThrough: null }, 'unassigned', 'unassigned'],
  ] as const)('%j of a task %s is %s', (duty, of, expected) => {
    expect(dutyStatus(duty, of, '2024-03-20')).toBe(expected);
  });
});
