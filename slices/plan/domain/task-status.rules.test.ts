import { describe, expect, it } from 'vitest';
import {
  type ProgressFact,
  type TaskHistory,
  type TaskState,
  type TaskStatus,
  taskStateAsOf,
  taskStatus,
} from './task-status.rules.ts';

const today = '2024-06-10';
const running: TaskState = { assigned: true, dueOn: '2024-12-31', pendingOn: null, doneOn: null };

describe('taskStatus', () => {
  it.each<[string, Partial<TaskState>, TaskStatus]>([
    ['nobody leads it', { assigned: false }, 'unassigned'],
    ['nobody leads it and its day has passed', { assigned: false, dueOn: '2024-01-31' }, 'unassigned'],
    ['far from its day', {}, 'inProgress'],
    ['eight days before', { dueOn: '2024-06-18' }, 'inProgress'],
    ['seven days before', { dueOn: '2024-06-17' }, 'dueSoon'],
    ['on the day', { dueOn: '2024-06-10' }, 'dueSoon'],
    ['the day after', { dueOn: '2024-06-09' }, 'overdue'],
    ['a report waits', { pendingOn: '2024-06-01' }, 'awaitingVerification'],
    ['a report waits past the day', { pendingOn: '2024-06-01', dueOn: '2024-06-09' }, 'awaitingVerification'],
    ['completion was verified', { doneOn: '2024-06-01' }, 'done'],
    ['done, and another report waits', { doneOn: '2024-06-01', pendingOn: '2024-06-02' }, 'done'],
    ['done late', { doneOn: '2024-06-10', dueOn: '2024-05-31' }, 'done'],
  ])('%s', (_, part, status) => {
    expect(taskStatus({ ...running, ...part }, today)).toBe(status);
  });
});

const owner = (bodyId: string, sinceOn: string, untilOn: string | null = null) => ({ bodyId, sinceOn, untilOn });

describe('taskStateAsOf', () => {
  const monthly = {
    id: 'monthly',
    kind: 'recurring',
    deadline: null,
    frequency: { per: 'month', atLeast: 1 },
    owners: [owner('east', '2024-02-20')],
  } as const;
  const yearEnd = { id: 'year-end', kind: 'deadline', deadline: '2024-12-31', frequency: null, owners: [] } as const;
  const march = { dutyId: 'monthly', bodyId: 'east', through: '2024-03-31' };
  const history = (part: Partial<TaskHistory>): TaskHistory => ({
    startsOn: '2024-01-10',
    endsOn: '2026-12-31',
    assignedOn: '2024-02-20',
    duties: [],
    progress: [],
    waivers: [],
    ...part,
  });
  const report = (part: Partial<ProgressFact>): ProgressFact => ({
    filedOn: '2024-03-05',
    claimsCompletion: false,
    answers: [],
    outcome: 'verified',
    decidedOn: '2024-03-08',
    ...part,
  });

  it('without dated duties the end of the campaign counts', () => {
    expect(taskStateAsOf(history({}), '2024-06-01')).toMatchObject({ assigned: true, dueOn: '2026-12-31' });
  });

  it('the earliest of several duties counts, and a body owes from its assignment on', () => {
    const state = taskStateAsOf(history({ duties: [yearEnd, monthly] }), '2024-06-01');
    expect(state.dueOn).toBe('2024-02-29');
    expect(state.duties.get('year-end')).toEqual({ dueOn: '2024-12-31', metThrough: null });
  });

  it('before its assignment a task is reckoned from the start of the campaign', () => {
    const state = taskStateAsOf(history({ duties: [monthly] }), '2024-02-19');
    expect(state).toMatchObject({ assigned: false, dueOn: '2024-01-31' });
  });

  it('a verified report moves the duties that it answers, others stay', () => {
    const progress = [report({ answers: [march] })];
    const state = taskStateAsOf(history({ duties: [yearEnd, monthly], progress }), '2024-06-01');
    expect(state.duties.get('monthly')).toEqual({ dueOn: '2024-04-30', metThrough: '2024-03-31' });
    expect(state).toMatchObject({ dueOn: '2024-04-30', pendingOn: null, doneOn: null });
  });

  it('a period made up for later does not move back what was answered since', () => {
    const april = { ...march, through: '2024-04-30' };
    const progress = [
      report({ answers: [april] }),
      report({ filedOn: '2024-05-02', decidedOn: '2024-05-03', answers: [march] }),
    ];
    expect(taskStateAsOf(history({ duties: [monthly], progress }), '2024-06-01').dueOn).toBe('2024-05-31');
  });

  it('of several bodies the one that is furthest behind counts', () => {
    const both = { ...monthly, owners: [owner('east', '2024-02-20'), owner('west', '2024-02-20')] };
    const one = taskStateAsOf(history({ duties: [both], progress: [report({ answers: [march] })] }), '2024-06-01');
    expect(one.duties.get('monthly')).toEqual({ dueOn: '2024-02-29', metThrough: null });
    const answers = [march, { ...march, bodyId: 'west', through: '2024-04-30' }];
    const two = taskStateAsOf(history({ duties: [both], progress: [report({ answers })] }), '2024-06-01');
    expect(two.duties.get('monthly')).toEqual({ dueOn: '2024-04-30', metThrough: '2024-03-31' });
  });

  it('what the body before has answered is not asked of the one that took over', () => {
    const owners = [owner('east', '2024-02-20', '2024-03-10'), owner('west', '2024-03-10')];
    const duties = [{ ...monthly, owners }];
    const progress = [report({ answers: [march] })];
    expect(taskStateAsOf(history({ duties, progress }), '2024-06-01').dueOn).toBe('2024-04-30');
    expect(taskStateAsOf(history({ duties }), '2024-06-01').dueOn).toBe('2024-03-31');
  });

  it('a waived period counts as answered from the day of the waiver', () => {
    const waivers = [{ ...march, waivedOn: '2024-05-06' }];
    expect(taskStateAsOf(history({ duties: [monthly], waivers }), '2024-05-05').dueOn).toBe('2024-02-29');
    expect(taskStateAsOf(history({ duties: [monthly], waivers }), '2024-05-06').dueOn).toBe('2024-04-30');
  });

  it('a returned report changes nothing', () => {
    const progress = [report({ answers: [march], claimsCompletion: true, outcome: 'returned' })];
    const state = taskStateAsOf(history({ duties: [monthly], progress }), '2024-06-01');
    expect(state).toMatchObject({ dueOn: '2024-02-29', pendingOn: null, doneOn: null });
  });

  it.each([
    ['2024-03-04', null, null],
    ['2024-03-05', '2024-03-05', null],
    ['2024-03-07', '2024-03-05', null],
    ['2024-03-08', null, '2024-03-08'],
  ])('completion filed on the 5th and verified on the 8th, seen on %s', (asOf, pendingOn, doneOn) => {
    const state = taskStateAsOf(history({ progress: [report({ claimsCompletion: true })] }), asOf);
    expect(state).toMatchObject({ pendingOn, doneOn });
  });

  it('the oldest open report counts', () => {
    const open = { outcome: null, decidedOn: null };
    const progress = [report({ ...open, filedOn: '2024-03-09' }), report({ ...open, filedOn: '2024-03-06' })];
    expect(taskStateAsOf(history({ progress }), '2024-06-01').pendingOn).toBe('2024-03-06');
  });
});
