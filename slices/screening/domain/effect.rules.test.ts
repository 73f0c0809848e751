import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EffectFacts, EffectSettings } from './effect.contract.ts';
import { computeEffect, countedOf, DEFAULT_EFFECT_SETTINGS, effectOfPlace, nextSteps } from './effect.rules.ts';

const NOTHING: EffectFacts = {
  done: 0,
  madeUp: 0,
  missed: 0,
  excluded: 0,
  guarantorMissed: { principal: 0, technical: 0, operator: 0 },
  due: 0,
  accepted: 0,
  found: 0,
  overdueMajor: 0,
  vetoes: [],
};
const STRICT: EffectSettings = {
  countMadeUp: false,
  guarantor: { principal: 5, technical: 3, operator: 1 },
  tooFew: { perHundred: 2, points: 10 },
  vetoOverdueMajor: true,
};
const VETO = { id: '0190a000-0000-7000-8000-000000000001', reason: '发生亡人事故', basis: '某县办法第 8 条' };

test.each<[string, Partial<EffectFacts>, EffectSettings, [number | null, number | null, 0 | 1, number | null]]>([
  ['all done, all accepted', { done: 60, due: 4, accepted: 4 }, DEFAULT_EFFECT_SETTINGS, [50, 50, 1, 100]],
  ['a third missed', { done: 40, missed: 20, due: 4, accepted: 4 }, DEFAULT_EFFECT_SETTINGS, [33.33, 50, 1, 83.33]],
  ['made up counts', { done: 40, madeUp: 20, due: 4, accepted: 3 }, DEFAULT_EFFECT_SETTINGS, [50, 37.5, 1, 87.5]],
  ['made up does not', { done: 40, madeUp: 20, due: 4, accepted: 3, found: 4 }, STRICT, [33.33, 37.5, 1, 70.83]],
  ['suspended slots are not planned', { done: 5, excluded: 50, due: 1, accepted: 1 }, STRICT, [50, 40, 1, 90]],
  [
    'guarantors',
    {
      done: 95,
      missed: 5,
      guarantorMissed: { principal: 1, technical: 2, operator: 0 },
      due: 2,
      accepted: 2,
      found: 9,
    },
    STRICT,
    [36.5, 50, 1, 86.5],
  ],
  [
    'deductions do not go below nothing',
    { done: 1, missed: 99, guarantorMissed: { principal: 9, technical: 9, operator: 9 }, due: 10, accepted: 1 },
    STRICT,
    [0, 0, 1, 0],
  ],
  ['too few by default costs nothing', { done: 100, due: 2, accepted: 2 }, DEFAULT_EFFECT_SETTINGS, [50, 50, 1, 100]],
  ['exactly enough', { done: 100, due: 2, accepted: 2, found: 2 }, STRICT, [50, 50, 1, 100]],
  ['nothing planned', { due: 2, accepted: 2 }, STRICT, [null, 50, 1, null]],
  ['nothing to cure', { done: 100 }, STRICT, [50, null, 1, null]],
  ['nothing at all', {}, STRICT, [null, null, 1, null]],
  ['a veto', { done: 60, due: 4, accepted: 4, vetoes: [VETO] }, DEFAULT_EFFECT_SETTINGS, [50, 50, 0, 0]],
  ['a veto decides alone', { done: 60, vetoes: [VETO] }, DEFAULT_EFFECT_SETTINGS, [50, null, 0, 0]],
  ['overdue major, not set', { done: 1, due: 1, overdueMajor: 1 }, DEFAULT_EFFECT_SETTINGS, [50, 0, 1, 50]],
  ['overdue major, set', { done: 1, due: 1, overdueMajor: 1 }, STRICT, [50, 0, 0, 0]],
])('%s', (_, facts, settings, [a, b, alpha, e]) => {
  expect(computeEffect({ ...NOTHING, ...facts }, settings)).toMatchObject({ a, b, alpha, e });
});

