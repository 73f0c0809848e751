import { isoDate, isRealDate } from './language/calendar.ts';
import { cutStretch } from './language/clauses.ts';
import type { DateContext } from './language/date-points.ts';
import { findDates } from './language/dates.ts';
import { findFrequencies } from './language/frequencies.ts';
import type { Duty } from './obligations/finish.ts';
import { readStretch } from './obligations/read-stretch.ts';
import type { Frequency, Plan, Span } from './plan.types.ts';
import { foldText, sourceSpan, sourceWords } from './text/folded-text.ts';

/**
 * Parts of the reader for words that a person picks out or types while correcting a reading. Small and without file
 * formats, so that a browser can load them.
 */

/** Gives the words of a span as `quote` holds them: white space and page marks left out. */
export function quoter(text: string): (span: Span) => string {
  const folded = foldText(text);
  const { at } = folded;
  const length = at.length - 1;
  /** The first folded character at or behind a place of the source. */
  const from = (place: number): number => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((at[middle] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return ({ start, end }) => sourceWords(folded, from(start), from(end));
}

/** What dates in the words of a plan are relative to, as far as its reading tells. */
export function wordsContext(
  plan: Pick<Plan, 'date' | 'period'> & { readonly obligations: readonly { readonly deadline?: string | null }[] },
): DateContext {
  const known = plan.date ?? plan.period.from ?? plan.obligations.find((duty) => duty.deadline)?.deadline ?? null;
  const { from, to } = plan.period;
  return {
    year: known === null ? null : Number(known.slice(0, 4)),
    planDate: plan.date,
    periodFrom: from,
    periodTo: to,
  };
}

/** The duties that the reader finds in a span by itself, with spans in `text`. */
export function readWords(text: string, { start, end }: Span, context: DateContext): Duty[] {
  const folded = foldText(text.slice(start, end));
  const stretch = cutStretch(folded, 0, folded.text.length, []);
  return readStretch(folded, stretch, context, { actor: null }).map((duty) => ({
    ...duty,
    span: { start: duty.span.start + start, end: duty.span.end + start },
  }));
}

/**
 * The white space and stray marks at the ends of a span taken off, as a person selects a little more than meant.
 * @returns null where nothing is left
 */
export function trimSpan(text: string, span: Span): Span | null {
  const folded = foldText(text.slice(span.start, span.end));
  const start = folded.text.search(/[^，。；：、！？）]/);
  if (start < 0) return null;
  const end = folded.text.search(/[，、；：]+$/);
  const inner = sourceSpan(folded, start, end < 0 ? folded.text.length : end);
  return { start: inner.start + span.start, end: inner.end + span.start };
}

/** A day that a person types: 2025-06-30, 2025.6.30, 20250630, 2025年底前, 6月底, 三季度. `null` where it is none. */
export function readDay(words: string, context: DateContext): string | null {
  const typed = /^\s*(\d{4})[-./](\d{1,2})[-./](\d{1,2})\s*$|^\s*(\d{4})(\d\d)(\d\d)\s*$/.exec(words);
  if (typed) {
    const [year, month, day] = [typed[1] ?? typed[4], typed[2] ?? typed[5], typed[3] ?? typed[6]].map(Number);
    if (year === undefined || month === undefined || day === undefined || !isRealDate(year, month, day)) return null;
    return isoDate(year, month, day);
  }
  const dates = findDates(foldText(words).text, context).filter((date) => date.use !== 'false');
  return dates.at(-1)?.values.at(-1)?.to ?? null;
}

/** A rate that a person types: 每季度至少2次, 每月22日前. `null` where it is none. */
export function readRate(words: string): Frequency | null {
  return findFrequencies(foldText(words).text)[0]?.frequency ?? null;
}
