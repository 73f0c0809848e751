import type { FoldedLine, FoldedText } from '../text/folded-text.ts';
import { findEndMatter } from './end-matter.ts';
import { endsSentence, type LineShape, measureLines } from './line-shape.ts';
import { type Marker, markerAt } from './markers.ts';
import { Numbering } from './numbering.ts';

/** A numbered unit, in folded offsets. */
export interface Unit {
  marker: Marker;
  path: string[];
  parent: Unit | null;
  children: Unit[];
  /** Index of its first line. */
  line: number;
  start: number;
  /** First character after the marker. */
  textStart: number;
  /** End of its own words: where the next unit begins. */
  ownEnd: number;
  /** End of the unit with all units under it. */
  end: number;
}

export interface Outline {
  units: Unit[];
  shape: LineShape;
  /** Lines before the first unit: title, addressees, opening paragraph. */
  headEnd: number;
  /** First line after the text: signature, attachments, imprint. */
  bodyEnd: number;
}

interface Head {
  line: number;
  marker: Marker;
}

export function readOutline(folded: FoldedText): Outline {
  const shape = measureLines(folded.lines);
  const parts = splitParts(folded, findHeads(folded, shape));
  const part = choosePart(folded, parts);
  if (!part) {
    const end = findEndMatter(folded, folded.lines, 1, folded.lines.length);
    return { units: [], shape, headEnd: end, bodyEnd: end };
  }
  const heads = part.heads.filter((head) => head.line < part.endLine);
  return {
    units: buildUnits(folded, withWords(folded, heads, part.endLine), part.endLine),
    shape,
    headEnd: heads[0]?.line ?? 0,
    bodyEnd: part.endLine,
  };
}

/** Lines that begin a unit. A marker in the middle of a sentence counts only where it continues the numbering. */
function findHeads(folded: FoldedText, shape: LineShape): Head[] {
  const heads: Head[] = [];
  const numbering = new Numbering();
  let previousHead = -1;
  folded.lines.forEach((line, index) => {
    const marker = markerAt(folded.text, line.start);
    if (!marker || isContentsLine(folded, line) || isReference(folded, line, index, marker)) return;
    const before = folded.lines[index - 1];
    const midSentence =
      before !== undefined &&
      !endsSentence(folded, before) &&
      !isHeading(folded, before, previousHead === index - 1, shape);
    const fits = numbering.fits(marker);
    if (!fits && midSentence) return;
    numbering.take(marker);
    heads.push({ line: index, marker });
    previousHead = index;
  });
  return heads;
}

/** 依照第⏎（三）项: a reference to a clause of a law, broken by the line. */
function isReference(folded: FoldedText, line: FoldedLine, index: number, marker: Marker): boolean {
  const before = folded.lines[index - 1];
  const behind = folded.text[line.start + marker.length] ?? '';
  return (
    marker.level % 2 === 0 &&
    (/[项款条目]/.test(behind) || (before !== undefined && folded.text[before.end - 1] === '第'))
  );
}

/** A line of a table of contents: dots or a page number behind the heading. */
function isContentsLine(folded: FoldedText, line: FoldedLine): boolean {
  const tail = folded.text.slice(Math.max(line.start, line.end - 12), line.end);
  return (
    /(?:\.{2,}|…+|·{2,})[（—]?\d{0,4}[）—]?$/.test(tail) ||
    (/[）\u4e00-\u9fff]\.*\d{1,3}$/.test(tail) && /方案|办法|计划|要求|任务|措施/.test(tail) && !/20\d\d$/.test(tail))
  );
}

/** A line that stands by itself: a marked line without a stop, a short line, a title. It is no beginning of a sentence. */
function isHeading(folded: FoldedText, line: FoldedLine, marked: boolean, shape: LineShape): boolean {
  const length = line.end - line.start;
  const words = folded.text.slice(line.start, Math.min(line.end, line.start + 80));
  if (marked) return length <= 60 && !words.includes('。');
  if (shape.wrapped) return length < shape.width * 0.75;
  return length <= 40 && (line.gapBefore || !words.includes('，'));
}