test('each lost point says its figures and where they come from; the same for what cannot be compared', () => {
  const facts = { ...NOTHING, done: 50, madeUp: 4, missed: 6, due: 8, accepted: 6, found: 1, vetoes: [VETO] };
  const { lost } = computeEffect({ ...facts, guarantorMissed: { principal: 1, technical: 0, operator: 2 } }, STRICT);
  expect(lost.map(({ code, points, sentence }) => [code, points, sentence])).toEqual([
    ['missed', 8.33, '计划任务 60 次，完成 50 次：漏查 6 次，补查 4 次（本县参数：补查不计为完成）。'],
    ['guarantor', 7, '包保责任人任务漏查：主要负责人 1 次，每次扣 5 分；操作负责人 2 次，每次扣 1 分。'],
    ['unaccepted', 12.5, '应整改隐患 8 条，已验收 6 条，还有 2 条到期未验收。'],
    ['tooFew', 10, '计划任务 60 次，自查登记隐患 1 条，少于每百次 2 条。'],
    ['veto', 62.17, '否决：发生亡人事故'],
  ]);
  expect(lost.every(({ source }) => source !== '')).toBe(true);
  expect(computeEffect({ ...NOTHING, excluded: 7 }, STRICT).whyNot).toEqual([
    '应查时段 7 个全部在停用、检修期内，不计入计划任务',
    '本月没有应整改的隐患',
  ]);
});

test('the next step is the one that is worth most', () => {
  const facts = { ...NOTHING, done: 59, missed: 1, due: 8, accepted: 2 };
  const steps = nextSteps(computeEffect(facts, DEFAULT_EFFECT_SETTINGS));
  expect(steps.map(({ code, points }) => [code, points])).toEqual([
    ['unaccepted', 37.5],
    ['missed', 0.83],
  ]);
  expect(nextSteps(computeEffect(NOTHING, DEFAULT_EFFECT_SETTINGS)).map(({ label }) => label)).toEqual([
    '建立排查任务',
  ]);
  expect(nextSteps(computeEffect({ ...facts, missed: 0, accepted: 8 }, STRICT)).map(({ code }) => code)).toEqual([
    'tooFew',
  ]);
});

const upTo = (max: number) => fc.integer({ min: 0, max });
const facts: fc.Arbitrary<EffectFacts> = fc
  .record({
    done: upTo(400),
    madeUp: upTo(60),
    excluded: upTo(60),
    guarantorMissed: fc.record({ principal: upTo(3), technical: upTo(5), operator: upTo(9) }),
    otherMissed: upTo(60),
    due: upTo(40),
    open: upTo(40),
    found: upTo(30),
    overdueMajor: upTo(2),
    vetoes: fc.constantFrom<EffectFacts['vetoes'][]>([], [], [VETO], [VETO, VETO]),
  })
  .map(({ otherMissed, open, ...rest }) => {
    const { principal, technical, operator } = rest.guarantorMissed;
    const missed = otherMissed + principal + technical + operator;
    return { ...rest, missed, accepted: Math.max(0, rest.due - open) };
  });
const each = fc.double({ min: 0, max: 10, noNaN: true }).map((n) => Math.round(n * 100) / 100);
const settings: fc.Arbitrary<EffectSettings> = fc.record({
  countMadeUp: fc.boolean(),
  guarantor: fc.record({ principal: each, technical: each, operator: each }),
  tooFew: fc.record({ perHundred: upTo(20), points: each }),
  vetoOverdueMajor: fc.boolean(),
});

test('E lies between 0 and 100, and the lost points explain all of what is missing', () => {
  fc.assert(
    fc.property(facts, settings, (given, set) => {
      const { a, b, e, alpha, lost, whyNot } = computeEffect(given, set);
      for (const half of [a, b]) if (half !== null) expect(half >= 0 && half <= 50).toBe(true);
      expect(e === null).toBe(alpha === 1 && (a === null || b === null));
      expect(whyNot).toHaveLength([a, b].filter((half) => half === null).length);
      if (e === null) return;
      expect(e >= 0 && e <= 100).toBe(true);
      expect(lost.reduce((sum, { points }) => sum + points, e)).toBeCloseTo(100, 6);
      expect(lost.every(({ points, half }) => points > 0 || half === 'veto')).toBe(true);
    }),
  );
});

