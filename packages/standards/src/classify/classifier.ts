import type { CriteriaLibrary } from '../criteria.library.ts';
import type { Criterion, LegalDate } from '../criteria.types.ts';
import { createSearchIndex, type SearchIndex } from '../gram-search.ts';
import {
  type Condition,
  type ConditionTable,
  type Judgement,
  parseCondition,
  Reading,
  type Span,
  wordsOf,
} from './condition-language.ts';
import { compareOwnLimits } from './own-limits.ts';
import type { PhraseTable } from './phrases.ts';
import { normalise } from './polarity.ts';
import { scopeWords } from './scope-words.ts';
import type { ConceptsOf } from './thesaurus.ts';
import { learnWording, type Wording } from './wording.ts';

export interface HazardText {
  /** What the inspector wrote. */
  text: string;
  /** Industry code (`industrial-trade`) or any Chinese name of it (`工贸`, `冶金`); all industries when absent or unknown. */
  industry?: string | undefined;
  /** Day of discovery: only criteria that judge a hazard found that day are proposed. */
  on?: LegalDate | undefined;
}

export interface Candidate {
  code: string;
  /** 0..1, for ranking; from `metScore` upwards a whole condition of the criterion is met. Not a probability. */
  score: number;
  /** The words of the description that led here, in their order. */
  because: string[];
}

export interface Classification {
  /** Best first, at most five; the nearest criteria are named even where none is met. */
  candidates: Candidate[];
  /**
   * major: a curated condition of some criterion is met; general: none is; unsure: one is nearly met, or only a
   * catch-all clause is, and a person must look. A proposal in every case: a named person decides.
   */
  verdict: 'major' | 'general' | 'unsure';
}

export interface Classifier {
  classifyHazard(hazard: HazardText): Classification;
}

export interface ClassifierKnowledge {
  conditions: ConditionTable;
  /** How inspectors put it, by criterion code; learned by the likeness index. */
  phrases: PhraseTable;
  /** Descriptions that meet no criterion; against them a text's wording is weighed. */
  ordinary: readonly string[];
  conceptsOf: ConceptsOf;
  /** Catch-all clauses, which need human argument and are never decided here. */
  humanOnly: ReadonlySet<string>;
}

export const metScore = 0.6;
const maxCandidates = 5;
/** Criteria of any workplace, beside those of its industry; placed behind a criterion of the industry itself. */
const crossCutting = 'special-equipment';
const crossCuttingHandicap = 0.15;

interface Entry {
  criterion: Criterion;
  conditions: Condition[];
}

interface Ranked {
  entry: Entry;
  best: Judgement | undefined;
  met: boolean;
  /** One of the clauses that only people decide. */
  catchAll: boolean;
  score: number;
  document: number;
}

