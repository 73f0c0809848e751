export { firstWords } from './adoption.rules.ts';
export { type AssignmentProposal, type ProposalSource, proposeAssignment } from './assignment.rules.ts';
export * from './body-alias.contract.ts';
export * from './campaign.contract.ts';
export * from './campaign-closing.contract.ts';
export * from './campaign-course.contract.ts';
export * from './campaign-document.contract.ts';
export { STAGE_STATE_NAMES } from './campaign-page.terms.ts';
export * from './class-duty.contract.ts';
export * from './correction.contract.ts';
// The rules themselves bring the reader along: screens that correct load them by name.
export type { CorrectedDuty, CorrectedReading, CorrectedUnit, Outcome } from './correction.rules.ts';
export { undoSteps } from './correction-history.rules.ts';
export * from './document.contract.ts';
export * from './duty.contract.ts';
export * from './duty-list.contract.ts';
export { DUTY_LINE_KIND_NAMES, DUTY_LIST_STATE_NAMES } from './duty-list.terms.ts';
export * from './edition.contract.ts';
export * from './ledger.contract.ts';
export * from './lineage.contract.ts';
export { MUCH_ALIKE_FROM, PLAN_LEVELS } from './lineage.rules.ts';
export { CONTRADICTION_NAMES, INHERITANCE_STATE_NAMES, PLAN_LEVEL_NAMES } from './lineage.terms.ts';
export * from './occurrence.contract.ts';
export { type OccurrenceStatus, UNSETTLED } from './occurrence.rules.ts';
export {
  clauseText,
  DOUBT_SENTENCES,
  FACT_NAMES,
  frequencyText,
  MISSING_FACT_SENTENCES,
  OBLIGATION_KIND_NAMES,
  OCCURRENCE_STATUS_NAMES,
  PERIOD_NAMES,
  PLAN_FORMAT_NAMES,
  PROPOSAL_SOURCE_NAMES,
  periodText,
  planError,
  TASK_STATUS_NAMES,
  UNIT_KIND_NAMES,
  WORK_GROUP_NAMES,
} from './plan.terms.ts';
export * from './reminder.contract.ts';
export type { StageState } from './stages.rules.ts';
export * from './target.contract.ts';
export { FORMULA_CODES, TARGET_FORMULAS } from './target-formulas.ts';
export * from './task.contract.ts';
export * from './task-bulk.contract.ts';
export { DUE_SOON_DAYS, TASK_STATUSES, type TaskState, type TaskStatus, taskStatus } from './task-status.rules.ts';
export { exportWork, WORK_COLUMNS, type WorkColumn } from './work-sheet.contract.ts';
