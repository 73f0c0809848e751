import { cutStretch, type Stretch } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import type { Metadata } from '../metadata/metadata.ts';
import { endsSentence } from '../outline/line-shape.ts';
import type { Outline } from '../outline/outline.ts';
import type { ReadUnit } from '../outline/read-unit.ts';
import type { PlanObligation } from '../plan.types.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { type ActorReading, ActorTracker } from './actors.ts';
import { asideDuties } from './aside-duties.ts';
import { FallbackActors } from './fallback-actors.ts';
import { type Duty, finish } from './finish.ts';
import { headingDuty } from './heading-duty.ts';
import { type ReadSentence, readSentence } from './read-sentence.ts';
import { sentenceDuties } from './sentence-duties.ts';

/** Longest sentence that is quoted together with a time limit that follows it. */
const QUOTABLE = 90;

/** The duties of all units, in the order of the text; first those of the opening letter, which have no unit. */
export function findObligations(
  folded: FoldedText,
  outline: Outline,
  units: ReadUnit[],
  metadata: Metadata,
): PlanObligation[] {
  const { period } = metadata;
  const context: DateContext = {
    year: metadata.year,
    planDate: metadata.date,
    periodFrom: period.from,
    periodTo: period.to,
  };
  const breaks = paragraphBreaks(folded, outline);
  const fallbacks = new FallbackActors(folded, units, metadata);
  const letter = letterDuties(folded, outline, context, breaks).map(
    (duty): PlanObligation => ({ taskPath: [], sectionId: null, ...duty }),
  );
  const stated = units.flatMap((read) => {
    const { unit, section, heading } = read;
    const fallback = fallbacks.of(read);
    const duties = readStretch(folded, cutStretch(folded, heading.textStart, unit.ownEnd, breaks), context, fallback);
    const headed = headingDuty(folded, read, context, duties, fallback);
    return [...(headed ? [headed] : []), ...duties].map(
      (duty): PlanObligation => ({ taskPath: section.path, sectionId: section.id, ...duty }),
    );
  });
  return [...letter, ...stated];
}

function readStretch(folded: FoldedText, stretch: Stretch, context: DateContext, fallback: ActorReading): Duty[] {
  const tracker = new ActorTracker(folded, fallback);
  const duties: Duty[] = [];
  let previous: ReadSentence['previous'] = null;
  for (const cut of stretch.sentences) {
    const sentence = readSentence(cut, stretch.view, stretch.start, context, cut.opensParagraph ? null : previous);
    tracker.enter(sentence);
    const drafts = sentenceDuties(sentence, context);
    const actors = drafts.map((draft) => tracker.actorOf(draft, sentence));
    for (const [index, draft] of drafts.entries()) duties.push(finish(folded, draft, actors[index] ?? { actor: null }));
    for (const aside of cut.asides) {
      const at = sentence.clauses.findIndex((clause) => aside.start > clause.start && aside.end <= clause.end);
      const rule = drafts.findIndex((draft) => draft.kind === 'recurring' && draft.clause === at);
      const inner = cutStretch(folded, aside.start, aside.end, []);
      for (const part of inner.sentences) {
        const read = readSentence(part, inner.view, inner.start, context);
        for (const draft of asideDuties(sentence, at, read)) {
          duties.push(
            finish(
              folded,
              draft,
              draft.aside
                ? tracker.actorOfException(draft, read, actors[rule] ?? null)
                : tracker.actorOf(draft, sentence),
            ),
          );
        }
      }
    }
    tracker.leave(sentence);
    previous = cut.end - cut.start <= QUOTABLE ? { start: cut.start, end: cut.end } : null;
  }
  return duties;
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

/** Folded offsets where a paragraph begins: behind a sentence that ends with its line, and at units and table rows. */
function paragraphBreaks(folded: FoldedText, outline: Outline): number[] {
  const unitStarts = new Set(outline.units.map((unit) => unit.start));
  return folded.lines.flatMap((line, index) => {
    const before = folded.lines[index - 1];
    if (unitStarts.has(line.start)) return [line.start];
    return before && (endsSentence(folded, before) || line.cells || before.cells) ? [line.start] : [];
  });
}
