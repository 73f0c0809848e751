import { describe, expect, test } from 'vitest';
import { checkRow, checkSums } from './checks.rules.ts';
import { changedSince, completeFigures, type Figures, zeros } from './figures.rules.ts';
import type { Figure, FormDefinition, Indicator, Source } from './form.types.ts';
import { indicatorsOf } from './form.types.ts';

const indicator = (code: string, source: Source, cumulative = true): Indicator => {
  return { code, version: 1, name: code, unit: '项', clause: '', meaning: '', source, cumulative };
};
const hazards: Source = { kind: 'hazards', filter: {} };
const form: FormDefinition = {
  code: 'test',
  version: 1,
  title: '',
  basis: '',
  remark: '',
  cycle: { dueDay: 22 },
  sections: [
    {
      code: 'A',
      title: '',
      groups: [
        {
          title: '',
          indicators: [
            indicator('found', hazards),
            indicator('closed', hazards),
            indicator('open', hazards, false),
            indicator('self', hazards),
            indicator('department', hazards),
            indicator('rate', { kind: 'rate', part: 'closed', whole: 'found' }, false),
            indicator('fines', { kind: 'none', awaits: 'enforcement' }),
          ],
        },
      ],
    },
  ],
  checks: [
    { kind: 'notMore', part: 'closed', whole: 'found' },
    { kind: 'notMore', part: 'fines', whole: 'found' },
    { kind: 'sum', total: 'found', parts: ['self', 'department'] },
  ],
};
const indicators = indicatorsOf(form);
const sound: Figures = { found: 5, closed: 2, open: 3, self: 4, department: 1, rate: 40, fines: 'noData' };
const row = { key: 'r', name: '东乡镇' };

describe('what does not fit is said with its cells', () => {
  test.each<[string, Figures, Figures | undefined, string[][]]>([
    ['a sound row', sound, undefined, []],
    ['more closed than found', { ...sound, closed: 6 }, undefined, [['closed', 'found']]],
    ['parts that do not add up', { ...sound, self: 3 }, undefined, [['found', 'self', 'department']]],
    ['a cumulative figure that falls', sound, { ...sound, closed: 3 }, [['closed']]],
    ['what is not cumulative may fall', sound, { ...sound, open: 9, rate: 90 }, []],
    ['unknown before, known now', sound, { ...sound, found: 'noData' }, []],
    ['an unknown part leaves the sum open', { ...sound, self: 'noData' }, undefined, []],
  ])('%s', (_, figures, previous, cells) => {
    const warnings = checkRow(form, row, figures, previous);
    expect(warnings.map((w) => w.indicators)).toEqual(cells);
    for (const warning of warnings) expect(warning.sentence).toMatch(/^东乡镇：/);
  });
});

describe('rows against the total', () => {
  const total = { key: 'total', kind: 'total' as const, name: '全县合计', figures: { ...sound, found: 5 } };
  const part = (kind: 'department' | 'township', found: Figure) => {
    return { key: `${kind}${found}`, kind, name: '', figures: { ...sound, found } };
  };
  test.each<[string, Parameters<typeof checkSums>[1], number]>([
    ['both kinds add up', [total, part('department', 5), part('township', 2), part('township', 3)], 0],
    ['an industry of two departments is counted twice', [total, part('department', 5), part('department', 1)], 1],
    ['something lies in no township', [total, part('department', 5), part('township', 4)], 1],
    ['without rows of a kind there is nothing to compare', [total], 0],
    ['without a total neither', [part('department', 5)], 0],
  ])('%s', (_, rows, warnings) => {
    expect(checkSums(form, rows)).toHaveLength(warnings);
  });
});

describe('figures that follow from others', () => {
  test.each<[number, number, Figures[string]]>([
    [1, 3, 33.3],
    [0, 3, 0],
    [0, 0, 'notApplicable'],
  ])('%d of %d is %s', (closed, found, rate) => {
    const complete = completeFigures(indicators, { ...sound, closed, found });
    expect(complete.rate).toBe(rate);
    expect(complete.fines).toBe('noData');
  });

  test('a column that could not be counted is unknown, never 0, and so is its rate', () => {
    const { closed: _, ...counted } = sound;
    const complete = completeFigures(indicators, counted);
    expect([complete.closed, complete.rate]).toEqual(['noData', 'noData']);
    expect(zeros(indicators, complete)).toEqual([]);
  });

  test('zeros are named in the order of the form', () => {
    expect(zeros(indicators, { ...sound, department: 0, closed: 0 })).toEqual(['closed', 'department']);
  });

  test('what changed since it was seen', () => {
    expect(changedSince(sound, { ...sound, open: 4, rate: 'notApplicable' })).toEqual(['open', 'rate']);
    expect(changedSince({}, { found: 0 })).toEqual(['found']);
  });
});
