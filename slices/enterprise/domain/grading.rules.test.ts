import { expect, test } from 'vitest';
import { computeGrade, DEFAULT_POLICY, type GradeFacts, isOrderly, sayInspections } from './grading.rules.ts';
import { paperState, yearsLater } from './papers.rules.ts';

const ON = '2024-03-20';
const clean: GradeFacts = {
  highRisk: false,
  openMajor: 0,
  overdue: 0,
  standardLevel: null,
  standardUntil: null,
  insuredUntil: null,
  licenceUntil: null,
  listedUntil: null,
  safetyManagerName: '安全员甲',
  fatalAccidents: 0,
  injuryAccidents: 0,
};

test.each([
  ['nothing against it', {}, 100, 'A'],
  ['high risk, insured to the day', { highRisk: true, insuredUntil: ON }, 95, 'A'],
  ['high risk, insurance lapsed yesterday', { highRisk: true, insuredUntil: '2024-03-19' }, 87, 'B'],
  ['one open major hazard', { openMajor: 1 }, 90, 'A'],
  ['many open major hazards: no more than the most', { openMajor: 9 }, 60, 'C'],
  ['majors and overdue ones', { openMajor: 9, overdue: 9 }, 24, 'D'],
  ['standardisation never lifts above the base', { standardLevel: 1 }, 100, 'A'],
  ['a lapsed standard counts for nothing', { openMajor: 1, standardLevel: 1, standardUntil: '2024-03-19' }, 90, 'A'],
  ['a standard in force lifts', { openMajor: 2, standardLevel: 2, standardUntil: ON }, 86, 'B'],
  ['a fatal accident is D whatever the sum', { fatalAccidents: 1 }, 100, 'D'],
  ['listed to the day is D', { listedUntil: ON }, 100, 'D'],
  ['a listing that ended is not', { listedUntil: '2024-03-19' }, 100, 'A'],
  ['a licence that lapsed', { licenceUntil: '2024-03-19' }, 90, 'A'],
] as const)('%s', (_, facts, score, grade) => {
  const computed = computeGrade({ ...clean, ...facts }, DEFAULT_POLICY, ON);
  expect(computed).toMatchObject({ score, grade });
  const sum = computed.points.reduce((total, { points }) => total + points, DEFAULT_POLICY.base);
  expect(Math.max(0, Math.min(DEFAULT_POLICY.base, sum))).toBe(score);
  expect(computed.points.every(({ reason, source }) => reason !== '' && source !== '')).toBe(true);
});

test('a policy descends from A to C and asks for no fewer inspections of the worse', () => {
  expect(isOrderly(DEFAULT_POLICY)).toBe(true);
  expect(isOrderly({ ...DEFAULT_POLICY, limits: { A: 75, B: 75, C: 60 } })).toBe(false);
  expect(isOrderly({ ...DEFAULT_POLICY, inspections: { A: 2, B: 1, C: 3, D: 4 } })).toBe(false);
});

test.each([
  [{ startsOn: '2023-01-01', endsOn: ON, endedOn: null }, 'expiring'],
  [{ startsOn: '2023-01-01', endsOn: '2024-03-19', endedOn: null }, 'expired'],
  [{ startsOn: '2023-01-01', endsOn: '2024-06-18', endedOn: null }, 'expiring'],
  [{ startsOn: '2023-01-01', endsOn: '2024-06-19', endedOn: null }, 'inForce'],
  [{ startsOn: '2023-01-01', endsOn: null, endedOn: null }, 'inForce'],
  [{ startsOn: '2023-01-01', endsOn: '2024-06-19', endedOn: ON }, 'ended'],
])('%j is %s', (paper, state) => {
  expect(paperState({ kind: 'licence', ...paper }, ON, { licence: 90 })).toBe(state);
});

test('three years after a leap day is 28 February', () => {
  expect([yearsLater('2024-02-29', 3), yearsLater('2024-02-29', 4), yearsLater('2023-03-01', 3)]).toEqual([
    '2027-02-28',
    '2028-02-29',
    '2026-03-01',
  ]);
});

test.each([
  [null, 'C', '年度检查上限定为 3 次'],
  ['B', 'D', '年度检查上限由 2 次改为 4 次'],
  ['A', 'A', '年度检查上限仍为 1 次'],
] as const)('a change of grade from %s to %s changes how often one is inspected: %s', (before, after, words) => {
  expect(sayInspections(DEFAULT_POLICY, before, after)).toBe(words);
});
