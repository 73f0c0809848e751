import type { FoldedText } from '../text/folded-text.ts';
import type { LineShape } from './line-shape.ts';
import type { Unit } from './outline.ts';

/** Longest heading phrase that runs into its text ("健全完善企业派驻制。各乡镇…"), in characters. */
const PHRASE_LIMIT = 36;
/** Longest heading on a line of its own. */
const LINE_LIMIT = 60;

export interface Heading {
  /** Folded range of the heading phrase, without its stop; `null` where the unit starts straight with its sentence. */
  title: { start: number; end: number } | null;
  /** Where the text behind the heading begins. */
  textStart: number;
}

/** The heading phrase of a unit: the line of the heading, or the words before the first stop where text follows. */
export function readHeading(folded: FoldedText, unit: Unit, shape: LineShape): Heading {
  const { text, lines } = folded;
  const { textStart, ownEnd } = unit;
  const lineEnd = lines[unit.line]?.end ?? ownEnd;
  const stop = text.slice(textStart, Math.min(ownEnd, textStart + LINE_LIMIT)).indexOf('。');
  const filled = shape.wrapped && lineEnd - unit.start >= shape.width * 0.9;
  const ownLine = (stop < 0 || textStart + stop >= lineEnd) && lineEnd > textStart && lineEnd - textStart <= LINE_LIMIT;
  if (ownLine && !filled && !/[，；]$/.test(text.slice(textStart, lineEnd)))
    return headingLine(text, textStart, lineEnd);
  const bare = stop < 0 && unit.children.length > 0 && ownEnd - textStart <= LINE_LIMIT;
  if (bare) return headingLine(text, textStart, ownEnd);
  const followed = textStart + stop + 1 < ownEnd || unit.children.length > 0;
  if (stop > 0 && stop <= PHRASE_LIMIT && followed) {
    return { title: { start: textStart, end: textStart + stop }, textStart: textStart + stop + 1 };
  }
  return { title: null, textStart };
}

function headingLine(text: string, start: number, end: number): Heading {
  return { title: { start, end: text[end - 1] === '：' ? end - 1 : end }, textStart: end };
}
