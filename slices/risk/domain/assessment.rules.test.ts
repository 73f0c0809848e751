import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  assess,
  isAfterAbove,
  isControlTooLow,
  judgementFault,
  leastControlLevel,
  quarterDays,
  quarterOf,
  scoreOf,
} from './assessment.rules.ts';
import { levelIn, SCORE_TABLE_NAMES, SCORE_TABLES, type ScoreTable, type ScoreTableName } from './assessment.tables.ts';
import { LEVELS, type Level } from './risk.terms.ts';

// The examples of the standards' reference: method, factors, product, grade.
const EXAMPLES: readonly (readonly [ScoreTableName, Record<string, number>, number, Level])[] = [
  ['LEC/provincial', { L: 10, E: 6, C: 7 }, 420, 'red'],
  ['LEC/provincial', { L: 3, E: 6, C: 15 }, 270, 'orange'],
  ['LEC/provincial', { L: 1, E: 10, C: 7 }, 70, 'yellow'],
  ['LEC/provincial', { L: 0.5, E: 6, C: 15 }, 45, 'blue'],
  ['LEC/provincial', { L: 3, E: 3, C: 40 }, 360, 'red'],
  ['LS/standard', { L: 5, S: 4 }, 20, 'red'],
  ['LS/standard', { L: 4, S: 4 }, 16, 'orange'],
  ['LS/standard', { L: 3, S: 5 }, 15, 'orange'],
  ['LS/standard', { L: 3, S: 3 }, 9, 'yellow'],
  ['LS/standard', { L: 4, S: 2 }, 8, 'blue'],
  ['LS/coal', { L: 3, S: 3 }, 9, 'blue'],
  ['LS/20-9-4', { L: 3, S: 3 }, 9, 'orange'],
  ['LS/20-10-4', { L: 3, S: 3 }, 9, 'yellow'],
  ['LS/17-11-5', { L: 4, S: 4 }, 16, 'orange'],
  ['MES', { M: 3, E: 6, S: 8 }, 144, 'orange'],
  ['MES', { M: 5, E: 6, S: 8 }, 240, 'red'],
  ['LEC/classic', { L: 0.1, E: 3, C: 3 }, 0.9, 'blue'],
];

test.each(EXAMPLES)('%s %j', (name, factors, value, level) => {
  const score = scoreOf(SCORE_TABLES[name], factors);
  expect(score).toMatchObject({ value, level });
  expect(score.formula.endsWith(`= ${value}`)).toBe(true);
});

test('the formula and its band are printed', () => {
  expect(scoreOf(SCORE_TABLES['LEC/provincial'], { L: 3, E: 6, C: 15 })).toEqual({
    value: 270,
    level: 'orange',
    formula: 'D = L × E × C = 3 × 6 × 15 = 270',
    band: '160 ≤ D < 320',
  });
});

/** All products of a table. */
function products(table: ScoreTable): number[] {
  return table.factors.reduce<number[]>(
    (all, { options }) => all.flatMap((value) => options.map(([score]) => Number((value * score).toFixed(4)))),
    [1],
  );
}

test('facts on the limits of the tables', () => {
  for (const name of ['LEC/provincial', 'LEC/classic'] as const) {
    const all = products(SCORE_TABLES[name]);
    expect([320, 160].filter((limit) => all.includes(limit))).toEqual([]);
    expect(all).toContain(70);
  }
  const possible = [...new Set(products(SCORE_TABLES['LS/standard']))].sort((a, b) => a - b);
  expect(possible).toEqual([1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25]);
});

test('a greater product is never a milder grade', () => {
  for (const name of SCORE_TABLE_NAMES) {
    const table = SCORE_TABLES[name];
    const all = products(table).sort((a, b) => a - b);
    const ranks = all.map((value) => LEVELS.indexOf(levelIn(table, value)));
    expect(ranks).toEqual([...ranks].sort((a, b) => b - a));
  }
});

test('what counts: a direct rule, else after control, else before', () => {
  const judged = {
    scoreTable: 'LS/standard',
    before: { L: 4, S: 5 },
    after: { L: 2, S: 5 },
    directRule: null,
  } as const;
  expect(assess(judged).level).toBe('yellow');
  expect(assess({ ...judged, after: null }).level).toBe('red');
  const direct = { scoreTable: null, before: null, after: null, directRule: 'majorDangerSource' } as const;
  expect(assess(direct)).toEqual({ before: null, after: null, level: 'red' });
  expect(isAfterAbove(assess({ ...judged, before: { L: 1, S: 1 } }))).toBe(true);
});

test.each([
  [{ scoreTable: null, before: null, after: null, directRule: null }, 'scoreTable'],
  [{ scoreTable: 'LS/standard', before: null, after: null, directRule: null }, 'before'],
  [{ scoreTable: 'LS/standard', before: { L: 6, S: 1 }, after: null, directRule: null }, 'before'],
  [{ scoreTable: 'LS/standard', before: { L: 5, S: 1, E: 1 }, after: null, directRule: null }, 'before'],
  [{ scoreTable: 'LS/standard', before: { L: 5, S: 1 }, after: { L: 2 }, directRule: null }, 'after'],
  [{ scoreTable: 'LS/standard', before: { L: 5, S: 1 }, after: null, directRule: 'crowdedPlace' }, 'directRule'],
] as const)('a judgement that is not whole: %j', (judgement, path) => {
  expect(judgementFault(judgement as never)?.path).toBe(path);
});

test('control level: the graver the higher, and a higher one is always right', () => {
  expect(LEVELS.map(leastControlLevel)).toEqual(['company', 'workshop', 'team', 'post']);
  expect(isControlTooLow('orange', 'team')).toBe(true);
  expect(isControlTooLow('orange', 'company')).toBe(false);
});

test('a day lies in its quarter', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(day, (at) => {
      const date = at.toISOString().slice(0, 10);
      const { from, to } = quarterDays(quarterOf(date));
      return from <= date && date < to;
    }),
  );
});
