import { describe, expect, it } from 'vitest';
import { answeredAsOf, type Filing, type OccurrenceDays, occurrenceStatus } from './occurrence.rules.ts';

describe('occurrenceStatus', () => {
  const june: OccurrenceDays = {
    startsOn: '2024-06-01',
    endsOn: '2024-06-30',
    dueOn: '2024-06-22',
    filedOn: null,
    verifiedOn: null,
    returnedOn: null,
    waivedOn: null,
    withdrawnOn: null,
  };
  it.each<[string, Partial<OccurrenceDays>, string, string]>([
    ['its month has not begun', {}, '2024-05-31', 'ahead'],
    ['its month has begun', {}, '2024-06-01', 'owed'],
    ['eight days before', {}, '2024-06-14', 'owed'],
    ['seven days before', {}, '2024-06-15', 'dueSoon'],
    ['on the day', {}, '2024-06-22', 'dueSoon'],
    ['the day after, the month runs on', {}, '2024-06-23', 'overdue'],
    ['on the last day of the month', {}, '2024-06-30', 'overdue'],
    ['the month is over', {}, '2024-07-01', 'missed'],
    ['owed once: never missed, only overdue', { endsOn: null }, '2025-07-01', 'overdue'],
    ['put off beyond its month', { dueOn: '2024-07-01' }, '2024-07-01', 'dueSoon'],
    ['filed', { filedOn: '2024-06-20' }, '2024-07-01', 'filed'],
    ['filed after it was missed', { filedOn: '2024-07-03' }, '2024-07-03', 'filed'],
    ['returned', { returnedOn: '2024-06-21' }, '2024-07-01', 'returned'],
    ['verified', { filedOn: '2024-06-22', verifiedOn: '2024-07-05' }, '2024-07-05', 'verified'],
    ['made up for', { filedOn: '2024-06-23', verifiedOn: '2024-06-24' }, '2024-07-05', 'verifiedLate'],
    ['waived', { waivedOn: '2024-07-05' }, '2024-07-05', 'waived'],
    ['withdrawn', { withdrawnOn: '2024-06-10' }, '2024-07-05', 'withdrawn'],
    ['missed, then the task went to another body', { withdrawnOn: '2024-07-03' }, '2024-07-05', 'missed'],
    [
      'verified, then the task went to another body',
      { filedOn: '2024-06-02', verifiedOn: '2024-06-03', withdrawnOn: '2024-06-10' },
      '2024-07-05',
      'verified',
    ],
  ])('%s', (_, part, today, status) => {
    expect(occurrenceStatus({ ...june, ...part }, today)).toBe(status);
  });
});

describe('answeredAsOf', () => {
  const filing = (filedOn: string, outcome: Filing['outcome'] = null, decidedOn: string | null = null) => ({
    filedOn,
    outcome,
    decidedOn,
  });
  const none = { filedOn: null, verifiedOn: null, returnedOn: null };
  it.each<[string, Filing[], string, object]>([
    ['nothing filed', [], '2024-06-30', none],
    ['filed later', [filing('2024-06-20')], '2024-06-19', none],
    ['waits', [filing('2024-06-20')], '2024-06-20', { ...none, filedOn: '2024-06-20' }],
    ['waited then', [filing('2024-06-20', 'verified', '2024-06-25')], '2024-06-24', { ...none, filedOn: '2024-06-20' }],
    [
      'verified',
      [filing('2024-06-20', 'verified', '2024-06-25')],
      '2024-06-25',
      { filedOn: '2024-06-20', verifiedOn: '2024-06-25', returnedOn: null },
    ],
    ['returned', [filing('2024-06-20', 'returned', '2024-06-21')], '2024-06-25', { ...none, returnedOn: '2024-06-21' }],
    [
      'returned and filed again',
      [filing('2024-06-20', 'returned', '2024-06-21'), filing('2024-06-24')],
      '2024-06-25',
      { ...none, filedOn: '2024-06-24' },
    ],
    [
      'twice, the later one verified',
      [filing('2024-06-20', 'returned', '2024-06-21'), filing('2024-06-24', 'verified', '2024-06-26')],
      '2024-06-30',
      { filedOn: '2024-06-24', verifiedOn: '2024-06-26', returnedOn: null },
    ],
    [
      'one verified, another waits',
      [filing('2024-06-25'), filing('2024-06-20', 'verified', '2024-06-26')],
      '2024-06-30',
      { filedOn: '2024-06-20', verifiedOn: '2024-06-26', returnedOn: null },
    ],
  ])('%s', (_, filings, asOf, expected) => {
    expect(answeredAsOf(filings, asOf)).toEqual(expected);
  });
});
