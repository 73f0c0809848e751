import { defineSlice, EVERYONE } from '@zhiben/platform/server/slice.ts';
import { ENTERPRISE_ROLES } from '@zhiben/slices/identity/domain';
import { climbNoticesJob } from './hazard.jobs.ts';
import { hazardRoutes } from './hazard.routes.ts';
import { hazardAnalysisRoutes } from './hazard-analysis.routes.ts';
import { foldDurationsJob, foldSumsJob } from './hazard-analysis.ts';
import { hazardCriteriaRoutes } from './hazard-criteria.routes.ts';
import { hazardDuplicateRoutes } from './hazard-duplicates.ts';
import { moveImportJob, resumeImportsJob } from './hazard-import.jobs.ts';
import { hazardImportRoutes } from './hazard-import.routes.ts';
import { hazardLedgerRoutes } from './hazard-ledger.ts';
import { hazardTickedRoutes } from './hazard-ticked.ts';

export { giveCommand, markListed, registerHazard } from './hazard.actions.ts';
export { copyHazards, makeSums, withoutSums } from './hazard.bulk.ts';
export { warmCriteria } from './hazard.criteria.ts';
export { countHazards, findHazard, insertHazards, listHazards, listStates } from './hazard.queries.ts';
export { analyse } from './hazard-analysis.ts';
export { countChanges } from './hazard-changes.queries.ts';
export { type Acceptance, countForEffect, type EffectHazards, listAcceptances } from './hazard-effect.queries.ts';
export { countOpenByEnterprise } from './hazard-enterprises.queries.ts';
export {
  countByFigure,
  countByFigures,
  type FigureRows,
  type HazardFigure,
  listByFigure,
  type Measure,
} from './hazard-figure.queries.ts';
export { makeDraw } from './hazard-look-back.actions.ts';
export { climbNotices, issueNotices, signNotice, visitNotice } from './hazard-notices.actions.ts';
export { listNotices } from './hazard-notices.queries.ts';
export { listOfficialHazards, type OfficialHazard } from './hazard-official.queries.ts';
export {
  countByPlace,
  countEnterprisesByPlace,
  type PlaceEnterprises,
  type PlaceFigures,
} from './hazard-places.queries.ts';
export { listWeighed, type WeighedHazard } from './hazard-pressed.queries.ts';
export { type Registration, registerFound } from './hazard-register.ts';
export { listReportedEnterprises, listReportedHazards, listReportedIds } from './hazard-reported.queries.ts';
export { suggest } from './hazard-suggestion.ts';

const ENTERPRISE_OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];
const REGULATORS = ['departmentOfficer', 'inspector'];

export const hazardSlice = defineSlice({
  name: 'hazard',
  permissions: {
    'hazard:read': EVERYONE,
    'hazard:record': [...ENTERPRISE_ROLES, ...REGULATORS, 'townshipOfficer'],
    'hazard:confirm': REGULATORS,
    'hazard:commit': ENTERPRISE_OFFICERS,
    'hazard:rectify': ENTERPRISE_OFFICERS,
    'hazard:accept': REGULATORS,
    'hazard:close': REGULATORS,
    'hazard:decide': REGULATORS,
    'hazard:impose': REGULATORS,
    'hazard:assign': ['committeeClerk', 'departmentOfficer'],
    'hazard:remind': ['committeeClerk', 'townshipOfficer', ...REGULATORS],
    'hazard:draw': ['committeeClerk', 'departmentOfficer'],
    'hazard:trail': ['committeeClerk', 'leader', ...REGULATORS],
    'hazard:sign': ['enterprisePrincipal'],
    'hazard:visit': ['townshipOfficer', ...REGULATORS],
    'hazard:configure': ['administrator'],
    'hazard:import': ['administrator', 'committeeClerk', 'departmentOfficer'],
    'hazard:analyse': [
      'administrator',
      'committeeClerk',
      'leader',
      ...REGULATORS,
      'townshipOfficer',
      'higherLevelViewer',
    ],
    'hazard:export': ['administrator', 'committeeClerk', 'leader', ...REGULATORS, 'townshipOfficer'],
  },
  routes: [
    ...hazardRoutes,
    ...hazardImportRoutes,
    ...hazardLedgerRoutes,
    ...hazardTickedRoutes,
    ...hazardAnalysisRoutes,
    ...hazardCriteriaRoutes,
    ...hazardDuplicateRoutes,
  ],
  jobs: [climbNoticesJob, moveImportJob, resumeImportsJob, foldSumsJob, foldDurationsJob],
});
