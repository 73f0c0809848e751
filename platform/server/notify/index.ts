import { defineSlice, EVERYONE } from '../slice.ts';
import { prepareDeliveriesJob, sendDeliveryJob } from './notify.jobs.ts';
import { notifyRoutes } from './notify.routes.ts';

export type { Channels, ContactsOf } from './channel.ts';
export { type NotifyInput, notify } from './notify.actions.ts';
export { openChannels } from './open-channels.ts';

export const notifySlice = defineSlice({
  name: 'notify',
  routes: notifyRoutes,
  jobs: [prepareDeliveriesJob, sendDeliveryJob],
  permissions: { 'notify:read': EVERYONE },
});
