import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { type Criterion, criteriaInForce, describeCoverage, getCriterion, searchCriteria } from '@zhiben/standards';
import type { CriterionChoice } from '../domain/hazard.contract.ts';

interface Question {
  readonly q: string;
  readonly industry?: string | undefined;
  readonly on: LocalDate;
  readonly limit: number;
}

/**
 * The criteria that a description comes near, of the version in force on the day of discovery: those of the industry
 * first, then any (lifts, gas and fire have their own standards and stand in every trade).
 */
export function suggestCriteria({ q, industry, on, limit }: Question) {
  const own = industry ? (q ? search(q, on, limit, industry) : criteriaInForce(industry, on).slice(0, limit)) : [];
  const any = q && own.length < limit ? search(q, on, limit) : [];
  const rows = [...own, ...any.filter((criterion) => !own.includes(criterion))].slice(0, limit);
  const coverage = industry ? describeCoverage(industry, on) : { coverage: 'full' as const, caveats: [] };
  return { rows: rows.map(presentCriterion), ...coverage };
}

function search(q: string, on: LocalDate, limit: number, industry?: string): Criterion[] {
  return searchCriteria(q, { on, limit, industry }).map((hit) => hit.criterion);
}

/** The criterion of a code as a choice, null for none. */
export function criterionChoice(code: string | null): CriterionChoice | null {
  const criterion = code === null ? undefined : getCriterion(code);
  return criterion ? presentCriterion(criterion) : null;
}

function presentCriterion({ code, industry, standard, article, lead, text }: Criterion): CriterionChoice {
  return { code, industry, standard: standard.title, article, lead, text, caveats: [...standard.caveats] };
}
