import { cutStretch } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import { findDates } from '../language/dates.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { FoldedText } from '../text/folded-text.ts';
import type { ActorReading } from './actors.ts';
import type { Draft } from './draft.ts';
import { type Duty, finish } from './finish.ts';

/** 某步骤（2023年6月底前）: one deadline for the unit, unless a sentence of the unit repeats the date. */
export function headingDuty(
  folded: FoldedText,
  { heading }: ReadUnit,
  context: DateContext,
  duties: Duty[],
  fallback: ActorReading,
): Duty | null {
  const { title } = heading;
  if (!title) return null;
  const stretch = cutStretch(folded, title.start, title.end, []);
  const asides = stretch.sentences
    .flatMap((sentence) => sentence.asides)
    .map((aside) => folded.text.slice(aside.start, aside.end));
  const date = [stretch.view, ...asides]
    .flatMap((words) => findDates(words, context))
    .find((find) => find.use === 'by');
  const value = date?.values[0];
  if (!value || duties.some((duty) => duty.deadline === value.to)) return null;
  if (context.year !== null && Number(value.to.slice(0, 4)) < context.year) return null;
  const draft: Draft = {
    kind: 'deadline',
    ...title,
    clause: 0,
    lastClause: 0,
    scope: title,
    deadline: value.to,
    ...(value.alt ? { deadlineAlt: value.alt } : {}),
    aside: false,
    confidence: 0.85,
  };
  const named = duties.find((duty) => duty.actor !== null);
  return finish(folded, draft, named ? { actor: named.actor, actorSource: 'task' } : fallback);
}
