import type { Draft } from './draft.ts';
import { rateDuties } from './rate-duties.ts';
import { hanCount, type ReadClause, type ReadSentence } from './read-sentence.ts';

/**
 * Duties of words in brackets: an exception with its own rate (高危行业每月至少1次), or a time limit for the words before the
 * bracket (2024年底前完成). Rates keep the offsets of `inner`, limits quote the clause of `outer`.
 */
export function asideDuties(outer: ReadSentence, outerIndex: number, inner: ReadSentence): Draft[] {
  const rates = inner.clauses.flatMap((_, index) => rateDuties(inner, index, true));
  const clause = outer.clauses[outerIndex];
  if (!clause) return rates;
  const drafts = rates.map((draft) => (draft.end - draft.start >= 4 ? draft : intoClause(draft, clause, outerIndex)));
  const bare = hanCount(clause.words) < 4;
  const start = bare ? (outer.previous?.start ?? clause.start) : clause.start;
  for (const part of inner.clauses) {
    for (const date of part.dates) {
      const [value] = date.values;
      const limited =
        date.use === 'by' || /(?:时限|期限|时间)(?:为|：)?$/.test(part.words.slice(0, date.start - part.start));
      const stated = clause.dates.some((other) => other.values.some((same) => same.to === value?.to));
      if (
        !value ||
        !limited ||
        date.use === 'false' ||
        stated ||
        hanCount(part.words.slice(date.end - part.start)) > 12
      )
        continue;
      drafts.push({
        kind: 'deadline',
        start,
        end: part.end + 1,
        clause: outerIndex,
        lastClause: outerIndex,
        scope: { start: clause.start, end: clause.end },
        deadline: value.to,
        aside: false,
        ...(value.alt ? { deadlineAlt: value.alt, confidence: 0.65, doubts: ['ambiguous-date'] } : { confidence: 0.8 }),
      });
    }
  }
  return drafts;
}

/** 定期（每月）开展排查: the bracket only says how often, the deed is outside. */
function intoClause(draft: Draft, clause: ReadClause, index: number): Draft {
  const { start, end } = clause;
  return { ...draft, start, end, clause: index, lastClause: index, scope: { start, end }, aside: false };
}
