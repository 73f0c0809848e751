import { assess } from '../domain/assessment.rules.ts';
import type { RiskTemplate } from '../domain/template.contract.ts';

/** The grade that a point of a template proposes. */
export function levelOf({ before, after }: RiskTemplate['points'][number]) {
  const factors = ([L, S]: readonly [number, number]) => ({ L, S });
  return assess({ scoreTable: 'LS/standard', before: factors(before), after: factors(after), directRule: null }).level;
}

/** Templates of an industry before the others. */
export function fittingFirst(templates: readonly RiskTemplate[], industry: string): RiskTemplate[] {
  const rank = ({ industries }: RiskTemplate) => (industries.includes(industry) ? 0 : 1);
  return [...templates].sort((a, b) => rank(a) - rank(b));
}
