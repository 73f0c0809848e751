import { expect, test } from 'vitest';
import { changed, type Drawn, drawingOf, stepped, undone, withCorner } from './plan-drawing.ts';

const area = (name: string): Drawn['areas'][number] => ({
  unitId: name,
  name,
  level: 'red',
  corners: [
    [0, 0],
    [10, 0],
    [10, 10],
  ],
});
const empty: Drawn = { areas: [], points: [] };

test('each step is taken back by itself, a corner under the pointer as one, down to what was there', () => {
  const one = changed(drawingOf(empty), { areas: [area('a')] });
  let moved = one;
  for (const x of [11, 12, 13]) moved = changed(moved, { areas: withCorner(moved.now.areas, 0, 1, [x, 0]) }, 'drag 1');
  const again = changed(moved, { areas: withCorner(moved.now.areas, 0, 1, [20, 0]) }, 'drag 2');
  expect(again.now.areas[0]?.corners[1]).toEqual([20, 0]);
  expect(undone(again).now.areas[0]?.corners[1]).toEqual([13, 0]);
  expect(undone(undone(again)).now).toBe(one.now);
  const first = undone(undone(undone(again)));
  expect([first.now.areas, first.before]).toEqual([empty.areas, []]);
  expect(first.now.areas).toBe(empty.areas); // nothing is left to save
  expect(undone(first).now).toBe(first.now);
});

test('after an undo the same corner begins a step of its own', () => {
  const one = changed(drawingOf({ ...empty, areas: [area('a')] }), { areas: [area('b')] }, 'keys');
  const back = undone(changed(one, { areas: [area('c')] }, 'keys'));
  expect(back.before).toEqual([]);
  expect(changed(back, { areas: [area('d')] }, 'keys').before).toHaveLength(1);
});

test('one corner of one area moves', () => {
  const areas = withCorner([area('a'), area('a')], 1, 2, [7, 8]);
  expect(areas.map(({ corners }) => corners[2])).toEqual([
    [10, 10],
    [7, 8],
  ]);
});

test.each([
  ['ArrowLeft', [0, 5]],
  ['ArrowRight', [8, 5]],
  ['ArrowUp', [3, 0]],
  ['ArrowDown', [3, 9]],
  ['Enter', null],
] as const)('%s leads no further than the edge of the sheet', (key, to) => {
  expect(stepped(key, [3, 5], 5, { width: 20, height: 9 })).toEqual(to);
});
