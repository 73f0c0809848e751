import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { recompute, recomputeAll } from './grading.compute.ts';

/** After a change of a file; a later change of the same file takes the place of the job that waits. */
export const regradeJob = job({
  name: 'enterprise:regrade',
  payload: z.object({ ids: z.array(z.uuid()).max(1000) }),
  run: async ({ ctx, payload }) => void (await recompute(ctx, payload.ids)),
});

/** Once a day: hazards, lapsing papers and accidents change grades without anybody touching the file. */
export const regradeAllJob = job({
  name: 'enterprise:regradeAll',
  schedule: '20 3 * * *',
  payload: z.object({}),
  run: async ({ ctx }) => void (await recomputeAll(ctx)),
});

export async function regradeLater(tx: TxCtx, ids: readonly string[]): Promise<void> {
  const [only] = ids;
  const key = ids.length === 1 && only ? { key: only } : {};
  if (ids.length > 0) await enqueue(tx, regradeJob, { ids: [...ids] }, key);
}
