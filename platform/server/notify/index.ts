import { defineSlice, EVERYONE } from '../slice.ts';
import { prepareDeliveriesJob, sendDeliveryJob } from './notify.jobs.ts';
import { notifyRoutes } from './notify.routes.ts';

export { notify } from './notify.actions.ts';

export const notifySlice = defineSlice({
  name: 'notify',
  routes: notifyRoutes,
  jobs: [prepareDeliveriesJob, sendDeliveryJob],
  permissions: { 'notify:read': EVERYONE },
});
