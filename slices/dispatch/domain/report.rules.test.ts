import { describe, expect, test } from 'vitest';
import { type AnswerState, answerState, nextRevision, type Standing, type SubmissionKind } from './report.rules.ts';

const cycle = { dueDay: 22 };
const before = new Date('2024-05-22T15:59:59Z');
const after = new Date('2024-05-22T16:00:00Z');
const standing = (status: Standing['status'], revision: number): Standing => ({ status, revision });

describe('what a submission is', () => {
  test.each<[Standing | undefined, Date, SubmissionKind, number]>([
    [undefined, before, 'first', 1],
    [undefined, after, 'late', 1],
    [standing('submitted', 1), before, 'replacement', 2],
    [standing('submitted', 2), after, 'correction', 3],
    [standing('returned', 1), before, 'resubmission', 2],
    [standing('returned', 1), after, 'resubmission', 2],
  ])('%o', (current, now, kind, revision) => {
    expect(nextRevision(current, { period: '2024-05', cycle, now, note: '补录漏报' })).toEqual({ kind, revision });
  });

  test('after the deadline a report changes only with a note', () => {
    const attempt = () => nextRevision(standing('submitted', 1), { period: '2024-05', cycle, now: after, note: '' });
    expect(attempt).toThrow('更正说明');
  });
});

describe('how a body stands', () => {
  test.each<[string, Parameters<typeof answerState>[0], Date, AnswerState]>([
    ['nothing yet', undefined, before, 'waiting'],
    ['nothing in time', undefined, after, 'overdue'],
    ['in time', { status: 'submitted', firstSubmittedAt: before }, after, 'submitted'],
    ['too late', { status: 'submitted', firstSubmittedAt: after }, after, 'late'],
    ['sent back', { status: 'returned', firstSubmittedAt: before }, after, 'returned'],
  ])('%s', (_, report, now, state) => {
    expect(answerState(report, '2024-05', cycle, now)).toBe(state);
  });
});
