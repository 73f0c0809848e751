import type { FoldedLine, FoldedText } from '../text/folded-text.ts';

/** What the line lengths of a text say about how it was broken into lines. */
export interface LineShape {
  /** Lines break inside sentences at a fixed width (text taken out of a pdf). */
  wrapped: boolean;
  /** Length of a full line, in folded characters. */
  width: number;
}

const TERMINALS = new Set('。！？；：…');
const CLOSERS = new Set('”’"』」）》】');

export function measureLines(lines: readonly FoldedLine[]): LineShape {
  const lengths = lines
    .map((line) => line.end - line.start)
    .filter((length) => length >= 12)
    .sort((a, b) => a - b);
  const width = lengths[Math.floor(lengths.length * 0.85)] ?? 0;
  const full = lengths.filter((length) => length >= width * 0.85).length;
  return { wrapped: lengths.length >= 8 && width <= 64 && full >= lengths.length * 0.45, width };
}

/** Whether the line ends a sentence (a closing quotation mark or parenthesis after the stop included). */
export function endsSentence(folded: FoldedText, line: FoldedLine): boolean {
  let last = line.end - 1;
  while (last > line.start && CLOSERS.has(folded.text[last] ?? '')) last--;
  return TERMINALS.has(folded.text[last] ?? '');
}
