import { type readDay, readWords } from '@zhiben/gongwen/words';
import type { DutyFacts } from '../domain/index.ts';

/** What dates in the words of a plan are relative to. */
export type WordsContext = Parameters<typeof readDay>[1];

const NOTHING: DutyFacts = {
  kind: 'deadline',
  actor: null,
  deadline: null,
  inPeriod: false,
  frequency: null,
  count: null,
  target: null,
  appliesTo: null,
  condition: null,
};

/** What the reader makes of a stretch of the text by itself; where it finds no duty, `otherwise`. */
export function factsFromWords(
  text: string,
  span: { readonly start: number; readonly end: number },
  context: WordsContext,
  otherwise: DutyFacts = NOTHING,
): DutyFacts {
  const duty = readWords(text, span, context)[0];
  if (!duty) return factsOf(otherwise);
  return {
    kind: duty.kind,
    actor: duty.actor ?? otherwise.actor,
    deadline: duty.deadline ?? null,
    inPeriod: duty.basis === 'in-period',
    frequency: duty.frequency ?? null,
    count: duty.count ?? null,
    target: duty.target ?? null,
    appliesTo: duty.appliesTo ?? null,
    condition: duty.condition ?? null,
  };
}

function factsOf(duty: DutyFacts): DutyFacts {
  const { kind, actor, deadline, inPeriod, frequency, count, target, appliesTo, condition } = duty;
  return { kind, actor, deadline, inPeriod, frequency, count, target, appliesTo, condition };
}
