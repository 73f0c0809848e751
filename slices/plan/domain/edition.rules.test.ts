import { describe, expect, test } from 'vitest';
import { compareEditions, countChanges } from './edition.rules.ts';

const clause = (text: string) => ({ label: text.slice(0, 8), text });
const before = [
  clause('（一）开展企业自查。企业主要负责人每月至少组织开展1次自查自改。'),
  clause('（二）完善举报奖励。各乡镇年底前设立举报电话并向社会公布。'),
  clause('（三）推进数据建库。2024年底前完成重大事故隐患数据库建设并联网。'),
];

describe('two editions', () => {
  test.each([
    ['the same text', before, ['unchanged', 'unchanged', 'unchanged']],
    [
      'renumbered, moved, other marks',
      [
        clause('（一）推进数据建库。2024年底前完成重大事故隐患数据库建设并联网。'),
        clause('(二) 开展企业自查。企业主要负责人每月至少组织开展1次自查自改.'),
        clause('3.完善举报奖励。各乡镇年底前设立举报电话并向社会公布。'),
      ],
      ['unchanged', 'unchanged', 'unchanged'],
    ],
    [
      'one rate changed',
      [clause('（一）开展企业自查。企业主要负责人每季度至少组织开展1次自查自改。'), ...before.slice(1)],
      ['changed', 'unchanged', 'unchanged'],
    ],
    ['one left out', [before[0], before[2]], ['unchanged', 'removed', 'unchanged']],
    ['the last left out', before.slice(0, 2), ['unchanged', 'unchanged', 'removed']],
    [
      'one put in',
      [before[0], clause('（二）加强烟花爆竹管控。春节前组织打非专项执法。'), ...before.slice(1)],
      ['unchanged', 'added', 'unchanged', 'unchanged'],
    ],
    ['everything new', [clause('食堂每日公布菜谱。')], ['added', 'removed', 'removed', 'removed']],
    ['nothing left', [], ['removed', 'removed', 'removed']],
  ])('%s', (_, after, changes) => {
    const rows = compareEditions(before, after as typeof before);
    expect(rows.map((row) => row.change)).toEqual(changes);
    expect(rows.filter((row) => row.before).length).toBe(before.length);
    expect(rows.filter((row) => row.after).length).toBe(after.length);
    const counts = countChanges(rows);
    expect(counts.unchanged + counts.changed + counts.added).toBe(after.length);
  });

  test('two clauses of the same words stay two', () => {
    const twice = [clause('定期开展检查。'), clause('定期开展检查。')];
    expect(compareEditions(twice, twice.slice(1)).map((row) => row.change)).toEqual(['unchanged', 'removed']);
  });
});
