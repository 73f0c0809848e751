import { newId } from '@zhiben/platform/domain/ids.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { applyBatch } from './apply.ts';
import { findBatch, listStalledBatches } from './batch.queries.ts';
import { sendOutbox } from './outbox.ts';

const STALLED_MS = 120_000;

/** Takes in a batch as the person who started it. Each piece locks the batch, so running twice does no record twice. */
export const applyBatchJob = job({
  name: 'exchange:applyBatch',
  payload: z.object({ id: z.uuid() }),
  run: async ({ ctx, payload: { id } }) => {
    const batch = await findBatch(ctx, id);
    if (batch?.status !== 'running') return;
    await applyBatch(ctx.as({ ...batch.actor, county: ctx.actor.county, permissions: new Set<string>() }), id);
  },
});

/** Takes up what a process left standing when it ended. */
export const resumeBatchesJob = job({
  name: 'exchange:resumeBatches',
  payload: z.object({}),
  schedule: '*/2 * * * *',
  run: async ({ ctx }) => {
    const stalled = await listStalledBatches(ctx, new Date(ctx.clock.now().getTime() - STALLED_MS));
    if (stalled.length === 0) return;
    await ctx.transaction(async (tx) => {
      for (const id of stalled) {
        await enqueue(tx, applyBatchJob, { id }, { key: `${id}:resumed` });
        tx.record({ id: newId(), action: 'exchange:resume', subject: { kind: 'exchangeBatch', id }, data: {} });
      }
    });
  },
});

/** Sends what changed to those to whom it is reported. */
export const sendOutboxJob = job({
  name: 'exchange:sendOutbox',
  payload: z.object({}),
  schedule: '* * * * *',
  run: ({ ctx }) => sendOutbox(ctx),
});
