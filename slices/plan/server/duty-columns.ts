import type { ReadDuty } from '../domain/reading.contract.ts';

/** What a duty says, as the columns of its row. */
export function dutyColumns(duty: ReadDuty) {
  return {
    kind: duty.kind,
    quote: duty.quote,
    span_start: duty.span.start,
    span_end: duty.span.end,
    deadline: duty.deadline,
    deadline_alternatives: [...duty.deadlineAlternatives],
    in_period: duty.inPeriod,
    frequency: duty.frequency ? JSON.stringify(duty.frequency) : null,
    count: duty.count,
    target: duty.target,
    applies_to: duty.appliesTo,
    condition: duty.condition,
    actor: duty.actor,
    actor_alternatives: [...duty.actorAlternatives],
    actor_source: duty.actorSource,
    confidence: duty.confidence,
  };
}
