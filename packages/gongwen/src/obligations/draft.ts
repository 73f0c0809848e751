import type { Doubt, Frequency, ObligationKind } from '../plan.types.ts';

/** A duty before its doer is known. Offsets are folded offsets. */
export interface Draft {
  kind: ObligationKind;
  /** The words to quote. */
  start: number;
  end: number;
  /** Index of the clause with the date, rate, count or ban. */
  clause: number;
  /** Index of the last clause of the deed. */
  lastClause: number;
  /** Range in which a doer named is the doer of this very duty (one part of 班组日查、车间周查). */
  scope: { start: number; end: number };
  deadline?: string;
  deadlineAlt?: string[];
  basis?: 'in-period';
  frequency?: Frequency;
  count?: number;
  target?: string;
  appliesTo?: { start: number; end: number };
  condition?: { start: number; end: number };
  /** An exception in brackets: the doer is the one of the rule outside. */
  aside: boolean;
  confidence: number;
  /** What lowers the confidence, besides the doer. */
  doubts?: readonly Doubt[];
}
