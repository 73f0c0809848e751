import type { FoldedText } from '../text/folded-text.ts';

/** A clause between two marks, as a range of the folded text; `mark` is the mark behind it. */
export interface Clause {
  start: number;
  end: number;
  mark: string;
}

/** Words in brackets that are a statement of their own (每月至少1次; 责任单位：…). */
export interface Aside {
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

const NAME = /《[^《》]{1,120}》/g;
const ASIDE_WORDS = /[，。；：！？]|\d年|\d月|每[半两]?[年季月周日天]|[底年]前|[次轮]$|负责|牵头|配合|至少/;
const STOPS = new Set('。！？');
const MARKS = new Set('，；：。！？');

/** Cuts a range of the folded text into sentences and clauses. `breaks` are offsets where a paragraph begins. */
export function cutStretch(folded: FoldedText, start: number, end: number, breaks: ReadonlySet<number>): Stretch {
  const named = folded.text.slice(start, end).replace(NAME, (name) => `《${'■'.repeat(name.length - 2)}》`);
  const { view, asides } = blankAsides(named, start);
  const sentences: Sentence[] = [];
  let clauses: Clause[] = [];
  let clauseStart = start;
  let sentenceStart = start;
  let opens = true;
  const closeSentence = (at: number): void => {
    if (clauses.length > 0) {
      sentences.push({
        start: sentenceStart,
        end: at,
        clauses,
        asides: asides.filter((aside) => aside.start >= sentenceStart && aside.end <= at),
        opensParagraph: opens,
      });
      opens = false;
    }
    clauses = [];
    sentenceStart = at;
  };
  const closeClause = (at: number, mark: string): void => {
    if (at > clauseStart) clauses.push({ start: clauseStart, end: at, mark });
    clauseStart = at + mark.length;
  };
  for (let i = start; i < end; i++) {
    if (i > start && breaks.has(i)) {
      closeClause(i, '');
      closeSentence(i);
      opens = true;
      clauseStart = i;
    }
    const sign = view[i - start] ?? '';
    if (!MARKS.has(sign)) continue;
    closeClause(i, sign);
    if (STOPS.has(sign)) closeSentence(i + 1);
  }
  closeClause(end, '');
  closeSentence(end);
  return { start, end, view, sentences };
}

const MAX_ASIDE = 400;

/** Outermost brackets whose words are a statement are blanked and listed; brackets inside a name are left. */
function blankAsides(text: string, offset: number): { view: string; asides: Aside[] } {
  const asides: Aside[] = [];
  let view = '';
  let copied = 0;
  let open = -1;
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (sign === '（') {
      if (depth === 0) open = i;
      depth++;
    } else if (sign === '）' && depth > 0) {
      depth--;
      if (depth > 0) continue;
      const words = text.slice(open + 1, i);
      if (words.length > 25 || ASIDE_WORDS.test(words)) {
        asides.push({ start: offset + open + 1, end: offset + i });
        view += `${text.slice(copied, open + 1)}${'■'.repeat(words.length)}`;
        copied = i;
      }
    }
    if (depth > 0 && i - open > MAX_ASIDE) depth = 0;
  }
  return { view: view + text.slice(copied), asides };
}
