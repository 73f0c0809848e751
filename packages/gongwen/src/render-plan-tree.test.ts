import { describe, expect, it } from 'vitest';
import { readPlanText } from './read-plan-text.ts';
import { renderPlanTree } from './render-plan-tree.ts';
import { toLabelled } from './to-labelled.ts';

const TEXT = `青石县安全生产治本攻坚实施方案（2024—2026年）
各乡镇：请于3月5日前报送联络员名单。
一、主要任务
（一）强化检查。各乡镇每季度至少开展1次检查，2024年6月前，县应急局建立专家库。
青石县安全生产委员会
2024年3月1日`;

describe('renderPlanTree', () => {
  it('shows units, dates, rates and doers, and marks what is unsure', () => {
    expect(renderPlanTree(readPlanText(TEXT)).split('\n')).toEqual([
      '青石县安全生产治本攻坚实施方案（2024—2026年）',
      '青石县安全生产委员会  2024-03-01',
      '期限 2024-01-01 至 2026-12-31',
      '  • 2024-03-05前 请于3月5日前报送联络员名单',
      '一、主要任务',
      '  （一）强化检查',
      '    • 每季度1次 各乡镇：各乡镇每季度至少开展1次检查',
      '    • 2024-06-30前 县应急局：2024年6月前，县应急局建立专家库 ?',
    ]);
  });

  it('colours only when asked', () => {
    const plan = readPlanText(TEXT);
    const coloured = renderPlanTree(plan, { colour: true });
    expect(renderPlanTree(plan)).not.toContain('\u001b');
    expect(coloured).toContain('\u001b[33m2024-06-30前');
    expect(coloured.split('\u001b').length % 2).toBe(1);
  });
});

describe('toLabelled', () => {
  it('gives the fields of the labelling rules, and spans', () => {
    const labelled = toLabelled(readPlanText(TEXT));
    expect(Object.keys(labelled)).toEqual([
      'title',
      'docNumber',
      'issuer',
      'date',
      'period',
      'phases',
      'sections',
      'obligations',
    ]);
    expect(labelled.sections.at(-1)).toMatchObject({
      path: ['一', '（一）'],
      kind: 'task',
      title: '强化检查',
      startsWith: '强化检查。各乡镇每季度至少开展',
    });
    expect(labelled.obligations.at(-1)).toMatchObject({
      taskPath: ['一', '（一）'],
      kind: 'deadline',
      deadline: '2024-06-30',
      deadlineAlt: ['2024-05-31'],
      actor: '县应急局',
      actorSource: 'explicit',
    });
    for (const { span, startsWith } of labelled.sections)
      expect(TEXT.slice(span.start, span.end).replace(/\s/g, '')).toContain(startsWith);
  });
});
