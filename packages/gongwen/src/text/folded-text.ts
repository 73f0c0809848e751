import { findLeftovers, LEFTOVER, LINE_END } from './leftovers.ts';

/**
 * The text as the grammar wants it: no white space, no layout leftovers, one width of digits and marks. Each folded
 * character knows its place in the source, so that every find can be shown in the original.
 */
export interface FoldedText {
  source: string;
  text: string;
  /** Source offset of each folded character, and one more entry for the end. */
  at: Uint32Array;
  /** The lines that are left, in order. */
  lines: FoldedLine[];
}

export interface FoldedLine {
  start: number;
  end: number;
  /** White space before the first character, full-width counted twice. */
  indent: number;
  /** An empty line or a page mark stands before it. */
  gapBefore: boolean;
  /** Cells of a table row (tab-separated in the source), as folded ranges; absent for ordinary lines. */
  cells?: { start: number; end: number }[];
}

const COMMA = '，'.charCodeAt(0);
const STOP = '。'.charCodeAt(0);
const DOT = 0x2e;

/** Full-width digits and letters to half width, half-width marks to full width, one dash, one pair of book-title marks. */
function foldCode(code: number): number {
  // most characters are Han, and stay
  if ((code >= 0x3400 && code <= 0x9fff) || (code >= 0x30 && code <= 0x39)) return code;
  if (code >= 0xff10 && code <= 0xff19) return code - 0xfee0;
  if (code >= 0xff21 && code <= 0xff3a) return code - 0xfee0;
  if (code >= 0xff41 && code <= 0xff5a) return code - 0xfee0;
  switch (code) {
    case 0x28: // (
      return 0xff08;
    case 0x29: // )
      return 0xff09;
    case 0x2c: // ,
    case 0xfe50:
      return COMMA;
    case 0x3b: // ;
      return 0xff1b;
    case 0x3a: // :
    case 0x2236:
      return 0xff1a;
    case 0x21: // !
      return 0xff01;
    case 0x3f: // ?
      return 0xff1f;
    case 0xff05: // ％
      return 0x25;
    case 0xff0e: // ．
    case 0xfe52: // ﹒
      return DOT;
    case 0xff61: // ｡
      return STOP;
    case 0x2d: // -
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0xff0d:
    case 0x7e: // ~
    case 0xff5e:
    case 0x301c:
      return 0x2014; // —
    case 0xab: // «
    case 0x300a:
      return 0x300a;
    case 0xbb: // »
    case 0x300b:
      return 0x300b;
    case 0x25cb: // ○ written for zero
    case 0x3007:
      return 0x3007; // 〇
    default:
      return code;
  }
}

function isSpace(code: number): boolean {
  return (
    code <= 0x20 ||
    (code >= 0x7f && code <= 0xa0) ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202f) ||
    code === 0x205f ||
    code === 0x2060 ||
    code === 0xfeff ||
    code === 0xad
  );
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isHan = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

/** What may stand before a half-width stop that ends a Chinese sentence: a character or a closing mark. */
const endsPhrase = (code: number): boolean => isHan(code) || code === 0xff09 || code === 0x201d || code === 0x300b;

/** ⑴ is （1）, ⒈ is 1., ㈠ is （一）: one character of the source, several of the folded text. */
const RINGED = /[\u2474-\u249b\u3220-\u3229]/;
const CHINESE_DIGITS = '一二三四五六七八九十';

function unfold(code: number): string | null {
  if (code >= 0x2474 && code <= 0x2487) return `（${code - 0x2473}）`;
  if (code >= 0x2488 && code <= 0x249b) return `${code - 0x2487}.`;
  if (code >= 0x3220 && code <= 0x3229) return `（${CHINESE_DIGITS[code - 0x3220]}）`;
  return null;
}

export function foldText(source: string): FoldedText {
  const leftovers = findLeftovers(source);
  const folder = new Folder(RINGED.test(source) ? source.length * 4 : source.length);
  for (let i = 0; i < source.length; i++) {
    const code = source.charCodeAt(i);
    const leftover = leftovers[i];
    if (leftover === 0 && code >= 0x4e00 && code <= 0x9fff) folder.put(code, i);
    else if (leftover === LEFTOVER) continue;
    else if (leftover === LINE_END || isLineBreak(code)) {
      // \r\n is one break
      if (code !== 0x0a || source.charCodeAt(i - 1) !== 0x0d) folder.endLine(code === 0x0c);
    } else if (isSpace(code)) folder.space(code);
    else folder.take(code, i);
  }
  return folder.finish(source);
}

