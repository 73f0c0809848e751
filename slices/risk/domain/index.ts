export {
  type Assessed,
  assess,
  type Judgement,
  leastControlLevel,
  quarterOf,
  YEARLY_REVIEW,
} from './assessment.rules.ts';
export * from './plan.contract.ts';
export * from './points.contract.ts';
export * from './review.contract.ts';
export * from './risk.contract.ts';
export { LEVEL_NAMES, LEVELS, type Level } from './risk.terms.ts';
export * from './template.contract.ts';
