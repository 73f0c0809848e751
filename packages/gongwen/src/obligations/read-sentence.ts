import type { Clause, Sentence } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import { type DateFind, findDates } from '../language/dates.ts';
import { type FrequencyFind, findFrequencies } from '../language/frequencies.ts';
import { type ClauseSubjects, findSubjects, isBodyOnly } from '../language/subjects.ts';

/** A clause with what is found in it. All offsets are folded offsets of the whole text. */
export class ReadClause implements Clause {
  readonly start: number;
  readonly end: number;
  readonly mark: string;
  /** The words, with names and asides blanked. */
  readonly words: string;
  readonly dates: readonly DateFind[];
  readonly rates: readonly FrequencyFind[];
  private plainWords: string | undefined;
  private named: ClauseSubjects | undefined;

  constructor(
    { start, end, mark }: Clause,
    words: string,
    dates: readonly DateFind[],
    rates: readonly FrequencyFind[],
  ) {
    this.start = start;
    this.end = end;
    this.mark = mark;
    this.words = words;
    this.dates = dates;
    this.rates = rates;
  }

  /** The words with dates and rates blanked by □. */
  get plain(): string {
    this.plainWords ??= this.blank();
    return this.plainWords;
  }

  /** Who acts in it, and who is made to act. */
  subjects(): ClauseSubjects {
    this.named ??= findSubjects(this.plain);
    return this.named;
  }

  bodyOnly(): boolean {
    return isBodyOnly(this.plain);
  }

  private blank(): string {
    let plain = this.words;
    for (const find of [...this.dates, ...this.rates]) {
      const from = find.start - this.start;
      const to = Math.min(find.end, this.end) - this.start;
      plain = plain.slice(0, from) + '□'.repeat(to - from) + plain.slice(to);
    }
    return plain;
  }
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
  const { start } = sentence;
  const words = view.slice(start - offset, sentence.end - offset);
  const rates = findFrequencies(words).map((find) =>
    shift({ ...find, deedEnd: find.deedEnd === null ? null : find.deedEnd + start }, start),
  );
  const dates = findDates(words, context).map((find) =>
    shift({ ...find, values: find.values.map((value) => shift(value, start)) }, start),
  );
  const datesOf = handOut(sentence.clauses, outside(dates, rates));
  const ratesOf = handOut(sentence.clauses, rates);
  const clauses = sentence.clauses.map((clause, index) => {
    const own = view.slice(clause.start - offset, clause.end - offset);
    return new ReadClause(clause, own, datesOf[index] ?? [], ratesOf[index] ?? []);
  });
  return { start, end: sentence.end, clauses, opensParagraph: sentence.opensParagraph, previous };
}

interface Range {
  start: number;
  end: number;
}

/** Dates that are no part of a rate (每月22日前) and do not touch one (每年年底前). Both lists ascend. */
function outside(dates: DateFind[], rates: readonly Range[]): DateFind[] {
  let at = 0;
  return dates.filter((date) => {
    while ((rates[at]?.end ?? Number.POSITIVE_INFINITY) < date.start) at++;
    const rate = rates[at];
    return !rate || date.end <= rate.start;
  });
}

/** A clause with more dates or rates than this is no sentence; the rest of them is left out. */
const MAX_FINDS = 24;

/** The finds that begin in each clause. Both lists ascend. */
function handOut<T extends Range>(clauses: readonly Clause[], finds: readonly T[]): T[][] {
  let at = 0;
  return clauses.map((clause) => {
    const own: T[] = [];
    for (let find = finds[at]; find && find.start < clause.end; find = finds[++at])
      if (find.start >= clause.start && own.length < MAX_FINDS) own.push(find);
    return own;
  });
}

/** Number of Chinese characters. */
export const hanCount = (words: string): number => words.match(/[\u4e00-\u9fff]/g)?.length ?? 0;

/** Small words before the first meaningful one of a clause; they are left out of a quote. */
const CONNECTIVE = /^(?:其中|同时|此外|另外|并且|并|且|还|另|、|再)+(?![\u4e00-\u9fff]{0,1}$)/;

export function clauseOpening(clause: ReadClause): number {
  return clause.start + (CONNECTIVE.exec(clause.words)?.[0].length ?? 0);
}
