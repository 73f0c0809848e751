import { today } from '@zhiben/platform/domain/clock.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/hazard-analysis.contract.ts';
import { medianDurations } from './hazard-analysis.queries.ts';
import { analyse, exportAnalysisSheet } from './hazard-analysis.ts';
import { sendSheet } from './send-sheet.ts';

export const hazardAnalysisRoutes = [
  route(contracts.analyseHazards, ({ ctx, query }) => analyse(ctx, query)),
  route(contracts.analyseDurations, ({ ctx, query }) => medianDurations(ctx, query)),
  route(contracts.exportAnalysis, async ({ ctx, query, raw: { reply } }) =>
    sendSheet(reply, `隐患分析${today(ctx.clock)}`, exportAnalysisSheet(ctx, query)),
  ),
];
