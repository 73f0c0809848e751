import type { DateContext } from '../language/date-points.ts';
import type { DateFind } from '../language/dates.ts';
import { findTimes } from '../language/frequencies.ts';
import { dutyOf, opensWithPreposition, statesResult } from './date-use.ts';
import type { Draft } from './draft.ts';
import { findMeasure, findTarget, isOnlyCount } from './measures.ts';
import { clauseOpening, hanCount, type ReadClause, type ReadSentence } from './read-sentence.ts';

interface Deed {
  start: number;
  end: number;
  /** Index of its last clause. */
  last: number;
}

/** Duties that a date gives: the deed behind it (or before it), and later deeds that it also governs. */
export function dateDuties(sentence: ReadSentence, index: number, date: DateFind, context: DateContext): Draft[] {
  const clause = sentence.clauses[index];
  if (!clause || isPartOfRate(sentence, index, date)) return [];
  const before = clause.words.slice(0, date.start - clause.start);
  const rest = clause.words.slice(Math.min(date.end, clause.end) - clause.start);
  const previous = sentence.clauses[index - 1];
  const label = previous?.mark === '：' ? previous.words : '';
  const use = dutyOf(date, { before, rest, next: sentence.clauses[index + 1]?.words ?? '', label }, context);
  if (!use) return [];
  const deed = findDeed(sentence, index, date, before, rest);
  const basis = use === 'in-period' ? ('in-period' as const) : undefined;
  const drafts = date.values.map(
    (value, nth): Draft => ({
      kind: 'deadline',
      start: nth === 0 ? deed.start : value.start,
      end: deed.end,
      clause: index,
      lastClause: deed.last,
      scope: { start: deed.start, end: deed.end },
      deadline: value.to,
      ...(value.alt ? { deadlineAlt: value.alt } : {}),
      ...(basis ? { basis } : {}),
      aside: false,
      ...(value.alt ? { confidence: 0.65, doubts: ['ambiguous-date'] } : confidenceOf(date, use)),
    }),
  );
  const [first] = drafts;
  if (!first || drafts.length > 1) return drafts;
  const words = wordsOf(sentence, index, deed.last);
  const times = findTimes(words);
  const target = findTarget(words);
  return [
    { ...first, ...(times ? { count: times.times } : {}), ...(target ? { target } : {}) },
    ...governedDuties(sentence, first),
  ];
}

function confidenceOf(date: DateFind, use: 'deadline' | 'in-period'): Pick<Draft, 'confidence' | 'doubts'> {
  if (use === 'in-period') return { confidence: date.use === 'term' ? 0.8 : 0.72, doubts: ['period-not-day'] };
  return date.use === 'on' ? { confidence: 0.6, doubts: ['date-without-by'] } : { confidence: 0.92 };
}

const wordsOf = (sentence: ReadSentence, from: number, to: number): string =>
  sentence.clauses
    .slice(from, to + 1)
    .map((part) => part.words)
    .join('，');

/** 每年报送两次，分别于6月底、12月底前: the date says when in each year. */
function isPartOfRate(sentence: ReadSentence, index: number, date: DateFind): boolean {
  const yearly = (clause: ReadClause): boolean =>
    clause.rates.some((rate) => ['year', 'half-year'].includes(rate.frequency.per) && rate.start < date.start);
  const clause = sentence.clauses[index];
  if (!clause) return false;
  if (yearly(clause) && (!date.yearStated || date.use === 'in')) return true;
  if (clause.rates.some((rate) => rate.start <= date.end + 1 && rate.start >= date.end) && date.use !== 'by')
    return true;
  if (date.yearStated || !sentence.clauses.slice(0, index).some(yearly)) return false;
  const before = clause.words.slice(0, date.start - clause.start);
  const rest = clause.words.slice(date.end - clause.start);
  return /^(?:分别|一般|即)*(?:于|在)$|^分别$/.test(before) || (before === '' && isOnlyCount(rest));
}

