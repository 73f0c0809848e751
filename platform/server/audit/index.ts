import { z } from 'zod';
import { defineSlice, job } from '../slice.ts';
import { auditRoutes } from './audit.routes.ts';
import { makeCheckpoint } from './checkpoint.ts';

export { makeCheckpoint } from './checkpoint.ts';
export { exportProof } from './proof.ts';
export { type ChainReport, verifyChains } from './verify.ts';

const checkpointJob = job({
  name: 'audit:checkpoint',
  payload: z.object({}),
  schedule: '10 0 * * *',
  run: async ({ ctx }) => void (await makeCheckpoint(ctx)),
});

export const auditSlice = defineSlice({
  name: 'audit',
  routes: auditRoutes,
  jobs: [checkpointJob],
  permissions: { 'audit:read': ['administrator', 'committeeClerk', 'leader'] },
});
