import type { FoldedText } from '../text/folded-text.ts';

/** A clause between two marks, as a range of the folded text; `mark` is the mark behind it. */
export interface Clause {
  start: number;
  end: number;
  mark: string;
}

/** Words in brackets that are a statement of their own (每月至少1次; 责任单位：…). */
interface Aside {
  /** Range of the words between the brackets. */
  start: number;
  end: number;
}

export interface Sentence {
  start: number;
  end: number;
  clauses: Clause[];
  asides: Aside[];
  /** First sentence of a paragraph. */
  opensParagraph: boolean;
}

/** Names in 《》 and asides are blanked, so that neither their dates nor their commas are taken for the sentence's. */
export interface Stretch {
  start: number;
  end: number;
  /** Folded text of the stretch with names and asides blanked, same length. */
  view: string;
  sentences: Sentence[];
}

/** Stands for words that are not read here. */
const BLANK = '■';
const NAME = /《[^《》]{1,120}》/g;
/** Words that make a bracket a statement of its own rather than a part of a name. */
const ASIDE_WORDS = /[，。；：！？]|\d年|\d月|每[半两]?[年季月周日天]|[底年]前|[次轮]$|负责|牵头|配合|至少/;
const LONG_ASIDE = 25;
/** A bracket that is not closed within this many characters is no bracket. */
const MAX_ASIDE = 400;
const MARKS = /[，；：。！？]/g;
const STOPS = new Set('。！？');
/** Longer clauses and sentences are taken in pieces: no writer's are so long, and work on them grows with their square. */
const MAX_CLAUSE = 600;
const MAX_CLAUSES = 200;

/**
 * Cuts a range of the folded text into sentences and clauses.
 *
 * @param breaks offsets where a paragraph begins, ascending
 */
export function cutStretch(folded: FoldedText, start: number, end: number, breaks: readonly number[]): Stretch {
  const named = folded.text.slice(start, end).replace(NAME, (name) => `《${BLANK.repeat(name.length - 2)}》`);
  const { view, asides } = blankAsides(named, start);
  const cutter = new Cutter(start, asides);
  let next = lowerBound(breaks, start + 1);
  for (const found of view.matchAll(MARKS)) {
    const at = start + found.index;
    for (; (breaks[next] ?? end) <= at; next++)
      if (view[(breaks[next] ?? end) - start] !== BLANK) cutter.paragraph(breaks[next] ?? end);
    cutter.mark(at, found[0]);
  }
  for (; (breaks[next] ?? end) < end; next++)
    if (view[(breaks[next] ?? end) - start] !== BLANK) cutter.paragraph(breaks[next] ?? end);
  cutter.paragraph(end);
  return { start, end, view, sentences: cutter.sentences };
}

class Cutter {
  readonly sentences: Sentence[] = [];
  private clauses: Clause[] = [];
  private clauseStart: number;
  private sentenceStart: number;
  private opensParagraph = true;
  private asideIndex = 0;
  private readonly asides: readonly Aside[];

  constructor(start: number, asides: readonly Aside[]) {
    this.clauseStart = start;
    this.sentenceStart = start;
    this.asides = asides;
  }

  mark(at: number, mark: string): void {
    this.closeClause(at, mark);
    if (STOPS.has(mark) || this.clauses.length >= MAX_CLAUSES) this.closeSentence(at + 1);
  }

  paragraph(at: number): void {
    this.closeClause(at, '');
    this.closeSentence(at);
    this.opensParagraph = true;
  }

  private closeClause(at: number, mark: string): void {
    for (; at - this.clauseStart > MAX_CLAUSE; this.clauseStart += MAX_CLAUSE) {
      this.clauses.push({ start: this.clauseStart, end: this.clauseStart + MAX_CLAUSE, mark: '' });
      if (this.clauses.length >= MAX_CLAUSES) this.closeSentence(this.clauseStart + MAX_CLAUSE);
    }
    if (at > this.clauseStart) this.clauses.push({ start: this.clauseStart, end: at, mark });
    this.clauseStart = at + mark.length;
  }

  private closeSentence(at: number): void {
    const asides: Aside[] = [];
    for (let aside = this.asides[this.asideIndex]; aside && aside.end <= at; aside = this.asides[++this.asideIndex]) {
      if (aside.start >= this.sentenceStart) asides.push(aside);
    }
    if (this.clauses.length > 0) {
      const { sentenceStart: start, clauses, opensParagraph } = this;
      this.sentences.push({ start, end: at, clauses, asides, opensParagraph });
      this.opensParagraph = false;
    }
    this.clauses = [];
    this.sentenceStart = at;
  }
}

/** Index of the first value that is not less than `limit`. */
function lowerBound(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Outermost brackets whose words are a statement are blanked and listed; brackets inside a name are left. */
function blankAsides(text: string, offset: number): { view: string; asides: Aside[] } {
  const asides: Aside[] = [];
  const parts: string[] = [];
  let copied = 0;
  let open = -1;
  let depth = 0;
  for (const found of text.matchAll(/[（）]/g)) {
    const at = found.index;
    if (depth > 0 && at - open > MAX_ASIDE) depth = 0;
    if (found[0] === '（') {
      if (depth === 0) open = at;
      depth++;
      continue;
    }
    if (depth === 0 || --depth > 0) continue;
    const words = text.slice(open + 1, at);
    if (words.length <= LONG_ASIDE && !ASIDE_WORDS.test(words)) continue;
    asides.push({ start: offset + open + 1, end: offset + at });
    parts.push(text.slice(copied, open + 1), BLANK.repeat(words.length));
    copied = at;
  }
  return { view: parts.join('') + text.slice(copied), asides };
}
