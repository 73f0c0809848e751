import { cutStretch } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { endsSentence } from '../outline/line-shape.ts';
import type { Outline } from '../outline/outline.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanObligation } from '../plan.types.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { FallbackActors } from './fallback-actors.ts';
import type { Duty } from './finish.ts';
import { headingDuties } from './heading-duties.ts';
import { readStretch } from './read-stretch.ts';

/** The duties of all units, in the order of the text; first those of the opening letter, which have no unit. */
export function findObligations(
  folded: FoldedText,
  outline: Outline,
  units: ReadUnit[],
  metadata: Metadata,
  context: DateContext,
): PlanObligation[] {
  const breaks = paragraphBreaks(folded, outline);
  const fallbacks = new FallbackActors(folded, units, metadata);
  const letter = letterDuties(folded, outline, context, breaks).map(
    (duty): PlanObligation => ({ taskPath: [], sectionId: null, ...duty }),
  );
  const stated = units.flatMap((read) => {
    const { unit, section, heading } = read;
    const fallback = fallbacks.of(read);
    const duties = readStretch(
      folded,
      cutStretch(folded, heading.textStart, unit.ownEnd, breaks),
      context,
      fallback,
      read.sectionClass !== 'introductory',
    );
    return [...headingDuties(folded, read, context, duties, fallback), ...duties].map(
      (duty): PlanObligation => ({ taskPath: section.path, sectionId: section.id, ...duty }),
    );
  });
  return [...letter, ...stated];
}

const REPORTING = /报送|上报|反馈|报[至到县市省区]|送达|提交|报名/;

/** Time limits of the letter in front of a plan (请于2月2日前反馈联络员名单). Anything else there is history or greeting. */
function letterDuties(folded: FoldedText, outline: Outline, context: DateContext, breaks: readonly number[]): Duty[] {
  const end = folded.lines[outline.headEnd - 1]?.end ?? 0;
  const start = folded.lines[0]?.start ?? 0;
  return readStretch(folded, cutStretch(folded, start, end, breaks), context, { actor: null }).filter(
    (duty) => duty.deadline !== undefined && duty.basis === undefined && REPORTING.test(duty.quote),
  );
}

/** Folded offsets where a paragraph begins: behind a sentence that ends with its line, and at units. */
function paragraphBreaks(folded: FoldedText, outline: Outline): number[] {
  const unitStarts = new Set(outline.units.map((unit) => unit.start));
  return folded.lines.flatMap((line, index) => {
    const before = folded.lines[index - 1];
    if (unitStarts.has(line.start)) return [line.start];
    return before && endsSentence(folded, before) ? [line.start] : [];
  });
}