/** Collects folded characters and lines. */
class Folder {
  private readonly codes: Uint16Array;
  private readonly at: Uint32Array;
  private readonly lines: FoldedLine[] = [];
  private length = 0;
  private start = 0;
  private indent = 0;
  private tabs: number[] = [];
  private gap = true;

  constructor(capacity: number) {
    this.codes = new Uint16Array(capacity);
    this.at = new Uint32Array(capacity + 1);
  }

  take(code: number, place: number): void {
    const several = code >= 0x2474 && code <= 0x3229 ? unfold(code) : null;
    if (several === null) {
      this.put(foldCode(code), place);
      return;
    }
    for (const sign of several) this.put(sign.charCodeAt(0), place);
  }

  put(code: number, place: number): void {
    this.codes[this.length] = code;
    this.at[this.length++] = place;
  }

  space(code: number): void {
    if (this.length === this.start) this.indent += code === 0x3000 || code === 0x2003 ? 2 : 1;
    else if (code === 0x09) this.tabs.push(this.length);
  }

  endLine(pageBreak: boolean): void {
    const { start, length, indent, tabs, gap } = this;
    if (length === start) this.gap = true;
    else {
      const cells = tabs.length > 0 ? { cells: splitCells(start, length, tabs) } : {};
      this.lines.push({ start, end: length, indent, gapBefore: gap, ...cells });
      this.gap = pageBreak;
    }
    this.start = length;
    this.indent = 0;
    this.tabs = [];
  }

  finish(source: string): FoldedText {
    this.endLine(false);
    const { codes, at, length, lines } = this;
    at[length] = length > 0 ? (at[length - 1] ?? 0) + 1 : 0;
    mendStops(codes, length);
    return { source, text: decode(codes, length), at: at.subarray(0, length + 1), lines };
  }
}

const isLineBreak = (code: number): boolean =>
  code === 0x0a || code === 0x0d || code === 0x0c || code === 0x0b || code === 0x2028 || code === 0x2029;

function splitCells(start: number, end: number, tabs: number[]): { start: number; end: number }[] {
  const cells: { start: number; end: number }[] = [];
  let from = start;
  for (const tab of tabs) {
    cells.push({ start: from, end: tab });
    from = tab;
  }
  cells.push({ start: from, end });
  return cells;
}

/** A half-width stop after Chinese and not before a digit ends a sentence; a comma between digits separates thousands. */
function mendStops(codes: Uint16Array, length: number): void {
  for (let i = 1; i < length; i++) {
    const code = codes[i] ?? 0;
    const before = codes[i - 1] ?? 0;
    const after = i + 1 < length ? (codes[i + 1] ?? 0) : 0;
    if (code === DOT && endsPhrase(before) && !isDigit(after) && after !== DOT) codes[i] = STOP;
    else if (
      code === COMMA &&
      isDigit(before) &&
      isDigit(after) &&
      isDigit(codes[i + 2] ?? 0) &&
      isDigit(codes[i + 3] ?? 0) &&
      !isDigit(codes[i + 4] ?? 0)
    ) {
      codes[i] = 0x2c;
    }
  }
}

function decode(codes: Uint16Array, length: number): string {
  const parts: string[] = [];
  for (let i = 0; i < length; i += 8192) {
    parts.push(String.fromCharCode(...codes.subarray(i, Math.min(i + 8192, length))));
  }
  return parts.join('');
}

/** The source range that a folded range came from. */
export function sourceSpan(folded: FoldedText, start: number, end: number): { start: number; end: number } {
  const last = Math.max(start, Math.min(end, folded.text.length) - 1);
  const from = folded.at[start] ?? folded.source.length;
  return { start: from, end: end > start ? (folded.at[last] ?? from) + 1 : from };
}

const isLatin = (code: number): boolean => (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

/** The words of the source for a folded range: leftovers and white space gone, a space kept between Latin words. */
export function sourceWords(folded: FoldedText, start: number, end: number): string {
  const { source, at } = folded;
  let words = '';
  for (let i = start; i < end; i++) {
    const place = at[i] ?? 0;
    const code = source.charCodeAt(place);
    if (i > start) {
      const previous = at[i - 1] ?? 0;
      if (place === previous) continue;
      if (place > previous + 1 && isLatin(code) && isLatin(source.charCodeAt(previous))) words += ' ';
    }
    words += source[place];
  }
  return words;
}