interface Part {
  heads: Head[];
  startLine: number;
  endLine: number;
}

/** A document, its attachments and lists around it each begin their numbering anew at their outermost level. */
function splitParts(folded: FoldedText, heads: Head[]): Part[] {
  const parts: Part[] = [];
  let top = 0;
  for (const head of heads) {
    const { level, number } = head.marker;
    if (parts.length === 0 || level < top || (level === top && number === 1)) {
      parts.push({ heads: [], startLine: head.line, endLine: folded.lines.length });
      top = level;
    }
    parts.at(-1)?.heads.push(head);
  }
  parts.forEach((part, index) => {
    const limit = parts[index + 1]?.startLine ?? folded.lines.length;
    part.endLine = findEndMatter(folded, folded.lines, part.startLine + 1, limit);
  });
  return parts;
}

/** The plan is the first part of some size that is no table of contents; behind a short covering letter it is the second. */
function choosePart(folded: FoldedText, parts: Part[]): Part | undefined {
  const texts = parts.filter((part) => !isContents(folded, part));
  const largest = texts.reduce((most, part) => Math.max(most, size(folded, part)), 0);
  const [first, second] = texts.filter((part) => size(folded, part) * 4 >= largest);
  if (first && second && size(folded, first) * 2 < size(folded, second)) {
    const between = folded.lines.slice(first.endLine, second.startLine);
    if (between.some((line) => line.end - line.start <= 60 && PLAN_TITLE.test(folded.text.slice(line.start, line.end))))
      return second;
  }
  return first;
}

const PLAN_TITLE = /(?:方案|计划|意见|办法|规划|要点)(?:（[^（）]{0,20}）)?$/;

function size(folded: FoldedText, part: Part): number {
  return (folded.lines[part.endLine - 1]?.end ?? 0) - (folded.lines[part.startLine]?.start ?? 0);
}

function isContents(folded: FoldedText, part: Part): boolean {
  const start = folded.lines[part.startLine]?.start ?? 0;
  const end = folded.lines[part.endLine - 1]?.end ?? start;
  return (
    part.heads.length >= 3 && !folded.text.slice(start, end).includes('。') && end - start < part.heads.length * 40
  );
}

/** Heads that have words of their own or units under them; a marker with nothing behind it is a slip. */
function withWords(folded: FoldedText, heads: Head[], endLine: number): Head[] {
  const kept: Head[] = [];
  let next: Head | undefined;
  let end = folded.lines[endLine - 1]?.end ?? 0;
  for (const head of heads.toReversed()) {
    const start = folded.lines[head.line]?.start ?? 0;
    const leads = next !== undefined && next.marker.level > head.marker.level;
    if (start + head.marker.length >= end && !leads) continue;
    kept.push(head);
    next = head;
    end = start;
  }
  return kept.reverse();
}

function buildUnits(folded: FoldedText, heads: Head[], endLine: number): Unit[] {
  const bodyEnd = folded.lines[endLine - 1]?.end ?? 0;
  const open: Unit[] = [];
  const units = heads.map(({ line, marker }, index): Unit => {
    const start = folded.lines[line]?.start ?? 0;
    const next = heads[index + 1];
    const ownEnd = next ? (folded.lines[next.line]?.start ?? bodyEnd) : bodyEnd;
    while ((open.at(-1)?.marker.level ?? 0) >= marker.level) open.pop();
    const parent = open.at(-1) ?? null;
    const unit: Unit = {
      marker,
      path: [...(parent?.path ?? []), marker.token],
      parent,
      children: [],
      line,
      start,
      textStart: start + marker.length,
      ownEnd,
      end: ownEnd,
    };
    parent?.children.push(unit);
    open.push(unit);
    return unit;
  });
  for (const unit of units.toReversed()) unit.end = unit.children.at(-1)?.end ?? unit.ownEnd;
  return units;
}
