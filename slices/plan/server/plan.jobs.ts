import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { layOutAhead } from './occurrence.actions.ts';
import { sendDigests } from './reminder.actions.ts';

/** Every night: what comes to be owed in the next weeks and months stands in the table. */
export const layOutJob = job({
  name: 'plan:lay-out',
  payload: z.object({}),
  schedule: '10 0 * * *',
  run: async ({ ctx }) => void (await layOutAhead(ctx)),
});

/** Every morning: one message for each person who owes something. */
export const digestJob = job({
  name: 'plan:digest',
  payload: z.object({}),
  schedule: '0 8 * * *',
  run: async ({ ctx }) => void (await sendDigests(ctx)),
});
