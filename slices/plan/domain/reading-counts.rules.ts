import { layDownPlan } from './adoption.rules.ts';
import { type CorrectedReading, isSure } from './correction.rules.ts';

/** How much was read out of a plan, as it would be adopted now. */
export interface ReadingCounts {
  readonly clauses: number;
  readonly tasks: number;
  readonly duties: number;
  /** Duties at which a person should look. */
  readonly doubts: number;
}

export function countReading(reading: CorrectedReading, text: string): ReadingCounts {
  const { units, duties } = layDownPlan(reading, text);
  return {
    clauses: reading.sections.length,
    tasks: units.filter((unit) => unit.isWork).length,
    duties: duties.length,
    doubts: reading.obligations.filter((duty) => !isSure(duty)).length,
  };
}
