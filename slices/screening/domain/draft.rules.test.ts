import { describe, expect, it } from 'vitest';
import { checkItemsSchema } from './checklist.contract.ts';
import { type DraftUnit, draftFromCriteria, draftFromMeasures, mergeItems } from './draft.rules.ts';
import { MOST_ITEMS } from './screening.terms.ts';

const id = (n: number) => `01900000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const unit = (
  n: number,
  events: readonly [DraftUnit['events'][number]['level'], DraftUnit['events'][number]['controlLevel'], ...string[]][],
): DraftUnit => ({
  id: id(n),
  events: events.map(([level, controlLevel, ...contents], e) => ({
    name: `事件${n}-${e}`,
    level,
    controlLevel,
    measures: contents.map((content, m) => ({ id: id(n * 10_000 + e * 100 + m), class1: 1, content })),
  })),
});

const UNITS = [
  unit(1, [
    ['blue', 'post', '地面无油污', '护罩在位'],
    ['red', 'company', '报警联锁投用'],
  ]),
  unit(2, [
    ['orange', 'workshop', '风机运转', '护罩在位'],
    [null, null, '未评价的也看'],
  ]),
];

describe('checklist from risk measures', () => {
  it.each([
    ['company', [], ['报警联锁投用', '未评价的也看']],
    ['workshop', [], ['报警联锁投用', '风机运转', '护罩在位', '未评价的也看']],
    ['post', [], ['报警联锁投用', '风机运转', '护罩在位', '地面无油污', '未评价的也看']],
    ['principal', [id(2)], ['未评价的也看']],
    ['team', [id(1)], ['报警联锁投用']],
  ] as const)('%s, units %j', (level, unitIds, questions) => {
    const { items, left } = draftFromMeasures(UNITS, level, unitIds);
    expect(items.map(({ question }) => question)).toEqual(questions);
    expect(left).toBe(0);
    expect(checkItemsSchema.parse(items)).toEqual(items);
    for (const item of items) expect(item.measureId).toBe(item.id);
  });

  it('holds no more than a checklist may and says how many are left', () => {
    const many = unit(3, [['red', 'post', ...Array.from({ length: MOST_ITEMS + 7 }, (_, n) => `措施${n}`)]]);
    const { items, left } = draftFromMeasures([many], 'post');
    expect([items.length, left]).toEqual([MOST_ITEMS, 7]);
  });
});

describe('checklist from criteria', () => {
  const criterion = {
    code: 'IT-11-10',
    text: '未落实粉尘清理制度，造成作业现场积尘严重的',
    article: '第十一条第（十）项',
  };
  it('turns what must not be into a question, quoting only what may be quoted', () => {
    const { items } = draftFromCriteria([
      { ...criterion, standardTitle: '工贸标准', mayQuote: true },
      { ...criterion, code: 'ED-03-1', standardTitle: '教育指南', mayQuote: false },
    ]);
    expect(items.map(({ question, basis, criterion: code }) => [question, basis, code])).toEqual([
      ['不存在：未落实粉尘清理制度，造成作业现场积尘严重', '《工贸标准》第十一条第（十）项', 'IT-11-10'],
      ['不存在：未落实粉尘清理制度，造成作业现场积尘严重', '', 'ED-03-1'],
    ]);
    expect(checkItemsSchema.parse(items)).toEqual(items);
  });
  it('adds to a list only what it does not ask yet', () => {
    const [first] = draftFromMeasures(UNITS, 'company').items;
    const all = draftFromMeasures(UNITS, 'post').items;
    if (!first) throw new Error('no item');
    expect(mergeItems([{ ...first, id: 'own-1' }], all).items.map(({ id: one }) => one)).toEqual([
      'own-1',
      ...all.slice(1).map(({ id: one }) => one),
    ]);
  });
});
