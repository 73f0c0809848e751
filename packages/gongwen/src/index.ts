export { readPlanFile } from './files/read-plan-file.ts';
export { GongwenError, type GongwenErrorCode } from './gongwen-error.ts';
export type * from './plan.types.ts';
export { readPlanText } from './read-plan-text.ts';
export { renderPlanTree } from './render-plan-tree.ts';
export { type LabelledPlan, toLabelled } from './to-labelled.ts';
