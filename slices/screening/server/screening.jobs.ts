import { today } from '@zhiben/platform/domain/clock.ts';
import { localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { remindCommitments } from './commitment.remind.ts';
import { countBehind } from './count-days.ts';
import { markBehind } from './days.queries.ts';
import { takeUpArrived } from './files-known.ts';
import { makeRoom } from './partitions.queries.ts';

/** What time alone changes: a new day begins, a slot can no longer be made up. */
export const countDaysJob = job({
  name: 'screening:countDays',
  payload: z.object({}),
  schedule: '*/10 * * * *',
  run: async ({ ctx }) => void (await countBehind(ctx)),
});

/** Where the county changed for how long a slot may be made up: days that were counted by the old limit. */
export const countAgainJob = job({
  name: 'screening:countAgain',
  payload: z.object({ from: localDateSchema }),
  run: async ({ ctx, payload: { from } }) => {
    await markBehind(ctx, from);
    await countBehind(ctx);
  },
});

/** Photos that arrived without the phone saying so. */
export const takeUpFilesJob = job({
  name: 'screening:takeUpFiles',
  payload: z.object({}),
  schedule: '5,20,35,50 * * * *',
  run: ({ ctx }) => takeUpArrived(ctx),
});

/** The county sets the hour itself: looked at often, done once a day. */
export const remindCommitmentsJob = job({
  name: 'screening:remindCommitments',
  payload: z.object({}),
  schedule: '*/10 * * * *',
  run: async ({ ctx }) => void (await remindCommitments(ctx)),
});

/** Every night, for what runs without being started again. */
export const partitionsJob = job({
  name: 'screening:partitions',
  payload: z.object({}),
  schedule: '15 2 * * *',
  run: ({ ctx }) => makeRoom(ctx, today(ctx.clock)),
});
