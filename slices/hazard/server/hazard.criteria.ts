import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import {
  type Criterion,
  classifyHazard,
  criteriaInForce,
  describeCoverage,
  getCriterion,
  listCriteria,
  searchCriteria,
} from '@zhiben/standards';
import type { CriterionChoice } from '../domain/hazard.contract.ts';

interface Question {
  readonly q: string;
  readonly industry?: string | undefined;
  readonly on: LocalDate;
  readonly limit: number;
}

/** Builds what the first suggestion would otherwise wait half a second for. */
export function warmCriteria(on: LocalDate): void {
  suggestCriteria({ q: '可燃气体探测器离线', industry: 'chemicals', on, limit: 1 });
}

/**
 * The criteria that a description comes near, of the version in force on the day of discovery: first what the
 * classifier proposes, with the words that led to it, then what is merely alike. A person decides.
 */
export function suggestCriteria({ q, industry, on, limit }: Question) {
  const { coverage, caveats } = industry ? describeCoverage(industry, on) : { coverage: 'full' as const, caveats: [] };
  if (!q) {
    const rows = industry
      ? criteriaInForce(industry, on)
          .slice(0, limit)
          .map((criterion) => present(criterion))
      : [];
    return { rows, verdict: null, coverage, caveats };
  }
  const { candidates, verdict } = classifyHazard({ text: q, industry, on });
  const proposed = candidates.flatMap(({ code, because }) => {
    const criterion = getCriterion(code);
    return criterion ? [present(criterion, because)] : [];
  });
  const known = new Set(proposed.map((row) => row.code));
  const alike = [...(industry ? search(q, on, limit, industry) : []), ...search(q, on, limit)];
  const others = [...new Map(alike.map((criterion) => [criterion.code, criterion])).values()]
    .filter(({ code }) => !known.has(code))
    .map((criterion) => present(criterion));
  return { rows: [...proposed, ...others].slice(0, limit), verdict, coverage, caveats };
}

function search(q: string, on: LocalDate, limit: number, industry?: string): Criterion[] {
  return searchCriteria(q, { on, limit, industry }).map((hit) => hit.criterion);
}

/** The criterion of a code as a choice, null for none. */
export function criterionChoice(code: string | null): CriterionChoice | null {
  const criterion = code === null ? undefined : getCriterion(code);
  return criterion ? present(criterion) : null;
}

/** Codes of the criteria, replaced ones too, that a code, an article or words of the text name. */
export function criterionCodesOf(words: string): string[] {
  const wanted = plain(words);
  return listCriteria({ includeSuperseded: true })
    .filter(
      ({ code, article, lead, text }) => plain(code) === wanted || plain(`${article}${lead}${text}`).includes(wanted),
    )
    .map(({ code }) => code);
}

const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();

function present(
  { code, industry, standard, article, lead, text }: Criterion,
  because: string[] = [],
): CriterionChoice {
  return { code, industry, standard: standard.title, article, lead, text, because, caveats: [...standard.caveats] };
}
