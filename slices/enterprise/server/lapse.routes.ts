import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/lapse.contract.ts';
import { exportLapsing, lapsesOf, presentLapseSettings, setLapseSetting } from './lapse.actions.ts';
import { countLapsing, listLapsing } from './lapse.queries.ts';

export const lapseRoutes = [
  route(contracts.listLapsing, async ({ ctx, query: { cursor, limit, sort, ...filter } }) =>
    listLapsing(ctx, await lapsesOf(ctx, filter), { cursor, limit, sort }),
  ),
  route(contracts.countLapsing, async ({ ctx, query }) => countLapsing(ctx, await lapsesOf(ctx, query))),
  route(contracts.exportLapsing, async ({ ctx, query, raw }) => sendSheet(raw.reply, await exportLapsing(ctx, query))),
  route(contracts.getLapseSettings, ({ ctx }) => presentLapseSettings(ctx)),
  route(contracts.setLapseSetting, async ({ ctx, body }) => {
    await setLapseSetting(ctx, body);
    return presentLapseSettings(ctx);
  }),
];