/** Where the deed of a date stands: behind it in the clause, in the clauses that follow, or before it. */
function findDeed(sentence: ReadSentence, index: number, date: DateFind, before: string, rest: string): Deed {
  const { clauses } = sentence;
  const clause = clauses[index] as ReadClause;
  const opening = Math.min(clauseOpening(clause), date.start);
  const words = rest.replace(/^[，、）]+/, '');
  if (hanCount(words) >= 2) return { start: opening, ...deedEnd(sentence, index, words) };
  const label = /(?:时限|期限|时间)(?:为|是|：)?$/.test(before);
  const leadsOn =
    clause.mark === '，' && clauses[index + 1] !== undefined && !/(?:于|在|到|至|截至|截止|为|：|—)$/.test(before);
  const deedBefore = hanCount(before.replace(/(?:完成)?(?:时限|期限|时间)|力争|确保|于|在|到|至|截至|分别/g, '')) >= 4;
  if (!label && (leadsOn || !deedBefore) && clauses[index + 1] && clause.mark !== '；') {
    const start = deedBefore ? date.start : opening;
    return { start, ...deedEnd(sentence, index + 1, clauses[index + 1]?.words ?? '') };
  }
  if (deedBefore) return { start: opening, end: Math.max(date.end, clause.end), last: index };
  const previous = clauses[index - 1];
  const start = previous ? clauseOpening(previous) : (sentence.previous?.start ?? opening);
  return { start, end: Math.max(date.end, clause.end), last: index };
}

/** A deed that opens with 结合…, 依托… goes on behind the comma. */
function deedEnd(sentence: ReadSentence, index: number, words: string): { end: number; last: number } {
  const { clauses } = sentence;
  let last = index;
  let part = words;
  while (clauses[last]?.mark === '，' && clauses[last + 1] && isPrepositional(part) && last - index < 3) {
    last++;
    part = clauses[last]?.words ?? '';
  }
  return { end: clauses[last]?.end ?? sentence.end, last };
}

const isPrepositional = (words: string): boolean =>
  opensWithPreposition(words) &&
  !statesResult(words) &&
  !/研究|开发|完成|建[立设成]|修订|制[定订]|健全|推[进广]|组织|出台|印发/.test(words.slice(4));

/** Support and general duties are no results of their own. */
const GENERAL = /配合|支持|负责|及时|定期|(?<!主)要(?![素求点件])(?:加强|做好|积极|认真|切实|高度)/;

/** Later clauses under the same date that name their own doer, their own number of times or their own measure. */
function governedDuties(sentence: ReadSentence, first: Draft): Draft[] {
  const { clauses } = sentence;
  const more: Draft[] = [];
  const measured = findMeasure(wordsOf(sentence, first.clause, first.lastClause)) !== null;
  const named = namesDoer(clauses[first.lastClause]) || namesDoer(clauses[first.clause]);
  for (let i = first.lastClause + 1; i < clauses.length; i++) {
    const clause = clauses[i];
    if (!clause || clause.rates.length > 0 || clause.dates.some((date) => date.use !== 'false')) break;
    const measure = measured ? findMeasure(clause.words) : null;
    const times = findTimes(clause.words);
    const byDoer = named && namesDoer(clause) && !clause.subjects().causee && !GENERAL.test(clause.words);
    if (clauses[i - 1]?.mark !== '，' && !byDoer) break;
    if (!byDoer && !measure && !times) continue;
    const start = clauseOpening(clause);
    const target = measure ?? findTarget(clause.words);
    more.push({
      ...first,
      start,
      end: clause.end,
      clause: i,
      lastClause: i,
      scope: { start, end: clause.end },
      ...(times ? { count: times.times } : {}),
      ...(target ? { target } : {}),
      confidence: Math.min(first.confidence, 0.7),
      doubts: [...(first.doubts ?? []), 'date-of-earlier-clause'],
    });
  }
  return more;
}

function namesDoer(clause: ReadClause | undefined): boolean {
  return clause !== undefined && clause.subjects().doer !== null;
}
