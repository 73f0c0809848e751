import { readFileSync } from 'node:fs';
import { readPlanText } from '@zhiben/gongwen';
import { describe, expect, it } from 'vitest';
import { layDownPlan, proposePeriod } from './adoption.rules.ts';

const read = (name: string) => {
  const text = readFileSync(new URL(`../fixtures/${name}.txt`, import.meta.url), 'utf8');
  return { text, plan: readPlanText(text) };
};
const PLANS = ['zhengning-2022', 'haifeng-2024', 'fengtai-2024', 'linfen-2020', 'xupu-2023'];

describe('layDownPlan', () => {
  it.each(PLANS)('%s: every clause has its place, no duty is lost, no dated one without a task', (name) => {
    const { text, plan } = read(name);
    const { units, duties } = layDownPlan(plan, text);
    const byKey = new Map(units.map((unit) => [unit.key, unit]));
    expect(duties).toHaveLength(plan.obligations.length);
    expect(byKey.size).toBe(units.length);
    for (const unit of units) {
      if (unit.parentKey !== null) {
        expect(units.indexOf(byKey.get(unit.parentKey) ?? unit)).toBeLessThan(units.indexOf(unit));
      }
      expect(byKey.has(unit.actionKey)).toBe(true);
      expect(unit.label).not.toBe('');
    }
    for (const { unitKey, duty } of duties) {
      const unit = byKey.get(unitKey);
      expect(unit, duty.quote).toBeDefined();
      if (duty.kind !== 'target') expect(unit?.isWork, duty.quote).toBe(true);
    }
    for (const kind of ['task', 'safeguard']) {
      expect(units.filter((unit) => unit.kind === kind).every((unit) => unit.isWork)).toBe(true);
    }
  });

  it('counts a task under the nearest action above it', () => {
    const { text, plan } = read('linfen-2020');
    const { units } = layDownPlan(plan, text);
    const task = units.find((unit) => unit.path.join('') === '三（三）1（2）');
    expect(units.find((unit) => unit.key === task?.actionKey)?.path).toEqual(['三', '（三）', '1']);
    const safeguard = units.find((unit) => unit.path.join('') === '四（二）');
    expect(units.find((unit) => unit.key === safeguard?.actionKey)?.path).toEqual(['四']);
  });

  it.each([
    ['二（二）4', '总结重大事故隐患专项排查整治2023行动经验做法，围绕重大事故隐患判定标准……'],
    ['四（二）', '根据有关法律法规，制定工作制度'],
  ])('a clause without a heading is called by its first words: %s', (path, label) => {
    const { text, plan } = read('fengtai-2024');
    expect(layDownPlan(plan, text).units.find((unit) => unit.path.join('') === path)?.label).toBe(label);
  });

  it('duties outside every unit stand in one letter', () => {
    const { plan } = read('xupu-2023');
    const [first, second] = plan.obligations;
    if (!first || !second) throw new Error('the plan has duties');
    const text = '请于5月8日前报送方案。请于6月8日前报送总结。一、其他';
    const outside = [
      { ...first, sectionId: null, taskPath: [], kind: 'deadline' as const, span: { start: 0, end: 10 } },
      { ...second, sectionId: null, taskPath: [], kind: 'deadline' as const, span: { start: 11, end: 21 } },
    ];
    const { units } = layDownPlan({ ...plan, sections: [], obligations: outside }, text);
    expect(units).toEqual([
      expect.objectContaining({
        kind: 'letter',
        isWork: true,
        label: '请于5月8日前报送方',
        span: { start: 0, end: 21 },
      }),
    ]);
  });
});

describe('proposePeriod', () => {
  it.each([
    ['haifeng-2024', '2024-01-01', '2026-12-31'],
    ['fengtai-2024', '2024-02-01', '2026-12-31'],
    // Its first phase has only an end, before the first beginning that it names.
    ['xupu-2023', null, '2023-12-15'],
  ])('%s: as stated', (name, from, to) => {
    expect(proposePeriod(read(name).plan)).toEqual({ from, to });
  });

  it('without a stated period: from the date of the document to the last date it sets', () => {
    const { plan } = read('xupu-2023');
    const obligations = plan.obligations.slice(0, 2).map((duty) => ({ ...duty, deadline: '2023-12-08' }));
    const bare = { ...plan, obligations, date: '2023-04-20', period: { from: null, to: null }, phases: [] };
    expect(proposePeriod(bare)).toEqual({ from: '2023-04-20', to: '2023-12-08' });
    expect(proposePeriod({ ...bare, date: null, obligations: [] })).toEqual({ from: null, to: null });
  });
});
