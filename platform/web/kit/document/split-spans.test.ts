import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSpans, type TextSpan } from './split-spans.ts';

const cut = (text: string, spans: TextSpan[]) =>
  splitSpans(text, spans).map((line) => line.map(({ text, ids }) => `${text}[${ids.join(' ')}]`));

describe('splitSpans', () => {
  it('cuts where spans begin and end', () => {
    expect(cut('一二三四五', [{ id: 'a', start: 1, end: 3 }])).toEqual([['一[]', '二三[a]', '四五[]']]);
  });

  it('nests and overlaps, the widest first', () => {
    const spans = [
      { id: 'inner', start: 2, end: 3 },
      { id: 'outer', start: 1, end: 5 },
      { id: 'over', start: 4, end: 6 },
    ];
    expect(cut('abcdefg', spans)).toEqual([
      ['a[]', 'b[outer]', 'c[outer inner]', 'd[outer]', 'e[outer over]', 'f[over]', 'g[]'],
    ]);
  });

  it('carries a span over lines, also empty ones', () => {
    expect(cut('ab\n\ncd', [{ id: 'x', start: 1, end: 5 }])).toEqual([['a[]', 'b[x]'], [], ['c[x]', 'd[]']]);
  });

  it('drops what is empty or outside', () => {
    const spans = [
      { id: 'empty', start: 1, end: 1 },
      { id: 'late', start: 9, end: 12 },
      { id: 'long', start: -3, end: 99 },
    ];
    expect(cut('ab', spans)).toEqual([['ab[long]']]);
    expect(cut('', [])).toEqual([[]]);
  });

  it('gives back the text, and each span its own stretch of it, whatever the spans', () => {
    const texts = fc.string({ unit: fc.constantFrom('甲', 'b', '\n', '，') });
    const places = fc.array(fc.tuple(fc.nat(30), fc.nat(30)));
    fc.assert(
      fc.property(texts, places, (text, pairs) => {
        const spans = pairs.map(([a, b], n) => ({ id: String(n), start: Math.min(a, b), end: Math.max(a, b) }));
        const lines = splitSpans(text, spans);
        expect(lines.map((line) => line.map((s) => s.text).join('')).join('\n')).toBe(text);
        for (const { id, start, end } of spans) {
          const own = lines.flat().filter(({ ids }) => ids.includes(id));
          expect(own.map((s) => s.text).join('')).toBe(text.slice(start, end).replaceAll('\n', ''));
        }
      }),
    );
  });
});
