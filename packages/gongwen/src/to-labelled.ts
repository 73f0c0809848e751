import type { Plan, PlanObligation, PlanPhase, PlanSection } from './plan.types.ts';

/** The JSON shape of the labelling rules, with the span of every item added. */
export interface LabelledPlan extends Omit<Plan, 'sections' | 'obligations' | 'phases'> {
  phases: PlanPhase[];
  sections: Pick<PlanSection, 'path' | 'kind' | 'title' | 'startsWith' | 'span'>[];
  obligations: Omit<PlanObligation, 'sectionId'>[];
}

export function toLabelled(plan: Plan): LabelledPlan {
  return {
    title: plan.title,
    docNumber: plan.docNumber,
    issuer: plan.issuer,
    date: plan.date,
    period: plan.period,
    phases: plan.phases,
    sections: plan.sections.map(({ path, kind, title, startsWith, span }) => ({ path, kind, title, startsWith, span })),
    obligations: plan.obligations.map(({ sectionId: _, ...obligation }) => obligation),
  };
}
