export * from './dispatch.contract.ts';
export { ABSENT_FIGURES, ANSWER_STATE_NAMES, ROW_KIND_NAMES, SUBMISSION_KIND_NAMES } from './dispatch.terms.ts';
export { findForm } from './forms.ts';
export { periodName } from './period.rules.ts';
export type { AnswerState } from './report.rules.ts';
