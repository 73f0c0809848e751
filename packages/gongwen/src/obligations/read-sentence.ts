import type { Clause, Sentence } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import { type DateFind, findDates } from '../language/dates.ts';
import { type FrequencyFind, findFrequencies } from '../language/frequencies.ts';
import { type ClauseSubjects, findSubjects, isBodyOnly } from '../language/subjects.ts';

/** A clause with what is found in it. All offsets are folded offsets of the whole text. */
export interface ReadClause extends Clause {
  /** The words, with names and asides blanked. */
  words: string;
  /** The same with dates and rates blanked by □. */
  plain: string;
  dates: DateFind[];
  rates: FrequencyFind[];
  subjects: () => ClauseSubjects;
  bodyOnly: () => boolean;
}

export interface ReadSentence {
  start: number;
  end: number;
  clauses: ReadClause[];
  opensParagraph: boolean;
  /** The sentence before it in the same paragraph, where it is short enough to be quoted together. */
  previous: { start: number; end: number } | null;
}

const shift = <T extends { start: number; end: number }>(find: T, by: number): T => ({
  ...find,
  start: find.start + by,
  end: find.end + by,
});

/** Finds the dates and rates of a sentence and hands them to its clauses. `view` is the text from `offset` on. */
export function readSentence(
  sentence: Pick<Sentence, 'start' | 'end' | 'clauses' | 'opensParagraph'>,
  view: string,
  offset: number,
  context: DateContext,
  previous: ReadSentence['previous'] = null,
): ReadSentence {
  const words = view.slice(sentence.start - offset, sentence.end - offset);
  const rates = findFrequencies(words).map((find) =>
    shift({ ...find, deedEnd: find.deedEnd === null ? null : find.deedEnd + sentence.start }, sentence.start),
  );
  const dates = findDates(words, context)
    .map((find) => shift({ ...find, values: find.values.map((value) => shift(value, sentence.start)) }, sentence.start))
    .filter((date) => !rates.some((rate) => date.start < rate.end + 1 && rate.start < date.end));
  const finds = [...rates, ...dates];
  const clauses = sentence.clauses.map((clause) => readClause(clause, view, offset, finds, dates, rates));
  return { start: sentence.start, end: sentence.end, clauses, opensParagraph: sentence.opensParagraph, previous };
}

function readClause(
  clause: Clause,
  view: string,
  offset: number,
  finds: { start: number; end: number }[],
  dates: DateFind[],
  rates: FrequencyFind[],
): ReadClause {
  const words = view.slice(clause.start - offset, clause.end - offset);
  const within = (find: { start: number; end: number }): boolean =>
    find.start >= clause.start && find.start < clause.end;
  let plain = words;
  for (const find of finds) {
    const from = Math.max(find.start, clause.start) - clause.start;
    const to = Math.min(find.end, clause.end) - clause.start;
    if (from < to) plain = plain.slice(0, from) + '□'.repeat(to - from) + plain.slice(to);
  }
  let subjects: ClauseSubjects | undefined;
  let bodyOnly: boolean | undefined;
  return {
    ...clause,
    words,
    plain,
    dates: dates.filter(within),
    rates: rates.filter(within),
    subjects: () => (subjects ??= findSubjects(plain)),
    bodyOnly: () => (bodyOnly ??= isBodyOnly(plain)),
  };
}

/** Number of Chinese characters. */
export const hanCount = (words: string): number => words.match(/[\u4e00-\u9fff]/g)?.length ?? 0;

/** Small words before the first meaningful one of a clause; they are left out of a quote. */
const CONNECTIVE = /^(?:其中|同时|此外|另外|并且|并|且|还|另|、|再)+(?![\u4e00-\u9fff]{0,1}$)/;

export function clauseOpening(clause: ReadClause): number {
  return clause.start + (CONNECTIVE.exec(clause.words)?.[0].length ?? 0);
}
