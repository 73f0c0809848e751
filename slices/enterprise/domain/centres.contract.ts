import { contract } from '@zhiben/platform/domain/contract.ts';
import { z } from 'zod';

export const listCentres = contract({
  method: 'GET',
  url: '/api/enterprises/centres',
  permission: 'enterprise:read',
  summary: '管辖范围内各乡镇企业的中心位置，供无网络地图时标注参照',
  response: z.object({
    rows: z.array(z.object({ township: z.string(), name: z.string(), longitude: z.number(), latitude: z.number() })),
  }),
});
