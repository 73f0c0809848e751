import { defineSlice, EVERYONE } from '@zhiben/platform/server/slice.ts';
import {
  applyImportJob,
  checkImportJob,
  delistJob,
  dropImportsJob,
  remindLapsesJob,
  resumeImportsJob,
} from './enterprise.jobs.ts';
import { enterpriseRoutes } from './enterprise.routes.ts';
import { enterpriseImportRoutes } from './enterprise-import.routes.ts';
import { enterpriseTickedRoutes } from './enterprise-ticked.ts';
import { regradeAllJob, regradeJob } from './grading.jobs.ts';
import { lapseRoutes } from './lapse.routes.ts';

export { listTownshipCentres } from './centres.queries.ts';
export { type Contact, listContacts } from './contacts.queries.ts';
export {
  countEnterprises,
  countRows as countEnterpriseRows,
  findEnterprise,
  findEnterprises,
  findFile as findEnterpriseFile,
  getEnterpriseName,
  holdEnterprise,
  insertEnterprises,
  listEnterprises,
  listNamedEnterprises,
  type NewEnterprise,
} from './enterprise.queries.ts';
export { applyImport, beginApply, beginImport } from './enterprise-import.actions.ts';
export { checkImport } from './enterprise-import.check.ts';
export { decideGrade, findSupervisionGrade } from './grading.actions.ts';
export { recomputeAll } from './grading.compute.ts';
export { listProposed } from './grading.queries.ts';
export { insertFiles, type NewFile } from './new-files.ts';
export { countWithout, listWithout } from './without.queries.ts';

const REGULATORS = ['committeeClerk', 'departmentOfficer', 'townshipOfficer'];
const ENTERPRISE_OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];

export const enterpriseSlice = defineSlice({
  name: 'enterprise',
  permissions: {
    'enterprise:read': EVERYONE,
    /** Finds the file of the own enterprise in the navigation. */
    'enterprise:own': [...ENTERPRISE_OFFICERS, 'teamLeader', 'worker'],
    'enterprise:survey': [...REGULATORS, 'inspector', 'leader', 'higherLevelViewer'],
    'enterprise:export': [...REGULATORS, 'inspector', 'leader'],
    'enterprise:enter': REGULATORS,
    'enterprise:edit': [...REGULATORS, ...ENTERPRISE_OFFICERS],
    'enterprise:import': REGULATORS,
    'enterprise:merge': ['committeeClerk'],
    'enterprise:oversee': ['committeeClerk'],
    'enterprise:grade': ['committeeClerk', 'departmentOfficer'],
    'enterprise:appeal': ENTERPRISE_OFFICERS,
    /** Those who oversee read how grades are counted, and so does whoever may change it. */
    'enterprise:policy': [...REGULATORS, 'inspector', 'leader', 'higherLevelViewer', 'administrator'],
    'enterprise:configure': ['committeeClerk', 'administrator'],
  },
  routes: [...enterpriseImportRoutes, ...enterpriseTickedRoutes, ...lapseRoutes, ...enterpriseRoutes],
  jobs: [
    checkImportJob,
    applyImportJob,
    resumeImportsJob,
    dropImportsJob,
    remindLapsesJob,
    delistJob,
    regradeJob,
    regradeAllJob,
  ],
});
