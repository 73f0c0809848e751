import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { deleteOldAttempts } from './attempts.queries.ts';
import { deleteExpiredSessions } from './session.queries.ts';

/** Sessions that ended long ago hold nothing but addresses of people; they go each night. */
export const sweepSessions = job({
  name: 'identity:sweep-sessions',
  payload: z.object({}),
  schedule: '17 3 * * *',
  run: async ({ ctx }) => {
    await deleteOldAttempts(ctx.db, ctx.clock.now());
    const deleted = await deleteExpiredSessions(ctx.db, ctx.clock.now());
    ctx.log.info({ deleted }, 'expired sessions deleted');
  },
});