test('doing what was missed, curing what is due, finding more or lifting a veto never lowers E', () => {
  fc.assert(
    fc.property(facts, settings, (given, set) => {
      const before = computeEffect(given, set).e;
      if (before === null) return;
      const { done, missed, due, accepted, found, guarantorMissed: by } = given;
      const better: EffectFacts[] = [{ ...given, found: found + 1 }];
      const named = by.principal + by.technical + by.operator;
      if (missed > named) better.push({ ...given, done: done + 1, missed: missed - 1 });
      if (by.principal > 0) {
        const guarantorMissed = { ...by, principal: by.principal - 1 };
        better.push({ ...given, done: done + 1, missed: missed - 1, guarantorMissed });
      }
      if (accepted < due) better.push({ ...given, accepted: accepted + 1 });
      for (const one of better) expect(computeEffect(one, set).e).toBeGreaterThanOrEqual(before);
      const free = computeEffect({ ...given, vetoes: [] }, set).e;
      if (free !== null) expect(free).toBeGreaterThanOrEqual(before);
    }),
  );
});

test.each<[string, [Partial<EffectFacts>, EffectSettings][], [number | null, number | null, number | null]]>([
  [
    'the formula over all tasks and hazards, also of enterprises that have one half alone',
    [
      [{ done: 90, missed: 10 }, DEFAULT_EFFECT_SETTINGS],
      [{ done: 10, due: 1, accepted: 1 }, DEFAULT_EFFECT_SETTINGS],
      [{ due: 2, accepted: 1 }, DEFAULT_EFFECT_SETTINGS],
    ],
    [45.45, 33.33, 78.78],
  ],
  [
    'what is made up counts as the county has it',
    [
      [
        { done: 8, madeUp: 2, due: 1, accepted: 1 },
        { ...DEFAULT_EFFECT_SETTINGS, countMadeUp: false },
      ],
    ],
    [40, 50, 90],
  ],
  [
    'a vetoed enterprise planned and completed nothing that counts',
    [
      [{ done: 30, due: 3, accepted: 3, vetoes: [VETO] }, DEFAULT_EFFECT_SETTINGS],
      [{ done: 10, due: 1, accepted: 1 }, DEFAULT_EFFECT_SETTINGS],
    ],
    [12.5, 12.5, 25],
  ],
  [
    'deductions weigh as their enterprises do',
    [
      [
        { done: 95, missed: 5, guarantorMissed: { principal: 1, technical: 0, operator: 0 }, due: 1, accepted: 1 },
        STRICT,
      ],
      [{ done: 100, due: 3, accepted: 3, found: 9 }, STRICT],
    ],
    [46.25, 47.5, 93.75],
  ],
  ['nothing to cure anywhere', [[{ done: 3 }, DEFAULT_EFFECT_SETTINGS]], [50, null, null]],
  ['nobody', [], [null, null, null]],
])('of a place: %s', (_, enterprises, [a, b, e]) => {
  const sums = { planned: 0, completed: 0, due: 0, accepted: 0, deductedA: 0, deductedB: 0 };
  for (const [part, settings] of enterprises) {
    const facts = { ...NOTHING, ...part };
    const result = computeEffect(facts, settings);
    const { completed, deductedA, deductedB } = countedOf(facts, settings, result);
    const planned = facts.done + facts.madeUp + facts.missed;
    sums.planned += planned;
    sums.due += facts.due;
    sums.completed += completed * result.alpha;
    sums.accepted += facts.accepted * result.alpha;
    sums.deductedA += deductedA * planned * result.alpha;
    sums.deductedB += deductedB * facts.due * result.alpha;
  }
  expect(effectOfPlace(sums)).toEqual({ a, b, e });
});

test('of one enterprise that is comparable, a place is what the enterprise is', () => {
  const count = fc.integer({ min: 0, max: 400 });
  fc.assert(
    fc.property(count, count, count, count, count, fc.boolean(), (done, madeUp, missed, open, accepted, isStrict) => {
      const settings = isStrict ? STRICT : DEFAULT_EFFECT_SETTINGS;
      const facts = { ...NOTHING, done, madeUp, missed, due: open + accepted, accepted };
      const result = computeEffect(facts, settings);
      const { completed, deductedA, deductedB } = countedOf(facts, settings, result);
      const planned = done + madeUp + missed;
      const of = effectOfPlace({
        planned,
        completed,
        due: facts.due,
        accepted,
        deductedA: deductedA * planned,
        deductedB: deductedB * facts.due,
      });
      const near = (x: number | null, y: number | null) =>
        x === null || y === null ? x === y : Math.abs(x - y) < 0.011;
      expect([near(of.a, result.a), near(of.b, result.b), of.e === null]).toEqual([true, true, result.e === null]);
    }),
  );
});
