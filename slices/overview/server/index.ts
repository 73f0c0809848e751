import { defineSlice, EVERYONE, route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/overview.contract.ts';
import { home } from './home.ts';
import { searchAll } from './search.ts';

/** The only slice that reads across others: by their queries, each in the actor's scope. */
export const overviewSlice = defineSlice({
  name: 'overview',
  permissions: { 'overview:read': EVERYONE },
  routes: [
    route(contracts.search, ({ ctx, query }) => searchAll(ctx, query.q)),
    route(contracts.getHome, ({ ctx }) => home(ctx)),
  ],
});
