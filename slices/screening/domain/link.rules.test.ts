import { expect, it } from 'vitest';
import { type CheckItem, checkItemSchema } from './checklist.contract.ts';
import type { DraftUnit } from './draft.rules.ts';
import { likeliest, linkMeasures } from './link.rules.ts';

const item = (id: string, over: Partial<CheckItem> = {}) => ({
  ...checkItemSchema.parse({ id, question: id }),
  ...over,
});
const unit = (id: string, ...events: [name: string, measures: Record<string, string>][]): DraftUnit => ({
  id,
  events: events.map(([name, measures]) => ({
    name,
    level: null,
    controlLevel: null,
    measures: Object.entries(measures).map(([measure, content]) => ({ id: measure, class1: 1, content })),
  })),
});
const controls = new Map([
  [
    'guard',
    [
      { event: '卷入', content: '护罩齐全' },
      { event: '卷入', content: '停机清料' },
    ],
  ],
  ['stop', [{ event: '卷入', content: '班前试急停' }]],
]);

it.each<[string, DraftUnit[], (string | null)[]]>([
  ['nothing to be tied to', [], [null, null]],
  ['as the template wrote it', [unit('u', ['卷入', { a: '护罩齐全', b: '班前试急停' }])], ['a', 'b']],
  ['a unit renamed by the enterprise', [unit('一号冲床', ['卷入', { a: '护罩齐全' }])], ['a', null]],
  ['what fits best is gone', [unit('u', ['卷入', { c: '停机清料' }])], ['c', null]],
  ['reworded', [unit('u', ['卷入', { a: '护罩齐全、螺栓紧固' }])], [null, null]],
  ['against another event', [unit('u', ['夹手', { a: '护罩齐全' }])], [null, null]],
  ['standing twice', [unit('u', ['卷入', { a: '护罩齐全' }]), unit('v', ['卷入', { b: '护罩齐全' }])], [null, null]],
])('%s', (_, units, expected) => {
  expect(linkMeasures([item('guard'), item('stop')], controls, units).map(({ measureId }) => measureId)).toEqual(
    expected,
  );
});

it('leaves what is tied already, and items of which the library says nothing', () => {
  const units = [unit('u', ['卷入', { a: '护罩齐全' }])];
  const items = [item('guard', { measureId: 'own' }), item('other')];
  expect(linkMeasures(items, controls, units)).toEqual(items);
});

it('finds measures whose words are near a question, and none where nothing is', () => {
  const measures = [
    { event: '卷入', content: '停机清料' },
    { event: '压伤手', content: '装双手按钮或光电保护' },
    { event: '压伤手', content: '每班试保护装置和急停' },
  ];
  expect(likeliest('冲床双手按钮、光电保护有效', measures)).toEqual([measures[1], measures[2]]);
  expect(likeliest('配电箱门关好', measures)).toEqual([]);
});
