import { job } from '@zhiben/platform/server/slice.ts';
import { z } from 'zod';
import { applyImport, checkImport } from './enterprise-import.actions.ts';
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

/** 应急管理部令第11号: a listing ends by itself when its three years have passed. */
export const delistJob = job({
  name: 'enterprise:delist',
  schedule: '10 0 * * *',
  payload: z.object({}),
  run: async ({ ctx }) => void (await delistLapsed(ctx)),
});
