import { expect, test } from 'vitest';
import { HEIGHT, place, positionAt, scaleOf, viewOf, WIDTH, zoom } from './position-view.ts';

const centres = [
  { longitude: 110.2, latitude: 27.5 },
  { longitude: 110.6, latitude: 27.9 },
];

test('a place goes to the drawing and back, at every zoom', () => {
  const view = viewOf(centres);
  if (!view) throw new Error('two places have a view');
  for (const one of [view, zoom(view, 0.1), zoom(view, 1e-9), zoom(view, 1e9)]) {
    for (const position of centres) {
      const back = positionAt(one, place(one, position));
      expect(back.longitude).toBeCloseTo(position.longitude, 4);
      expect(back.latitude).toBeCloseTo(position.latitude, 4);
    }
  }
});

test('all places are in the view, north is up, and nothing has no view', () => {
  const view = viewOf(centres);
  if (!view) throw new Error('two places have a view');
  const [south, north] = centres.map((position) => place(view, position));
  for (const { x, y } of [south, north].flatMap((at) => at ?? [])) {
    expect(x).toBeGreaterThan(0);
    expect(x).toBeLessThan(WIDTH);
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(HEIGHT);
  }
  expect((north?.y ?? 0) < (south?.y ?? 0)).toBe(true);
  expect(viewOf([])).toBeNull();
});

test.each([
  [10, '1 公里', 100],
  [0.5, '50 米', 100],
  [100, '10 公里', 100],
])('at %d metres a unit the scale is %s', (metresPerUnit, label, units) => {
  expect(scaleOf({ longitude: 110, latitude: 27, metresPerUnit })).toEqual({ label, units });
});
