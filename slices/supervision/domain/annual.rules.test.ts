import { describe, expect, test } from 'vitest';
import { heaviest, monthlyWords } from './annual.rules.ts';

describe('which majors are weighed highest', () => {
  const of = (subjectId: string, paperKind: 'promptLetter' | 'summonsTalk' | 'exposure', sinceOn: string) => ({
    subjectId,
    paperKind,
    sinceOn,
  });
  test.each([
    [
      'the graver measure first',
      [of('a', 'promptLetter', '2024-01-01'), of('b', 'exposure', '2024-03-01')],
      ['b', 'a'],
    ],
    ['then the older ground', [of('a', 'exposure', '2024-02-01'), of('b', 'exposure', '2024-01-01')], ['b', 'a']],
    [
      'each once, by its heaviest ground',
      [of('a', 'promptLetter', '2024-01-01'), of('b', 'summonsTalk', '2024-01-01'), of('a', 'exposure', '2024-03-01')],
      ['a', 'b'],
    ],
  ])('%s', (_, grounds, expected) => {
    expect(heaviest(grounds).map(({ subjectId }) => subjectId)).toEqual(expected);
  });
});

test('the circular of a month says of what day its figures are', () => {
  const row = (name: string) => ({ key: name, name, figures: { registered: 3, closed: 1, open: 5, overdue: 2 } });
  const facts = { county: '示例县', basis: '', total: row('合计'), divisions: [row('东乡镇')], industries: [] };
  const running = monthlyWords({ ...facts, month: '2024-03', today: '2024-03-20' });
  expect(running.title).toBe('关于2024年3月重大事故隐患排查治理情况的通报');
  expect(running.body).toContain('截至2024年3月20日未销号5项，其中逾期未销号2项。');
  expect(running.body).toContain('东乡镇：登记3项，销号1项');
  const past = monthlyWords({ ...facts, month: '2024-02', today: '2024-03-20' });
  expect(past.body).toContain('月末未销号5项，其中逾期未销号2项。');
  const empty = monthlyWords({ ...facts, divisions: [], month: '2024-02', today: '2024-03-20' });
  expect(empty.body.split('\n').filter((p) => /^[一二三四]、/.test(p))).toEqual(['一、总体情况', '二、工作要求']);
});
