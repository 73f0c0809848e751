import { createSearchIndex, type SearchIndex } from '../bigram-search.ts';
import type { CriteriaLibrary } from '../criteria.library.ts';
import type { Criterion, LegalDate } from '../criteria.types.ts';
import { type Condition, type ConditionTable, parseCondition, Reading, type Verdict, wordsOf } from './condition-language.ts';
import { scopeWords } from './scope-words.ts';

export interface HazardText {
  /** What the inspector wrote. */
  text: string;
  /** Industry code or Chinese name; all industries when absent or unknown. */
  industry?: string | undefined;
  /** Day of discovery: only criteria in force that day are proposed. */
  on?: LegalDate | undefined;
}

export interface Candidate {
  code: string;
  /** 0..1; from `metScore` upwards a whole condition of the criterion is met. */
  score: number;
  /** The words of the description that led here, in their order. */
  because: string[];
}

export interface Classification {
  candidates: Candidate[];
  /** major: a criterion is met; general: none is near; unsure: a person must look. Never a decision, only a proposal. */
  verdict: 'major' | 'general' | 'unsure';
}

export interface Classifier {
  classifyHazard(hazard: HazardText): Classification;
}

export const metScore = 0.6;
const nearShare = 0.5;
const maxCandidates = 5;

interface Entry {
  criterion: Criterion;
  conditions: Condition[];
}

interface Judged {
  entry: Entry;
  best: Verdict | undefined;
  likeness: number;
  score: number;
}

export function createClassifier(library: CriteriaLibrary, table: ConditionTable, phrases: Record<string, string[]> = {}): Classifier {
  let entries: Entry[] | undefined;
  let index: SearchIndex | undefined;

  const prepare = (): { entries: Entry[]; index: SearchIndex } => {
    entries ??= library
      .listCriteria({ includeSuperseded: true })
      .map((criterion) => ({ criterion, conditions: (table[criterion.code] ?? []).map(parseCondition) }));
    index ??= createSearchIndex(
      entries.map(({ criterion, conditions }) => [
        { text: criterion.text, weight: 1 },
        { text: criterion.keywords.join(' '), weight: 0.5 },
        { text: `${criterion.scope} ${criterion.lead}`, weight: 0.3 },
        { text: conditions.map(wordsOf).join(' '), weight: 0.7 },
        { text: (phrases[criterion.code] ?? []).join(' '), weight: 1.2 },
      ]),
    );
    return { entries, index };
  };

  const industryCode = (given: string | undefined): string | undefined => {
    if (!given) return undefined;
    return library.listIndustries().find(({ code, name }) => code === given || name === given || name.startsWith(given))?.code;
  };

  return {
    classifyHazard({ text, industry, on }) {
      const { entries, index } = prepare();
      const reading = new Reading(text);
      const code = industryCode(industry);
      const allowed = new Set(library.listCriteria({ industry: code, on }).map((criterion) => criterion.code));
      const likeness = new Map<number, number>();
      const ranked = index.rank(reading.text).filter(({ document }) => allowed.has(entries[document]?.criterion.code ?? ''));
      const top = ranked[0]?.score ?? 1;
      for (const { document, score } of ranked) likeness.set(document, score / top);

      const judged: Judged[] = [];
      entries.forEach((entry, at) => {
        if (!allowed.has(entry.criterion.code)) return;
        let best: Verdict | undefined;
        let withinLimit = false;
        const outside = code === undefined && !reading.isAbout(scopeWords[entry.criterion.industry]);
        for (const condition of entry.conditions) {
          let verdict = reading.judge(condition);
          if (verdict.withinLimit) withinLimit = true;
          if (outside) verdict = { ...verdict, met: false, share: verdict.share / 2 };
          if (!best || verdict.share + (verdict.met ? 1 : 0) > best.share + (best.met ? 1 : 0)) best = verdict;
        }
        if (best && withinLimit) best = { ...best, met: false, share: best.share / 2 };
        const alike = likeness.get(at) ?? 0;
        const covered = best ? coverage(best.spans, reading.text.length) : 0;
        const score = best?.met
          ? metScore + 0.15 * covered + 0.2 * alike + 0.05 * Math.min(1, best.spans.length / 4)
          : (best?.share ?? 0) * 0.15 + alike * 0.4;
        judged.push({ entry, best, likeness: alike, score });
      });
      judged.sort((a, b) => b.score - a.score);
      const candidates = judged.slice(0, maxCandidates).map(({ entry, best, score }) => ({
        code: entry.criterion.code,
        score: Math.round(score * 1000) / 1000,
        because: wordsBehind(reading.text, best?.spans ?? []),
      }));
      const [first] = judged;
      const near = judged.slice(0, 3).some(({ best }) => best && !best.refuted && best.share >= nearShare);
      const verdict = first?.best?.met ? 'major' : near && reading.complains ? 'unsure' : 'general';
      return { candidates, verdict };
    },
  };
}

/** Share of the text that the matched words cover. */
function coverage(spans: Verdict['spans'], length: number): number {
  const covered = new Set<number>();
  for (const { from, to } of spans) for (let at = from; at < to; at++) covered.add(at);
  return length ? covered.size / length : 0;
}

function wordsBehind(text: string, spans: Verdict['spans']): string[] {
  return [...new Set([...spans].sort((a, b) => a.from - b.from).map(({ from, to }) => text.slice(from, to)))];
}
