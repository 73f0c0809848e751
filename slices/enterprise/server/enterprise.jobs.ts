import { newId } from '@zhiben/platform/domain/ids.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { applyImport, dropForgottenImports, listStalledImports } from './enterprise-import.actions.ts';
import { checkImport } from './enterprise-import.check.ts';
import { remindLapses } from './lapse.actions.ts';
import { delistLapsed } from './papers.actions.ts';

const payload = z.object({ id: z.uuid() });

export const checkImportJob = job({
  name: 'enterprise:checkImport',
  payload,
  run: ({ ctx, payload: { id } }) => checkImport(ctx, id),
});

export const applyImportJob = job({
  name: 'enterprise:applyImport',
  payload,
  run: ({ ctx, payload: { id } }) => applyImport(ctx, id),
});

/** Takes up what a process left standing when it ended. */
export const resumeImportsJob = job({
  name: 'enterprise:resumeImports',
  payload: z.object({}),
  schedule: '*/2 * * * *',
  run: async ({ ctx }) => {
    const stalled = await listStalledImports(ctx);
    if (stalled.length === 0) return;
    await ctx.transaction(async (tx) => {
      for (const { id, state } of stalled) {
        await enqueue(tx, state === 'checking' ? checkImportJob : applyImportJob, { id }, { key: `${id}:resumed` });
        tx.record({ id: newId(), action: 'enterprise:resumeImport', subject: { kind: 'import', id }, data: { state } });
      }
    });
  },
});

export const dropImportsJob = job({
  name: 'enterprise:dropImports',
  schedule: '40 2 * * *',
  payload: z.object({}),
  run: async ({ ctx }) => dropForgottenImports(ctx),
});

/** In the morning of each day, weekends too: a paper lapses on any day. */
export const remindLapsesJob = job({
  name: 'enterprise:remindLapses',
  schedule: '30 8 * * *',
  payload: z.object({}),
  run: async ({ ctx }) => void (await remindLapses(ctx)),
});

/** A listing ends by itself after three years (应急管理部令第11号), a ban after five (《安全生产法》第九十四条). */
export const delistJob = job({
  name: 'enterprise:delist',
  schedule: '10 0 * * *',
  payload: z.object({}),
  run: async ({ ctx }) => void (await delistLapsed(ctx)),
});
