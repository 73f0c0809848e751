import { describe, expect, it } from 'vitest';
import { isActive, sayFilter } from './filter-words.ts';
import type { Filter } from './list-types.ts';

const due: Filter = { kind: 'dates', key: 'dueFrom', endKey: 'dueTo', label: '到期日' };
const industry: Filter = {
  kind: 'choice',
  key: 'industry',
  label: '行业',
  many: true,
  choices: [
    { value: 'machinery', label: '机械' },
    { value: 'light', label: '轻工' },
  ],
};
const division: Filter = {
  kind: 'tree',
  key: 'division',
  label: '区划',
  nodes: [{ value: '441500', label: '某市', children: [{ value: '441521', label: '示范县' }] }],
};

describe('isActive', () => {
  it('counts either end of a range', () => {
    expect(isActive(due, {})).toBe(false);
    expect(isActive(due, { dueTo: '2024-06-30' })).toBe(true);
    expect(isActive(industry, { industry: '' })).toBe(false);
  });
});

describe('sayFilter', () => {
  it.each([
    [due, { dueFrom: '2024-06-01' }, '到期日：2024-06-01 起'],
    [due, { dueTo: '2024-06-30' }, '到期日：至 2024-06-30 止'],
    [due, { dueFrom: '2024-06-01', dueTo: '2024-06-30' }, '到期日：2024-06-01 至 2024-06-30'],
    [due, { dueFrom: '2024-06-30', dueTo: '2024-06-30' }, '到期日：2024-06-30'],
    [industry, { industry: ['machinery', 'light'] }, '行业：机械、轻工'],
    [industry, { industry: 'gone' }, '行业：gone'],
    [division, { division: '441521' }, '区划：示范县'],
    [{ kind: 'flag', key: 'overdue', label: '已逾期' } as const, { overdue: 'true' }, '已逾期'],
  ])('%#: %o', (filter, values, words) => {
    expect(sayFilter(filter, values)).toBe(words);
  });
});
