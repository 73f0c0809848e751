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
  const none: Heading = { title: null, textStart: unit.textStart };
  const lineEnd = lines[unit.line]?.end ?? unit.ownEnd;
  const stop = text.indexOf('。', unit.textStart);
  const firstStop = stop < 0 || stop >= unit.ownEnd ? -1 : stop;
  // a heading on a line of its own, without a stop
  if (firstStop < 0 || firstStop >= lineEnd) {
    const length = lineEnd - unit.start;
    const runsOn =
      shape.wrapped && length >= shape.width * 0.9 && firstStop >= 0 && firstStop - unit.textStart <= PHRASE_LIMIT;
    if (
      !runsOn &&
      length <= LINE_LIMIT &&
      lineEnd > unit.textStart &&
      !/[，；]$/.test(text.slice(unit.textStart, lineEnd)) &&
      !(shape.wrapped && length >= shape.width * 0.9)
    ) {
      const end = text[lineEnd - 1] === '：' ? lineEnd - 1 : lineEnd;
      return { title: { start: unit.textStart, end }, textStart: lineEnd };
    }
  }
  if (firstStop < 0) return none;
  const followed = firstStop + 1 < unit.ownEnd || unit.children.length > 0;
  if (followed && firstStop - unit.textStart <= PHRASE_LIMIT) {
    return { title: { start: unit.textStart, end: firstStop }, textStart: firstStop + 1 };
  }
  return none;
}
