import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { STAFF_ROLES } from '@zhiben/slices/identity/domain';
import { remindJob } from './reminders.ts';
import { supervisionRoutes } from './supervision.routes.ts';
import { sweepJob } from './sweep.ts';

export { draftPaper, giveCommand } from './paper.actions.ts';
export { countPapers, listPapers } from './paper.queries.ts';
export { listPapersAbout, type PaperAbout } from './papers-about.ts';
export { acceptProposal, dismissProposal, draftByRecord } from './proposal.actions.ts';
export { countProposals, listProposals } from './proposal.queries.ts';
export { setPreset } from './settings.actions.ts';
export { sweepProposals } from './sweep.ts';

const OFFICERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];
const DRAFTERS = ['committeeClerk', 'departmentOfficer'];

export const supervisionSlice = defineSlice({
  name: 'supervision',
  permissions: {
    'supervision:read': [...STAFF_ROLES, 'leader', 'higherLevelViewer', ...OFFICERS],
    'supervision:draft': DRAFTERS,
    'supervision:approve': [...DRAFTERS, 'leader'],
    'supervision:answer': [...DRAFTERS, 'townshipOfficer', 'leader', ...OFFICERS],
    'supervision:annual': ['committeeClerk', 'leader'],
    'supervision:configure': ['administrator', 'committeeClerk'],
    'supervision:export': [...STAFF_ROLES, 'leader'],
  },
  routes: supervisionRoutes,
  jobs: [sweepJob, remindJob],
});
