import type { Correction, PlanRecord } from '../domain/index.ts';

/*
 * What is on the screen comes from two sides: the plan as it was last fetched, and what this person did since. Both
 * arrive when they like: an answer is known a moment before the plan that holds it, and a fetch that began before a
 * correction may end after it. Neither may make a correction vanish for a moment: an undo in that moment would take
 * back another one.
 */

/** A correction made here that the plan on the screen does not hold yet. */
export interface PendingCorrection {
  readonly correction: Correction;
  /** The server has it; the plan that holds it is on its way. */
  readonly isAnswered: boolean;
}

/** Versions only grow: of two fetched plans the higher one is the later, in whatever order they arrive. */
export function newerPlan(seen: PlanRecord, fetched: PlanRecord): PlanRecord {
  return seen.id === fetched.id && fetched.version < seen.version ? seen : fetched;
}

/** The corrections of a plan with those that are still on their way, in their order. */
export function shownCorrections(
  plan: Pick<PlanRecord, 'version' | 'corrections'>,
  pending: readonly PendingCorrection[],
): readonly Correction[] {
  const waiting = stillPending(plan, pending);
  return [
    ...plan.corrections,
    ...waiting.map(({ correction }, n) => ({ ...correction, version: plan.version + n + 1 })),
  ];
}

export function stillPending(
  { corrections }: Pick<PlanRecord, 'corrections'>,
  pending: readonly PendingCorrection[],
): readonly PendingCorrection[] {
  const known = new Set(corrections.map(({ id }) => id));
  return pending.filter(({ correction }) => !known.has(correction.id));
}

interface Answer {
  readonly version: number;
  /** All since the version on which the correction was made. */
  readonly corrections: readonly Correction[];
}

/** The plan with an answer laid on it. `base` is the version on which the correction was made: an older plan lacks more. */
export function withAnswer(plan: PlanRecord, base: number, answer: Answer): PlanRecord {
  if (plan.version >= answer.version || plan.version < base) return plan;
  const known = new Set(plan.corrections.map(({ id }) => id));
  const added = answer.corrections.filter(({ id }) => !known.has(id));
  return { ...plan, version: answer.version, corrections: [...plan.corrections, ...added] };
}
