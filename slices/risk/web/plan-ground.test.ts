import { expect, test } from 'vitest';
import { GROUND_WIDTHS, gridOf } from './plan-ground.ts';

const place = { longitude: 110.28, latitude: 27.52 };
test.each(GROUND_WIDTHS.map((metres) => [metres]))(
  'a sheet of %i m has a readable grid at round distances',
  (metres) => {
    const sheet = { width: 1600, height: 1131 };
    const { step, columns, rows } = gridOf({ ...place, metresPerUnit: metres / sheet.width }, sheet);
    expect(['1', '2', '5']).toContain(String(step).replaceAll('0', '').replace('.', ''));
    expect(columns.length).toBeGreaterThanOrEqual(5);
    expect(columns.length).toBeLessThanOrEqual(11);
    expect(columns.find((line) => line.metres === 0)?.at).toBe(800);
    const first = columns[0];
    expect(first?.at).toBeGreaterThanOrEqual(0);
    expect(((first?.at ?? 0) - 800) * (metres / sheet.width)).toBeCloseTo(first?.metres ?? Number.NaN);
    // North is up: a line further north stands nearer the top.
    expect(rows.map(({ at }) => at)).toEqual([...rows.map(({ at }) => at)].sort((a, b) => b - a));
  },
);
