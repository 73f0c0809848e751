import { addDays } from '@zhiben/platform/domain/clock.ts';
import { describe, expect, test } from 'vitest';
import { TRIGGER_RULES } from './trigger.defaults.ts';
import { groundFor, rulesWith, rungsOf, sayConditions, sayReason } from './trigger.rules.ts';
import type { PressedHazard, RuleSetting } from './trigger.types.ts';

const TODAY = '2024-06-20';
const hazard = (over: Partial<PressedHazard> = {}): PressedHazard => ({
  grade: 'major',
  channel: 'departmentInspection',
  phase: 'rectification',
  dueOn: '2024-06-10',
  returnedCount: 0,
  confirmedOn: '2024-05-01',
  isOpen: true,
  ...over,
});
const rule = (code: string) => {
  const found = TRIGGER_RULES.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
};

describe('whether a hazard meets a rule', () => {
  const due = { ground: 'due:2024-06-10', sinceOn: '2024-06-10' };
  const since = { ground: 'confirmed', sinceOn: '2024-05-01' };
  test.each([
    ['10 days over, rule at 7', 'overdue-order', {}, due],
    ['exactly the days', 'overdue-order', { dueOn: '2024-06-13' }, { ground: 'due:2024-06-13', sinceOn: '2024-06-13' }],
    ['a day short', 'overdue-order', { dueOn: '2024-06-14' }, null],
    ['due today is not over', 'overdue-prompt', { dueOn: TODAY }, null],
    ['a general one under a rule for major ones', 'overdue-order', { grade: 'general' }, null],
    ['not judged', 'overdue-order', { grade: null, confirmedOn: null }, null],
    ['closed', 'overdue-order', { isOpen: false }, null],
    ['nothing runs', 'overdue-order', { dueOn: null }, null],
    ["the department's time, not the enterprise's", 'overdue-order', { phase: 'acceptance' }, null],
    ["the department's time", 'regulator-prompt', { phase: 'acceptance' }, due],
    ['returned twice', 'returned-order', { returnedCount: 2 }, { ground: 'returned:2', sinceOn: '2024-05-01' }],
    [
      'a third return is a ground of its own',
      'returned-order',
      { returnedCount: 3 },
      { ground: 'returned:3', sinceOn: '2024-05-01' },
    ],
    ['returned once', 'returned-order', { returnedCount: 1 }, null],
    ['一律: tip-off is listed', 'always-listed', { channel: 'tipOff' }, since],
    ['一律: higher supervision is listed', 'always-listed', { channel: 'higherLevelSupervision' }, since],
    ['一律: what the department found is not', 'always-listed', {}, null],
    ['一律: tip-off is exposed', 'always-exposed', { channel: 'tipOff' }, since],
    ['一律: self-found and cured, no penalty', 'always-cured', { channel: 'selfInspection' }, since],
    ['一律: reported from below, not listed above', 'always-reported', { channel: 'lowerLevelReport' }, since],
    ['一律: found by enforcement', 'always-enforced', {}, since],
    ['一律: accident', 'always-accountable', { channel: 'accidentInvestigation' }, since],
  ] as const)('%s', (_, code, over, expected) => {
    expect(groundFor(rule(code), hazard(over), TODAY)).toEqual(expected);
  });
});

describe('the ladder', () => {
  const rungs = rungsOf(TRIGGER_RULES).filter(({ rule }) => rule.ladder === 'enterprise');

  test('at any day one rung speaks, and it is the strongest that is reached', () => {
    const speaking = [0, 1, 6, 7, 14, 15, 29, 30, 44, 45, 59, 60, 400].map((days) =>
      rungs
        .filter(({ rule, before }) => groundFor(rule, hazard({ dueOn: addDays(TODAY, -days) }), TODAY, before))
        .map(({ rule }) => rule.paper)
        .join(),
    );
    expect(speaking).toEqual([
      '',
      'promptLetter',
      'promptLetter',
      'supervisionOrder',
      'supervisionOrder',
      'circular',
      'circular',
      'summonsTalk',
      'summonsTalk',
      'listedSupervision',
      'listedSupervision',
      'exposure',
      'exposure',
    ]);
  });

  test('a rung that is switched off leaves its days to the one below', () => {
    const off: RuleSetting = { enabled: false, overdueDays: 7, source: '本地文件' };
    const left = rungsOf(rulesWith(new Map([['overdue-order', off]])));
    expect(left.find(({ rule }) => rule.code === 'overdue-prompt')).toMatchObject({ from: 1, before: 15 });
  });

  test('of two rungs at the same day the stronger speaks', () => {
    const same: RuleSetting = { enabled: true, overdueDays: 15, source: '本地文件' };
    const left = rungsOf(rulesWith(new Map([['overdue-order', same]]))).filter(({ from }) => from === 15);
    expect(left.filter(({ rule }) => rule.ladder === 'enterprise').map(({ rule }) => rule.paper)).toEqual(['circular']);
  });
});

describe('what a rule says of itself', () => {
  test('every rule cites its source; no number passes for law', () => {
    for (const { code, source, standing } of TRIGGER_RULES) {
      expect(source, code).toMatch(/《.+》|以本地文件为准/);
      expect(standing, code).not.toBe('law');
    }
  });

  test('the five 一律 and the Hunan list are off by default', () => {
    const on = TRIGGER_RULES.filter(({ preset, enabled }) => preset !== 'rising' && enabled);
    expect(on).toEqual([]);
  });

  test('a citation never quotes the channel: enterprises read it', () => {
    for (const { source } of TRIGGER_RULES) expect(source).not.toMatch(/举报|督导检查发现/);
  });

  test('in words', () => {
    expect(sayConditions(rule('overdue-order'))).toBe('重大事故隐患，报送五落实期限或整改期限逾期满 7 天');
    expect(sayConditions(rule('returned-order'))).toBe('重大事故隐患，验收不合格退回满 2 次');
    const proposal = { ground: 'due:2024-06-10', sinceOn: '2024-06-10', dueName: '整改期限' };
    expect(sayReason(proposal, rule('overdue-order'), TODAY)).toBe('整改期限 2024-06-10，已逾期 10 天');
    const returned = { ground: 'returned:2', sinceOn: '2024-05-01', dueName: null };
    expect(sayReason(returned, rule('returned-order'), TODAY)).toBe('验收不合格退回 2 次');
  });
});
