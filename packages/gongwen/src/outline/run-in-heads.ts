import type { FoldedLine, FoldedText } from '../text/folded-text.ts';
import { type Marker, markerAt } from './markers.ts';
import { Numbering } from './numbering.ts';

/** A text with fewer headings than this at the beginning of its lines may have lost its line breaks. */
const FEW = 3;
/** Longest heading that is cut off from the text behind it, in characters. */
const HEADING_LIMIT = 40;

/**
 * A text that has lost its line breaks (copied out of a page as one paragraph) gets them back in front of the units that
 * continue the numbering and follow a stop or a space. Any other text is returned as it is.
 */
export function restoreLines(folded: FoldedText): FoldedText {
  const atLines = folded.lines.filter((line) => markerAt(folded.text, line.start) !== null).length;
  if (atLines >= FEW) return folded;
  const numbering = new Numbering();
  const cuts: number[] = [];
  let outermost = 0;
  for (const line of folded.lines) {
    for (let i = line.start; i < line.end; i++) {
      if (opensAttachment(folded, i)) cuts.push(i, i + 2);
      const marker = opens(folded, i, line) ? markerAt(folded.text, i) : null;
      if (!marker || !numbering.fits(marker) || (cuts.length === 0 && marker.number !== 1)) continue;
      numbering.take(marker);
      if (marker.level === 1) outermost++;
      cuts.push(i, ...headingEnd(folded, i, marker, line));
    }
  }
  // （1）…；（2）… inside one paragraph is an enumeration, not the outline of a document
  return outermost >= 2 && cuts.length >= FEW
    ? { ...folded, lines: folded.lines.flatMap((line) => cutLine(line, cuts)) }
    : folded;
}

/** 附件 between spaces. */
function opensAttachment(folded: FoldedText, i: number): boolean {
  return folded.text.startsWith('附件', i) && spaceBefore(folded, i) && spaceBefore(folded, i + 2);
}

const spaceBefore = (folded: FoldedText, i: number): boolean => (folded.at[i] ?? 0) > (folded.at[i - 1] ?? 0) + 1;

function opens(folded: FoldedText, i: number, line: FoldedLine): boolean {
  return i === line.start || spaceBefore(folded, i) || '。；！'.includes(folded.text[i - 1] ?? ' ');
}

/** The space behind a heading without a stop. */
function headingEnd(folded: FoldedText, start: number, marker: Marker, line: FoldedLine): number[] {
  for (let i = start + marker.length + 2; i < Math.min(line.end, start + HEADING_LIMIT); i++) {
    if ('。；！'.includes(folded.text[i - 1] ?? ' ')) return [];
    if (spaceBefore(folded, i) && /[\u4e00-\u9fff（]/.test(folded.text[i] ?? '')) return [i];
  }
  return [];
}

function cutLine(line: FoldedLine, cuts: readonly number[]): FoldedLine[] {
  const inside = [...new Set(cuts)].filter((cut) => cut > line.start && cut < line.end);
  const bounds = [line.start, ...inside, line.end];
  return bounds.slice(0, -1).map((start, index) => ({ ...line, start, end: bounds[index + 1] ?? line.end }));
}
