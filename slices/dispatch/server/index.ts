import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { STAFF_ROLES, VIEWER_ROLES } from '@zhiben/slices/identity/domain';
import { dispatchRoutes } from './dispatch.routes.ts';

export { startForm, submitReport } from './dispatch.actions.ts';
export { type DispatchDue, dispatchDues } from './dispatch-dues.ts';
export { formFigures } from './form-figures.ts';

export const dispatchSlice = defineSlice({
  name: 'dispatch',
  permissions: {
    'dispatch:read': [...STAFF_ROLES, ...VIEWER_ROLES],
    'dispatch:start': ['committeeClerk'],
    'dispatch:submit': ['committeeClerk', 'departmentOfficer', 'townshipOfficer'],
    'dispatch:return': ['committeeClerk'],
  },
  routes: dispatchRoutes,
});
