import type { Doubt, PlanObligation } from '../plan.types.ts';
import { type FoldedText, sourceSpan, sourceWords } from '../text/folded-text.ts';
import type { ActorReading } from './actors.ts';
import type { Draft } from './draft.ts';

/** A duty that only lacks the unit it stands in. */
export type Duty = Omit<PlanObligation, 'taskPath' | 'sectionId'>;

/** What a doer of each source takes from the confidence. */
const ACTOR_DOUBTS = {
  explicit: { weight: 0, doubt: null },
  task: { weight: 0.04, doubt: 'actor-from-context' },
  resolved: { weight: 0.15, doubt: 'actor-from-heading' },
  none: { weight: 0.08, doubt: 'no-actor' },
} as const satisfies Record<string, { weight: number; doubt: Doubt | null }>;

/** Longest quote, in characters. */
const MAX_QUOTE = 400;

/** Turns a draft into a duty in the words of the source. */
export function finish(folded: FoldedText, draft: Draft, reading: ActorReading): Duty {
  const words = (range: { start: number; end: number } | undefined): string | undefined =>
    range && range.end > range.start ? sourceWords(folded, range.start, range.end) : undefined;
  const end = Math.min(draft.end, draft.start + MAX_QUOTE);
  const { kind, deadline, deadlineAlt, basis, frequency, count, target } = draft;
  const facts = {
    deadline,
    deadlineAlt,
    basis,
    frequency,
    count,
    target,
    appliesTo: words(draft.appliesTo),
    condition: words(draft.condition),
  };
  const ofActor = ACTOR_DOUBTS[reading.actorSource ?? 'none'];
  const doubts = [...(draft.doubts ?? []), ...(ofActor.doubt ? [ofActor.doubt] : [])];
  return {
    quote: sourceWords(folded, draft.start, end),
    span: sourceSpan(folded, draft.start, end),
    kind,
    ...(Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<typeof facts>),
    ...reading,
    confidence: Math.round((draft.confidence - ofActor.weight) * 100) / 100,
    ...(doubts.length > 0 ? { doubts } : {}),
  };
}
