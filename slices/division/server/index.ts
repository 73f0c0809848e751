import { defineSlice, EVERYONE, route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/division.contract.ts';
import { listBodies, listDivisions } from './division.queries.ts';

export {
  divisionName,
  getBodies,
  getBody,
  hasDivisions,
  insertBodies,
  insertDivisions,
  listBodies,
  listCounties,
  listDivisions,
} from './division.queries.ts';

export const divisionSlice = defineSlice({
  name: 'division',
  permissions: { 'division:read': EVERYONE },
  routes: [
    route(contracts.listDivisions, async ({ ctx }) => ({ rows: await listDivisions(ctx) })),
    route(contracts.listBodies, async ({ ctx }) => ({ rows: await listBodies(ctx) })),
  ],
});
