import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { remindReviews } from './review-due.actions.ts';

/** On Mondays: what is due within a month is told in time, and nobody is told every day. */
export const remindReviewsJob = job({
  name: 'risk:remindReviews',
  schedule: '40 8 * * 1',
  payload: z.object({}),
  run: async ({ ctx }) => void (await remindReviews(ctx)),
});
