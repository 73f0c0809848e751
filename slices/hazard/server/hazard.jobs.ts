import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { climbNotices } from './hazard-notices.actions.ts';

/** Twice a day in working hours: nobody is reminded at night. */
export const climbNoticesJob = job({
  name: 'hazard:climbNotices',
  payload: z.object({}),
  schedule: '20 8,14 * * *',
  run: async ({ ctx }) => void (await climbNotices(ctx)),
});