export function createClassifier(library: CriteriaLibrary, knowledge: ClassifierKnowledge): Classifier {
  const { conditions: table, phrases, humanOnly, ordinary, conceptsOf } = knowledge;
  let prepared: { entries: Entry[]; index: SearchIndex; wording: Wording } | undefined;

  const prepare = () => {
    if (prepared) return prepared;
    const entries = library
      .listCriteria({ includeSuperseded: true })
      .map((criterion) => ({ criterion, conditions: (table[criterion.code] ?? []).map(parseCondition) }));
    const index = createSearchIndex(
      entries.map(({ criterion, conditions }) => [
        { text: criterion.text, weight: 1 },
        { text: criterion.keywords.join(' '), weight: 0.5 },
        { text: `${criterion.scope} ${criterion.lead}`, weight: 0.3 },
        { text: conditions.map(wordsOf).join(' '), weight: 0.7 },
        ...(phrases[criterion.code] ?? []).map((text) => ({ text, weight: 1.2 })),
      ]),
      conceptsOf,
    );
    const wording = learnWording(Object.values(phrases).flat().map(normalise), ordinary.map(normalise));
    prepared = { entries, index, wording };
    return prepared;
  };

  const rankCriteria = (reading: Reading, { industry, on }: HazardText): Ranked[] => {
    const { entries, index } = prepare();
    const own = industry === undefined ? undefined : library.findIndustry(industry)?.code;
    const judges = new Set(library.listCriteria({ on }).map(({ code }) => code));
    const allowed = (criterion: Criterion) =>
      judges.has(criterion.code) &&
      (own === undefined || criterion.industry === own || criterion.industry === crossCutting);

    const likeness = new Map<number, number>();
    let top = 0;
    for (const { document, score } of index.rank(reading.text)) {
      const criterion = entries[document]?.criterion;
      if (!criterion || !allowed(criterion) || (own !== undefined && criterion.industry !== own)) continue;
      top ||= score;
      likeness.set(document, score / top);
    }

    const ranked: Ranked[] = [];
    entries.forEach((entry, document) => {
      const { criterion } = entry;
      if (!allowed(criterion)) return;
      const foreign = own !== undefined && criterion.industry !== own;
      const best = judgeEntry(reading, entry, own === undefined);
      const met = best?.met === true && !humanOnly.has(criterion.code);
      if (foreign && !met) return;
      const alike = likeness.get(document) ?? 0;
      const score = met
        ? metScore +
          0.15 * coverage(best.spans, reading.text.length) +
          0.2 * alike +
          0.0125 * Math.min(4, best.spans.length)
        : (best?.share ?? 0) * 0.15 + alike * 0.4;
      if (score > 0)
        ranked.push({
          entry,
          best,
          met,
          catchAll: humanOnly.has(criterion.code),
          document,
          score: foreign ? Math.max(metScore, score - crossCuttingHandicap) : score,
        });
    });
    ranked.sort((a, b) => b.score - a.score);
    return ranked;
  };

  return {
    classifyHazard(hazard) {
      const { index, wording } = prepare();
      const reading = new Reading(hazard.text);
      const ranked = rankCriteria(reading, hazard);
      const { beyond, rest } = compareOwnLimits(reading.text);
      // What keeps its limit is nothing to complain of: the verdict is that of the rest.
      const complaint = rest === reading.text ? reading : new Reading(rest);
      const accused = complaint === reading ? ranked : rankCriteria(complaint, hazard);
      return {
        candidates: ranked.slice(0, maxCandidates).map(({ entry, best, score, document }) => ({
          code: entry.criterion.code,
          score: Math.round(score * 1000) / 1000,
          because: best?.spans.length ? wordsAt(reading.text, best.spans) : index.explain(reading.text, document, 3),
        })),
        verdict: verdictOf(complaint, accused, wording(complaint.text), beyond),
      };
    },
  };
}

/** Wording from which on a text is called major without a condition met, or with one met is not doubted; see the README. */
const wordedMajor = 1.75;
const wordedUnsure = 0.8;
const wordedOrdinary = -2;
/** What a word of praise (正常, 完好) takes from it. */
const praiseWorth = 1.4;
/** What a number beyond the limit that the text itself names adds to it. */
const beyondWorth = 1.5;

function verdictOf(reading: Reading, ranked: Ranked[], wording: number, beyond: boolean): Classification['verdict'] {
  const first = ranked[0];
  if (!first) return 'general';
  if (first.met) return wording > wordedOrdinary || first.best?.beyondLimit || beyond ? 'major' : 'unsure';
  const worded = wording - (reading.praises ? praiseWorth : 0) + (beyond ? beyondWorth : 0);
  if (worded < wordedUnsure) return 'general';
  // A number that keeps its limit is no hazard, however it is worded; a catch-all clause is argued by people.
  const kept = ranked.slice(0, 3).some(({ best }) => best?.withinLimit);
  return worded < wordedMajor || kept || first.catchAll ? 'unsure' : 'major';
}

/**
 * The best judgement over an entry's conditions. A quantity that keeps its limit speaks against all of them; so does,
 * where nobody named the industry, a text without any word of it.
 */
function judgeEntry(reading: Reading, { criterion, conditions }: Entry, anyIndustry: boolean): Judgement | undefined {
  let best: Judgement | undefined;
  let withinLimit = false;
  for (const condition of conditions) {
    const judgement = reading.judge(condition);
    withinLimit ||= judgement.withinLimit;
    if (!best || Number(judgement.met) + judgement.share > Number(best.met) + best.share) best = judgement;
  }
  const doubtful = withinLimit || (anyIndustry && !reading.isAbout(scopeWords[criterion.industry]));
  return best && { ...best, withinLimit, ...(doubtful ? { met: false, share: best.share / 2 } : undefined) };
}

/** Share of the text that the matched words cover. */
function coverage(spans: Span[], length: number): number {
  const covered = new Set<number>();
  for (const { from, to } of spans) for (let at = from; at < to; at++) covered.add(at);
  return length ? covered.size / length : 0;
}

function wordsAt(text: string, spans: Span[]): string[] {
  return [...new Set([...spans].sort((a, b) => a.from - b.from).map(({ from, to }) => text.slice(from, to)))];
}
