import { describe, expect, test } from 'vitest';
import { isReached, proposeTarget, setsTarget, targetValue } from './target-formulas.ts';

describe('words of a target', () => {
  test.each([
    ['2024年底前基本消除2023年及以前排查发现的重大事故隐患存量', 'majorStockCleared', 100, '2023-12-31'],
    ['2022年底以前排查发现的重大事故隐患存量整改率达到95%', 'majorStockCleared', 95, '2022-12-31'],
    ['2026年底前形成重大事故隐患动态清零的常态化机制', 'majorOverdue', 0, null],
    ['全市生产安全事故总起数和死亡总人数与2019年相比实现“双下降”', 'accidentsFall', null, null],
    ['较大事故起数较2023年下降15%', 'accidentsFall', 15, null],
    ['重大事故隐患按期整改率达到100%', 'majorRectified', 100, null],
    ['一般隐患整改率达到98%以上', 'hazardsRectified', 98, null],
    ['推动重点行业领域生产经营单位主要负责人教育培训全覆盖', 'trainingCoverage', 100, null],
    ['重大危险源在线监测监控率达到100%', 'other', 100, null],
  ])('%s', (quote, formula, goal, cohortThrough) => {
    expect(setsTarget(quote)).toBe(true);
    expect(proposeTarget(quote)).toEqual({ formula, goal, cohortThrough });
  });

  test('an ordinary duty sets none', () => {
    expect(setsTarget('企业主要负责人每月至少组织1次安全检查')).toBe(false);
  });
});

describe('value', () => {
  const stock = { formula: 'majorStockCleared', goal: 100, cohortThrough: '2023-12-31' } as const;
  test.each([
    // 10 registered by then of which 2 were closed by then; of the 8 that were open, 6 are closed now.
    ['stock', stock, { all: 15, later: 5, closed: 9, laterClosed: 1, closedThen: 2 }, 75],
    ['no stock', stock, { all: 5, later: 5, closed: 3, laterClosed: 3, closedThen: 0 }, null],
    ['cleared', stock, { all: 10, later: 0, closed: 10, laterClosed: 0, closedThen: 4 }, 100],
    ['overdue none', { ...stock, formula: 'majorOverdue' as const }, { overdue: 0 }, 0],
    ['a third', { ...stock, formula: 'majorRectified' as const }, { all: 3, closed: 1 }, 33.3],
    [
      'both grades',
      { ...stock, formula: 'hazardsRectified' as const },
      { all: 1, closed: 1, general: 3, generalClosed: 2 },
      75,
    ],
    ['nothing to divide by', { ...stock, formula: 'majorRectified' as const }, {}, null],
    ['not kept', { ...stock, formula: 'accidentsFall' as const }, {}, null],
  ])('%s', (_, choice, counted, value) => {
    const found = targetValue(choice, counted);
    expect(found.value).toBe(value);
    expect(found.why === null).toBe(value !== null);
  });

  test.each([
    ['majorStockCleared', 100, 99.9, false],
    ['majorStockCleared', 95, 95, true],
    ['majorOverdue', 0, 0, true],
    ['majorOverdue', 0, 1, false],
    ['majorRectified', null, 80, null],
    ['majorRectified', 80, null, null],
  ] as const)('%s: goal %s, value %s', (formula, goal, value, reached) => {
    expect(isReached({ formula, goal, cohortThrough: null }, value)).toBe(reached);
  });
});
