import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellInput } from './cell-input.ts';
import { columnIndex, columnLetters, serialDate } from './read-cells.ts';
import { isDateFormat } from './workbook.ts';

describe('cells', () => {
  test.each([
    ['2024-3-1', '2024-03-01'],
    ['2024/03/01', '2024-03-01'],
    ['2024.3.1', '2024-03-01'],
    ['２０２４年３月１日', '2024-03-01'],
    ['2024-03-01 08:30', '2024-03-01'],
    ['20240301', '2024-03-01'],
    [20240301, '2024-03-01'],
    [45352, '2024-03-01'],
    [{ date: '2024-03-01T08:30:00' }, '2024-03-01'],
  ])('%o is a date', (cell, value) => {
    expect(cellInput(cell, 'date')).toEqual({ value });
  });

  test.each(['2024-13-01', '3月1日', '长期', -5, true])('%o is none', (cell) => {
    expect(cellInput(cell, 'date')).toHaveProperty('problem');
  });

  test.each([
    ['1,200.5', 1200.5],
    ['３５', 35],
    ['12%', 0.12],
    [-3, -3],
  ])('%o is a number', (cell, value) => {
    expect(cellInput(cell, 'number')).toEqual({ value });
  });

  test('columns are counted as Excel does', () => {
    expect([0, 25, 26, 701, 702, 16_383].map(columnLetters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA', 'XFD']);
    fc.assert(fc.property(fc.nat(16_383), (i) => columnIndex(`${columnLetters(i)}7`) === i));
  });

  test('days are counted from 1900 or 1904', () => {
    expect(serialDate(45352, false)).toEqual({ date: '2024-03-01' });
    expect(serialDate(45352 - 1462, true)).toEqual({ date: '2024-03-01' });
    expect(serialDate(45352.354166667, false)).toEqual({ date: '2024-03-01T08:30:00' });
    expect(serialDate(-1, false)).toHaveProperty('error');
  });

  test.each(['yyyy-mm-dd', 'yyyy"年"m"月"', '[$-804]yyyy/m/d;@', 'h:mm', '[h]:mm', 'aaaa'])(
    '%s shows dates',
    (format) => {
      expect(isDateFormat(format)).toBe(true);
    },
  );
  test.each(['General', '0.00', '@', '#,##0;[Red]-#,##0', '"日期"0', '0.00E+00', '_ * #,##0_ '])('%s does not', (f) => {
    expect(isDateFormat(f)).toBe(false);
  });
});
