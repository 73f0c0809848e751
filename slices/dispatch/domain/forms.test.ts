import { CHANNELS } from '@zhiben/slices/hazard/domain';
import { describe, expect, test } from 'vitest';
import { type Indicator, indicatorsOf } from './form.types.ts';
import { CURRENT_FORMS, findForm } from './forms.ts';

/** dispatch-columns.json, action2023: every metric that the plan's clauses ask for. */
const CLAUSES =
  'E01 E02 E02R E03 E03F E04 E05 E06 E07 E07N E08 E08P E08R E09 D01 D02 D03 D04 D04V D05 D05H D05R D06 D06F D06D D07S D07C D07B D07T D08A D08B D08C D08D D09 D10 T01A T01B T01C T02 T03 T04 T05A T05B T05C T06 T07 T07F S01 S02 S02R';

describe.each(CURRENT_FORMS)('$title', (form) => {
  const indicators = indicatorsOf(form);
  const byCode = new Map(indicators.map((indicator) => [indicator.code, indicator]));

  test('says of each column once what it counts, in which unit, by which clause', () => {
    expect(byCode.size).toBe(indicators.length);
    for (const { name, unit, clause, meaning } of indicators) {
      expect([name, unit, clause, meaning].every((text) => text.length > 0)).toBe(true);
    }
  });

  test('names only columns that exist in its rates and checks', () => {
    const named = [
      ...indicators.flatMap(({ source }) => (source.kind === 'rate' ? [source.part, source.whole] : [])),
      ...form.checks.flatMap((c) => (c.kind === 'sum' ? [c.total, ...c.parts] : [c.part, c.whole])),
    ];
    expect(named.filter((code) => !byCode.has(code))).toEqual([]);
  });

  test('adds up parts that divide all channels of discovery among them', () => {
    for (const check of form.checks) {
      if (check.kind !== 'sum') continue;
      const channels = check.parts.flatMap((code) => channelsOf(byCode.get(code)));
      expect(channels.toSorted()).toEqual([...CHANNELS].sort());
    }
  });
});

function channelsOf(indicator: Indicator | undefined) {
  return indicator?.source.kind === 'hazards' ? (indicator.source.filter.channel ?? []) : [];
}

test('the form of the 2023 campaign has every metric of the plan', () => {
  const form = findForm('major-hazards-2023');
  const codes = form ? indicatorsOf(form).map(({ code }) => code) : [];
  expect(CLAUSES.split(' ').filter((code) => !codes.includes(code))).toEqual([]);
  expect(findForm('major-hazards-2023', 99)).toBeUndefined();
});
