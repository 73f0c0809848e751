import { contract, idSchema, instantSchema, text } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';
import { tallySchema } from './campaign.contract.ts';

const campaignParams = z.object({ id: idSchema });

export const getCampaignClosing = contract({
  method: 'GET',
  url: '/api/campaigns/:id/closing',
  permission: 'plan:read',
  summary: '专项行动是否已结束、总结，以及我能否结束或重新启动',
  params: campaignParams,
  response: z.object({
    closing: z.object({ at: instantSchema, byName: z.string(), summary: z.string() }).nullable(),
    tally: tallySchema,
    abilities: z.object({ close: z.boolean(), reopen: z.boolean() }),
  }),
});

export const closeCampaign = contract({
  method: 'POST',
  url: '/api/campaigns/:id/close',
  permission: 'plan:adopt',
  summary: '结束专项行动并写明总结；有进展待核查的不能结束',
  params: campaignParams,
  body: z.object({ commandId: idSchema, summary: text(4000) }),
  response: z.object({ id: idSchema }),
});

export const reopenCampaign = contract({
  method: 'POST',
  url: '/api/campaigns/:id/reopen',
  permission: 'plan:adopt',
  summary: '重新启动已结束的专项行动，须写明理由',
  params: campaignParams,
  body: z.object({ commandId: idSchema, reason: text(500) }),
  response: z.object({ id: idSchema }),
});
