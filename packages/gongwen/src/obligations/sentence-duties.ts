import type { DateContext } from '../language/date-points.ts';
import { dateDuties } from './date-duties.ts';
import type { Draft } from './draft.ts';
import { banDuty, countDuty, targetDuty } from './plain-duties.ts';
import { rateDuties } from './rate-duties.ts';
import type { ReadSentence } from './read-sentence.ts';

/** All duties of a sentence outside its brackets, in the order of their clauses. One clause, one duty of a sort. */
export function sentenceDuties(sentence: ReadSentence, context: DateContext): Draft[] {
  const drafts: Draft[] = [];
  const bans = sentence.clauses.flatMap((_, index) => banDuty(sentence, index) ?? []);
  const covered = new Set<number>();
  const take = (found: Draft[]): void => {
    drafts.push(...found);
    for (const draft of found) {
      for (let i = draft.clause; i <= draft.lastClause; i++) covered.add(i);
      // a ban takes its condition along
      if (draft.condition) covered.add(draft.clause - 1);
    }
  };
  take(bans);
  sentence.clauses.forEach((clause, index) => {
    take(rateDuties(sentence, index, false));
    for (const date of clause.dates) {
      if (bans.some((ban) => date.start >= ban.start && date.start < ban.end)) continue;
      take(dateDuties(sentence, index, date, context));
    }
  });
  const rated = sentence.clauses.some((clause) => clause.rates.length > 0);
  sentence.clauses.forEach((clause, index) => {
    if (covered.has(index)) return;
    const plain = (rated ? null : countDuty(clause, index)) ?? targetDuty(clause, index);
    if (plain) drafts.push(plain);
  });
  return drafts.sort((a, b) => a.clause - b.clause || a.start - b.start);
}
