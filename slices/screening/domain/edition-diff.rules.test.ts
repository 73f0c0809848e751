import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CheckItem, checkItemsSchema } from './checklist.contract.ts';
import { compareEditions, sayBounds } from './edition-diff.rules.ts';

const item = (id: string, part: Partial<CheckItem> = {}): CheckItem =>
  checkItemsSchema.parse([{ id, question: `查${id}`, ...part }])[0] as CheckItem;
const list = (words: string) => [...words].map((id) => item(id));
const said = (before: readonly CheckItem[], after: readonly CheckItem[]) =>
  compareEditions(before, after).map((change) =>
    change.kind === 'moved' ? `${change.item.id} ${change.from}→${change.to}` : `${change.kind} ${change.item.id}`,
  );

describe('what an edition says differently', () => {
  it.each([
    ['abc', 'abc', []],
    ['abc', 'abxc', ['added x']],
    ['abc', 'ac', ['removed b']],
    ['abcd', 'bcda', ['a 1→4']],
    ['abcd', 'dabc', ['d 4→1']],
    ['abc', 'xcb', ['added x', 'c 3→2', 'removed a']],
  ] as const)('%s to %s', (before, after, changes) => {
    expect(said(list(before), list(after))).toEqual(changes);
  });

  it('names each part with its words before and after', () => {
    const before = item('a', { kind: 'number', unit: 'mm', high: 3 });
    const after = { ...before, question: '间隙', high: 5, method: '用塞尺', measureId: 'guard' };
    expect(compareEditions([before], [after], () => '护罩齐全')).toEqual([
      {
        kind: 'changed',
        item: after,
        parts: [
          { label: '检查内容', before: '查a', after: '间隙' },
          { label: '检查方法', before: '', after: '用塞尺' },
          { label: '限值', before: '不大于 3 mm', after: '不大于 5 mm' },
          { label: '管控措施', before: '', after: '护罩齐全' },
        ],
      },
    ]);
  });

  it('never says that all moved: what it leaves unsaid stands in the same order', () => {
    const ids = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 });
    fc.assert(
      fc.property(ids, ids, (before, after) => {
        const changes = compareEditions(
          before.map((id) => item(id)),
          after.map((id) => item(id)),
        );
        const named = new Set(changes.map((change) => change.item.id));
        expect(before.filter((id) => !named.has(id))).toEqual(after.filter((id) => !named.has(id)));
      }),
    );
  });
});

it.each([
  [{ low: 19.5, high: 21, unit: '%' }, '19.5～21 %'],
  [{ low: null, high: 9, unit: '人' }, '不大于 9 人'],
  [{ low: 0.3, high: null, unit: '' }, '不小于 0.3'],
  [{ low: null, high: null, unit: 'mm' }, ''],
])('bounds %j', (bounds, words) => {
  expect(sayBounds(bounds)).toBe(words);
});
