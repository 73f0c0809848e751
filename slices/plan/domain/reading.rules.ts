import type { Plan } from '@zhiben/gongwen';
import type { Reading } from './reading.contract.ts';

/** A plan as packages/gongwen reads it, in the shape of the API. */
export function readingOf(plan: Pick<Plan, 'sections' | 'obligations'>): Reading {
  return {
    sections: plan.sections,
    obligations: plan.obligations.map((duty) => ({
      sectionId: duty.sectionId,
      quote: duty.quote,
      span: duty.span,
      kind: duty.kind,
      deadline: duty.deadline ?? null,
      deadlineAlternatives: duty.deadlineAlt ?? [],
      inPeriod: duty.basis === 'in-period',
      frequency: duty.frequency ?? null,
      count: duty.count ?? null,
      target: duty.target ?? null,
      appliesTo: duty.appliesTo ?? null,
      condition: duty.condition ?? null,
      actor: duty.actor,
      actorAlternatives: duty.actorAlt ?? [],
      actorSource: duty.actorSource ?? null,
      confidence: duty.confidence,
      doubts: duty.doubts ?? [],
    })),
  };
}
