import { defineSlice } from '@zhiben/platform/server/slice.ts';

const MANAGERS = ['enterprisePrincipal', 'enterpriseSafetyManager'];
const OWN_PEOPLE = [...MANAGERS, 'teamLeader', 'worker'];
const REGULATORS = ['committeeClerk', 'departmentOfficer', 'townshipOfficer', 'inspector'];
const VIEWERS = ['leader', 'higherLevelViewer'];

export const screeningSlice = defineSlice({
  name: 'screening',
  permissions: {
    'screening:do': OWN_PEOPLE,
    'screening:manage': MANAGERS,
    'screening:read': [...OWN_PEOPLE, ...REGULATORS, ...VIEWERS],
    'screening:export': [...MANAGERS, ...REGULATORS, 'leader'],
  },
  routes: [],
});
