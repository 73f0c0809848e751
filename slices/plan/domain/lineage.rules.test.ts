import { readFileSync } from 'node:fs';
import { readPlanText } from '@zhiben/gongwen';
import { describe, expect, test } from 'vitest';
import { bestPairs, likenesses, quoteLikeness } from './likeness.rules.ts';
import { findContradictions, isAbove } from './lineage.rules.ts';
import { planClauses } from './plan-clauses.ts';
import type { ReadDuty } from './reading.contract.ts';
import { readingOf } from './reading.rules.ts';

const dutiesOf = (sentence: string): readonly ReadDuty[] =>
  readingOf(readPlanText(`测试方案\n\n一、主要任务\n（一）开展工作。${sentence}\n`)).obligations;

describe('contradictions, read out of the sentences of both plans', () => {
  test.each([
    ['laterDate', '2024年底前完成重大事故隐患数据库建设。', '2025年底前完成重大事故隐患数据库建设。'],
    ['missingDate', '2024年底前完成重大事故隐患数据库建设。', '加快重大事故隐患数据库建设。'],
    ['weakerRate', '企业主要负责人每月至少组织1次安全检查。', '企业主要负责人每季度至少组织1次安全检查。'],
    ['weakerRate', '班组长每周开展2次现场检查。', '班组长每周开展1次现场检查。'],
    ['missingRate', '企业主要负责人每月至少组织1次安全检查。', '企业主要负责人要经常组织安全检查。'],
    ['narrowerTarget', '从业人员安全培训覆盖率达到100%。', '从业人员安全培训覆盖率达到90%。'],
  ])('%s: %s → %s', (kind, above, below) => {
    expect(findContradictions(dutiesOf(above), dutiesOf(below)).map((c) => c.kind)).toEqual([kind]);
  });

  test.each([
    ['same', '2024年底前完成数据库建设。', '2024年底前完成数据库建设。'],
    ['earlier', '2024年底前完成数据库建设。', '2024年6月底前完成数据库建设。'],
    ['stricter', '企业每半年至少开展1次应急演练。', '企业每季度至少开展1次应急演练。'],
    ['higher', '培训覆盖率达到90%。', '培训覆盖率达到100%。'],
    ['nothing above', '加强宣传教育。', '2024年底前完成宣传教育。'],
  ])('none where the lower plan asks for the %s', (_, above, below) => {
    expect(findContradictions(dutiesOf(above), dutiesOf(below))).toEqual([]);
  });

  test('a reason names both demands', () => {
    const [found] = findContradictions(
      dutiesOf('企业主要负责人每月至少组织1次安全检查。'),
      dutiesOf('企业主要负责人每季度至少组织1次安全检查。'),
    );
    expect(found?.say).toMatch(/上级要求每月.*本方案为每季度/);
    expect(found?.below).toContain('每季度');
  });

  test('fewer times than asked', () => {
    const duty = (quote: string, count: number) => ({
      quote,
      kind: 'one-off-count' as const,
      count,
      deadline: null,
      deadlineAlternatives: [],
      frequency: null,
      appliesTo: null,
    });
    const above = [duty('全年开展执法检查30家', 30)];
    expect(findContradictions(above, [duty('全年开展执法检查20家', 20)])[0]?.kind).toBe('smallerCount');
    expect(findContradictions(above, [duty('全年开展执法检查40家', 40)])).toEqual([]);
  });
});

test('only a higher level has plans that a lower one carries out', () => {
  expect([isAbove('national', 'county'), isAbove('county', 'township')]).toEqual([true, true]);
  expect([isAbove('county', 'county'), isAbove('township', 'county')]).toEqual([false, false]);
});

describe('likeness', () => {
  const clauses = (name: string) => {
    const text = readFileSync(new URL(`../fixtures/${name}.txt`, import.meta.url), 'utf8');
    return planClauses(readingOf(readPlanText(text)), text).map((clause) => ({ ...clause, heading: clause.label }));
  };

  test('a clause reworded and renumbered is found among all others', () => {
    const as = clauses('haifeng-2024');
    const reworded = as.map((clause) => ({
      ...clause,
      text: clause.text
        .replaceAll('全县', '全镇')
        .replaceAll('县安委会', '镇安委会')
        .replace(/^\S{1,6}[.、]/, '（九）'),
    }));
    const pairs = bestPairs(likenesses(as, [...reworded].reverse(), 0.3));
    const right = pairs.filter(({ a, b }) => a === reworded.length - 1 - b);
    expect(right.length).toBe(as.length);
  });

  test('two county plans of one national plan share clauses, and strangers are not proposed', () => {
    const [as, bs] = [clauses('haifeng-2024'), clauses('fengtai-2024')];
    const labels = bestPairs(likenesses(as, bs, 0.4)).map(({ a, b }) => [as[a]?.label, bs[b]?.label]);
    expect(labels.length).toBeGreaterThan(8);
    const strangers = [{ heading: '食堂管理', text: '食堂每日公布菜谱，保持桌椅干净。' }];
    expect(likenesses(as, strangers, 0.2)).toEqual([]);
  });

  test('300 × 300 clauses at once take a small part of the time of each pair by itself', () => {
    const all = clauses('haifeng-2024');
    const many = Array.from({ length: 300 }, (_, i) => all[i % all.length] ?? { heading: '', text: '' });
    const few = many.slice(0, 40);
    const each = () => few.map((a) => few.map((b) => likenesses([a], [b], 0.3)));
    const together = () => likenesses(many, many, 0.3);
    // Once, so that the engine has compiled it.
    each();
    together();
    const eachPair = leastCpuMs(each) / few.length ** 2;
    expect(leastCpuMs(together) / many.length ** 2).toBeLessThan(eachPair / 50);
  });

  test('short texts: the same, none, empty', () => {
    expect(quoteLikeness('每月检查', '每月检查。')).toBe(1);
    expect(quoteLikeness('每月检查', '安全培训')).toBe(0);
    expect(quoteLikeness('', '')).toBe(0);
  });
});

/** Of three, in processor time: what else runs on the machine does not count. */
function leastCpuMs(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const from = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(from);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
