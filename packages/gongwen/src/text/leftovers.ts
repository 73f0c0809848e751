import { skipPageMarks } from './page-marks.ts';

/** What a byte of {@link findLeftovers} says: 0 for text, a leftover, or a leftover that ends a line. */
export const LEFTOVER = 1;
export const LINE_END = 2;

/** Marks in a text which are layout, not words; each is looked for only where its sign occurs at all. */
const ANYWHERE: readonly { sign: string; pattern: RegExp; byte: number }[] = [
  // word-processor bookmarks: [bookmark: _GoBack]
  { sign: '[bookmark', pattern: /\[bookmark:[^\]\n]{0,60}\]/g, byte: LEFTOVER },
  // tags of a saved page
  {
    sign: '<',
    pattern: /<\/?(?:span|font|tbody|thead|td|th|b|strong|i|em|u|a|img|o:p|st1:[a-z]+)(?:\s[^<>]{0,600})?\/?>/gi,
    byte: LEFTOVER,
  },
  {
    sign: '<',
    pattern: /<\/?(?:div|p|br|table|tr|h[1-6]|center|hr|ul|ol|li|section)(?:\s[^<>]{0,600})?\/?>/gi,
    byte: LINE_END,
  },
  // entities for white space
  { sign: '&', pattern: /&(?:emsp|ensp|nbsp|thinsp|#160|#12288|#x3000);/gi, byte: LEFTOVER },
  // markdown: strong
  { sign: '**', pattern: /\*\*/g, byte: LEFTOVER },
];

/** At the beginning of a line: markdown headings and rules, and bullets in front of a number (- （一）, ● 1.). */
const LINE_STARTS =
  /(?:#{1,6}(?=[ \t&]|$)|(?:-{3,}|\*{3,}|_{3,})[ \t]*$|[-*+•·●◆■▪★☆][ \t\u3000]*(?=[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）]))/my;
const LINE_START_SIGNS = new Set('#-*_+•·●◆■▪★☆');

/** One byte per source character. */
export function findLeftovers(source: string): Uint8Array {
  const skip = new Uint8Array(source.length);
  for (const { sign, pattern, byte } of ANYWHERE) {
    if (!source.includes(sign)) continue;
    for (const found of source.matchAll(pattern)) skip.fill(byte, found.index, found.index + found[0].length);
  }
  for (let start = 0; start < source.length; ) {
    let first = start;
    while (isBlank(source.charCodeAt(first))) first++;
    if (LINE_START_SIGNS.has(source[first] ?? '')) {
      LINE_STARTS.lastIndex = first;
      const found = LINE_STARTS.exec(source);
      if (found) skip.fill(LEFTOVER, first, first + found[0].length);
    }
    const end = source.indexOf('\n', first);
    start = end < 0 ? source.length : end + 1;
  }
  skipPageMarks(source, skip, LEFTOVER);
  return skip;
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x3000;
