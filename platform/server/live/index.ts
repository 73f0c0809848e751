import { defineSlice, EVERYONE } from '../slice.ts';
import { liveRoutes } from './live.routes.ts';

export const liveSlice = defineSlice({
  name: 'live',
  routes: liveRoutes,
  permissions: { 'live:read': EVERYONE },
});
