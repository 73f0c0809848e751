import { cutStretch, type Stretch } from '../language/clauses.ts';
import type { DateContext } from '../language/date-points.ts';
import type { FoldedText } from '../text/folded-text.ts';
import { type ActorReading, ActorTracker } from './actors.ts';
import { asideDuties } from './aside-duties.ts';
import { type Duty, finish } from './finish.ts';
import { type ReadSentence, readSentence } from './read-sentence.ts';
import { sentenceDuties } from './sentence-duties.ts';

/** Longest sentence that is quoted together with a time limit that follows it. */
const QUOTABLE = 90;

/** The duties of a stretch of text, sentence by sentence. `fallback` acts where no sentence says who does. */
export function readStretch(
  folded: FoldedText,
  stretch: Stretch,
  context: DateContext,
  fallback: ActorReading,
  carries = true,
): Duty[] {
  const tracker = new ActorTracker(folded, fallback, carries);
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
