import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/effect.contract.ts';
import { refresh, setSettings, veto, withdrawVeto } from './effect.actions.ts';
import { listFilterOf, presentCountyEffect, presentEffect, presentEffects, presentSettings } from './effect.present.ts';
import { exportEffects } from './effect-export.ts';
import { countEffects } from './effect-list.queries.ts';

export const effectRoutes = [
  route(contracts.getCountyEffect, ({ ctx, query }) => presentCountyEffect(ctx, query)),
  route(contracts.listEffects, ({ ctx, query }) => presentEffects(ctx, query)),
  route(contracts.countEffects, async ({ ctx, query }) => countEffects(ctx, await listFilterOf(ctx, query))),
  route(contracts.exportEffects, async ({ ctx, query, raw }) => sendSheet(raw.reply, await exportEffects(ctx, query))),
  route(contracts.getEffect, ({ ctx, params, query }) => presentEffect(ctx, params.enterpriseId, query.month)),
  route(contracts.vetoEffect, ({ ctx, params, body }) => veto(ctx, params.enterpriseId, body)),
  route(contracts.withdrawVeto, ({ ctx, params, body }) => withdrawVeto(ctx, params.id, body)),
  route(contracts.getEffectSettings, ({ ctx }) => presentSettings(ctx)),
  route(contracts.setEffectSettings, ({ ctx, body }) => setSettings(ctx, body)),
  route(contracts.refreshEffect, ({ ctx, body }) => refresh(ctx, body)),
];
