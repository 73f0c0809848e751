import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { remindReviewsJob } from './risk.jobs.ts';
import { riskRoutes } from './risk.routes.ts';

export { listMeasures as listRiskMeasures } from './measures.queries.ts';
export { giveRisks, type MovedRisks, moveRisks } from './move-risks.queries.ts';
export { type OfficialResult, type OfficialRisk, putOfficialRisks } from './official.actions.ts';
export {
  type ChangeCursor,
  type ChangeFilter,
  findOfficialRisks,
  listChangedRisks,
  type StandingRisks,
} from './official.queries.ts';
export { placeRisks } from './place-risks.queries.ts';
export { createPlan, drawPlan } from './plans.actions.ts';
export { remarkEvent } from './remarks.actions.ts';
export { reviewAfterAccident } from './review-due.actions.ts';
export { copyRisks, type LoadedRisks } from './risk.bulk.ts';
export { presentRiskFile } from './risk.present.ts';
export { riskOf, riskTemplates } from './templates.ts';
export { listUnits as listRiskUnits } from './units.queries.ts';

const WRITERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];
const OWN_PEOPLE = [...WRITERS, 'teamLeader', 'worker'];
const REGULATORS = ['committeeClerk', 'departmentOfficer', 'townshipOfficer', 'inspector'];
const VIEWERS = ['leader', 'higherLevelViewer'];

export const riskSlice = defineSlice({
  name: 'risk',
  permissions: {
    'risk:read': [...OWN_PEOPLE, ...REGULATORS, ...VIEWERS],
    'risk:survey': [...REGULATORS, ...VIEWERS],
    'risk:export': [...WRITERS, ...REGULATORS, 'leader'],
    'risk:write': WRITERS,
    'risk:confirm': WRITERS,
    'risk:remark': REGULATORS,
  },
  routes: riskRoutes,
  jobs: [remindReviewsJob],
});
