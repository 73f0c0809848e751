import { contract, idSchema, localDateSchema } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

const campaignParams = z.object({ id: idSchema });

export const exportDecomposition = contract({
  method: 'GET',
  url: '/api/campaigns/:id/decomposition',
  permission: 'plan:read',
  summary: '任务分解表（docx，公文格式，横排）',
  params: campaignParams,
  response: z.unknown(),
});

export const exportProgressReport = contract({
  method: 'GET',
  url: '/api/campaigns/:id/report',
  permission: 'plan:read',
  summary: '进展情况报告（docx，公文格式）：由已核查的记录汇成，附依据',
  params: campaignParams,
  query: z.object({
    /** First day whose verified progress is told; a month before `to` when absent. */
    from: localDateSchema.optional(),
    /** Today when absent. */
    to: localDateSchema.optional(),
  }),
  response: z.unknown(),
});
