import { layDownPlan } from './adoption.rules.ts';
import type { ReadDuty, Reading } from './reading.contract.ts';

/** A clause of a document with its own words and duties: what is inherited, compared and replaced. */
export interface PlanClause {
  /** Stable within one reading. */
  readonly key: string;
  readonly path: readonly string[];
  readonly label: string;
  /** Where it begins in the document. */
  readonly start: number;
  /** Without the clauses under it. */
  readonly text: string;
  readonly duties: readonly ReadDuty[];
}

/** The clauses of a document, as read or corrected, that carry work or state a duty, in the order of the text. */
export function planClauses(reading: Reading, text: string): PlanClause[] {
  const { units, duties } = layDownPlan(reading, text);
  return units.flatMap(({ key, path, label, span, isWork }) => {
    const own = duties.filter((one) => one.unitKey === key).map((one) => one.duty);
    if (!isWork && own.length === 0) return [];
    const inner = units.filter((unit) => unit.parentKey === key).map((unit) => unit.span.start);
    return [
      { key, path, label, start: span.start, text: text.slice(span.start, Math.min(span.end, ...inner)), duties: own },
    ];
  });
}
