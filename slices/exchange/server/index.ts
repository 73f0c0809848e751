import { defineSlice } from '@zhiben/platform/server/slice.ts';
import { applyBatchJob, resumeBatchesJob, sendOutboxJob } from './exchange.jobs.ts';
import { exchangeRoutes } from './exchange.routes.ts';

export { setCompany } from './company.actions.ts';
export { loadSends } from './exchange.bulk.ts';
export { receiveBatch } from './receive.ts';
export { readCursor, signedExport } from './signed-file.ts';
export { createTarget, pauseTarget } from './target.actions.ts';
export { applyReceived, checkFile, findResumption, replayReceived } from './whole-file.ts';

const OFFICE = ['administrator', 'committeeClerk'];

export const exchangeSlice = defineSlice({
  name: 'exchange',
  permissions: {
    'exchange:read': OFFICE,
    'exchange:import': OFFICE,
    'exchange:export': OFFICE,
    'exchange:configure': OFFICE,
    'exchange:export-own': ['enterprisePrincipal', 'enterpriseSafetyManager'],
  },
  routes: exchangeRoutes,
  jobs: [applyBatchJob, resumeBatchesJob, sendOutboxJob],
});
