import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/correction.contract.ts';
import { correctPlan, previewRereading, rereadPlan } from './correction.actions.ts';

export const correctionRoutes = [
  route(contracts.correctPlanReading, ({ ctx, params, body }) => correctPlan(ctx, params.id, body)),
  route(contracts.previewRereading, ({ ctx, params }) => previewRereading(ctx, params.id)),
  route(contracts.rereadPlan, ({ ctx, params, body }) => rereadPlan(ctx, params.id, body)),
];
