import { z } from 'zod';
import { contract } from './contract.ts';

/** Asked for by a page that its reader may not open. The names of roles are for people; nothing is decided by them. */
export const listHolders = contract({
  method: 'GET',
  url: '/api/permissions/:permission/holders',
  permission: 'identity:account',
  summary: '哪些岗位有某项权限',
  params: z.object({
    permission: z
      .string()
      .regex(/^[a-z-]+:[A-Za-z-]+$/)
      .max(60),
  }),
  response: z.object({ roles: z.array(z.string()) }),
});
