import { cutStretch } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import { findDates } from '../language/dates.ts';
import { findFrequencies } from '../language/frequencies.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { ActorReading } from './actors.ts';
import type { Draft } from './draft.ts';
import { type Duty, finish } from './finish.ts';

/**
 * Duties of a heading: 某步骤（2023年6月底前） gives one deadline for the unit, 每季度开展一次检查 a repeated duty, unless a sentence
 * of the unit repeats them.
 */
export function headingDuties(
  folded: FoldedText,
  { heading }: ReadUnit,
  context: DateContext,
  duties: Duty[],
  fallback: ActorReading,
): Duty[] {
  const { title } = heading;
  if (!title) return [];
  const stretch = cutStretch(folded, title.start, title.end, []);
  const asides = stretch.sentences.flatMap((sentence) => sentence.asides);
  const parts = [stretch.view, ...asides.map((aside) => folded.text.slice(aside.start, aside.end))];
  const whole: Draft = {
    kind: 'deadline',
    ...title,
    clause: 0,
    lastClause: 0,
    scope: title,
    aside: false,
    confidence: 0.85,
    doubts: ['stated-in-heading'],
  };
  const drafts: Draft[] = [];
  const value = parts.flatMap((words) => findDates(words, context)).find((find) => find.use === 'by')?.values[0];
  const past = value !== undefined && context.year !== null && Number(value.to.slice(0, 4)) < context.year;
  if (value && !past && !duties.some((duty) => duty.deadline === value.to)) {
    drafts.push({
      ...whole,
      deadline: value.to,
      ...(value.alt
        ? { deadlineAlt: value.alt, confidence: 0.65, doubts: ['ambiguous-date', 'stated-in-heading'] }
        : {}),
    });
  }
  for (const { frequency } of parts.flatMap(findFrequencies)) {
    if (duties.some((duty) => duty.frequency?.per === frequency.per)) continue;
    drafts.push({ ...whole, kind: 'recurring', frequency, confidence: 0.75 });
  }
  const named = duties.find((duty) => duty.actor !== null);
  return drafts.map((draft) => finish(folded, draft, named ? { actor: named.actor, actorSource: 'task' } : fallback));
}
