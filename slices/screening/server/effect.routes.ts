import { today } from '@zhiben/platform/domain/clock.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/effect.contract.ts';
import { currentMonth } from '../domain/effect-month.rules.ts';
import { refresh, setSettings, veto, withdrawVeto } from './effect.actions.ts';
import { listFilterOf, presentCountyEffect, presentEffect, presentEffects, presentSettings } from './effect.present.ts';
import { exportEffects } from './effect-export.ts';
import { countEffects } from './effect-list.queries.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const effectRoutes = [
  route(contracts.getCountyEffect, ({ ctx, query }) => presentCountyEffect(ctx, query)),
  route(contracts.listEffects, ({ ctx, query }) => presentEffects(ctx, query)),
  route(contracts.countEffects, async ({ ctx, query }) => countEffects(ctx, await listFilterOf(ctx, query))),
  route(contracts.exportEffects, async ({ ctx, query, raw }) => {
    const sheet = await exportEffects(ctx, query);
    const name = encodeURIComponent(`双重预防运行效果${query.month ?? currentMonth(today(ctx.clock))}.xlsx`);
    return raw.reply.type(XLSX).header('content-disposition', `attachment; filename*=UTF-8''${name}`).send(sheet);
  }),
  route(contracts.getEffect, ({ ctx, params, query }) => presentEffect(ctx, params.enterpriseId, query.month)),
  route(contracts.vetoEffect, ({ ctx, params, body }) => veto(ctx, params.enterpriseId, body)),
  route(contracts.withdrawVeto, ({ ctx, params, body }) => withdrawVeto(ctx, params.id, body)),
  route(contracts.getEffectSettings, ({ ctx }) => presentSettings(ctx)),
  route(contracts.setEffectSettings, ({ ctx, body }) => setSettings(ctx, body)),
  route(contracts.refreshEffect, ({ ctx, body }) => refresh(ctx, body)),
];
