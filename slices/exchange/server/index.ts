import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { applyBatchJob, resumeBatchesJob, sendOutboxJob } from './exchange.jobs.ts';
import { exchangeRoutes } from './exchange.routes.ts';

const OFFICE = ['administrator', 'committeeClerk'];

export const exchangeSlice = defineSlice({
  name: 'exchange',
  permissions: {
    'exchange:read': OFFICE,
    'exchange:import': OFFICE,
    'exchange:export': OFFICE,
    'exchange:configure': OFFICE,
    'exchange:exportOwn': ['enterprisePrincipal', 'enterpriseSafetyManager'],
  },
  routes: exchangeRoutes,
  jobs: [applyBatchJob, resumeBatchesJob, sendOutboxJob],
});
