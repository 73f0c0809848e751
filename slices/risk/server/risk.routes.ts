import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as plans from '../domain/plan.contract.ts';
import * as points from '../domain/points.contract.ts';
import * as reviews from '../domain/review.contract.ts';
import * as contracts from '../domain/risk.contract.ts';
import * as templates from '../domain/template.contract.ts';
import { assessEvent, requireReassessment } from './assess.actions.ts';
import { createPlan, drawPlan, presentPlans, removePlan } from './plans.actions.ts';
import { countPoints, countSpots, listPoints, listSpots } from './points.queries.ts';
import { exportPoints } from './points-export.ts';
import { presentFigures } from './points-figures.ts';
import { answerRemark, remarkEvent } from './remarks.actions.ts';
import { confirmReview, presentReview } from './review.actions.ts';
import {
  createEvent,
  createUnit,
  editEvent,
  editUnit,
  removeEvent,
  removeUnit,
  setScoreTable,
} from './risk.actions.ts';
import { presentRiskFile, presentRiskPoint } from './risk.present.ts';
import { exportRisks, importRisks } from './sheet.ts';
import { applyTemplate, riskTemplates } from './templates.ts';

const SHEET_LIMIT = 10_000_000;

const listRoutes = [
  route(contracts.getRiskFile, ({ ctx, params }) => presentRiskFile(ctx, params.enterpriseId)),
  route(contracts.setScoreTable, ({ ctx, params, body }) => setScoreTable(ctx, params.enterpriseId, body)),
  route(contracts.createRiskUnit, ({ ctx, params, body }) => createUnit(ctx, params.enterpriseId, body)),
  route(contracts.editRiskUnit, ({ ctx, params, body }) => editUnit(ctx, params.id, body)),
  route(contracts.removeRiskUnit, ({ ctx, params, body }) => removeUnit(ctx, params.id, body)),
  route(contracts.createRiskEvent, ({ ctx, params, body }) => createEvent(ctx, params.id, body)),
  route(contracts.editRiskEvent, ({ ctx, params, body }) => editEvent(ctx, params.id, body)),
  route(contracts.assessRiskEvent, ({ ctx, params, body }) => assessEvent(ctx, params.id, body)),
  route(contracts.removeRiskEvent, ({ ctx, params, body }) => removeEvent(ctx, params.id, body)),
  route(contracts.requireReassessment, ({ ctx, params, body }) => requireReassessment(ctx, params.enterpriseId, body)),
  route(contracts.remarkRiskEvent, ({ ctx, params, body }) => remarkEvent(ctx, params.id, body)),
  route(contracts.answerRemark, ({ ctx, params, body }) => answerRemark(ctx, params.id, body)),
  route(templates.listRiskTemplates, async () => ({ rows: [...riskTemplates()] })),
  route(templates.useRiskTemplate, ({ ctx, params, body }) => applyTemplate(ctx, params.enterpriseId, body)),
  route(templates.importRisks, ({ ctx, params, query, raw }) =>
    withUpload(raw.request, ctx.services.files.incoming, SHEET_LIMIT, async ({ file }) => {
      const { path } = file.received;
      const goodRows = query.goodRows === 'true';
      const { problems, ...counts } = await importRisks(ctx, params.enterpriseId, {
        commandId: query.commandId,
        path,
        goodRows,
      });
      return { ...counts, problems: [...problems] };
    }),
  ),
  route(templates.exportRisks, async ({ ctx, params, raw }) => {
    const { name, sheet } = await exportRisks(ctx, params.enterpriseId);
    return sendSheet(raw.reply, { name, sheet });
  }),
];

const planRoutes = [
  route(plans.listRiskPlans, async ({ ctx, params }) => ({ rows: await presentPlans(ctx, params.enterpriseId) })),
  route(plans.createRiskPlan, ({ ctx, params, body }) => createPlan(ctx, params.enterpriseId, body)),
  route(plans.drawRiskPlan, ({ ctx, params, body }) => drawPlan(ctx, params.id, body)),
  route(plans.removeRiskPlan, ({ ctx, params, body }) => removePlan(ctx, params.id, body)),
  route(reviews.getRiskReview, ({ ctx, params, query }) => presentReview(ctx, params.enterpriseId, query.quarter)),
  route(reviews.confirmRiskReview, ({ ctx, params, body }) => confirmReview(ctx, params.enterpriseId, body)),
];

const countyRoutes = [
  route(points.listRiskPoints, async ({ ctx, query }) => {
    const { rows, nextCursor } = await listPoints(ctx, query);
    return {
      rows: rows.map(({ rank, updatedKey, returnedAt, assessedAt, updatedAt, ...row }) => ({
        ...row,
        returned: returnedAt !== null,
        assessedAt: assessedAt?.toISOString() ?? null,
        updatedAt: updatedAt.toISOString(),
      })),
      nextCursor,
    };
  }),
  route(points.countRiskPoints, ({ ctx, query }) => countPoints(ctx, query)),
  route(points.exportRiskPoints, async ({ ctx, query, raw }) => sendSheet(raw.reply, await exportPoints(ctx, query))),
  route(points.getRiskFigures, ({ ctx }) => presentFigures(ctx)),
  route(points.getRiskMap, async ({ ctx, query }) => {
    const [spots, unplaced, all] = await Promise.all([
      listSpots(ctx, query),
      countSpots(ctx, query, true),
      countSpots(ctx, query, false),
    ]);
    const placed = spots.flatMap(({ longitude, latitude, ...spot }) =>
      longitude === null || latitude === null ? [] : [{ ...spot, longitude, latitude }],
    );
    return { spots: placed, unplaced, all };
  }),
  route(contracts.getRiskPoint, ({ ctx, params }) => presentRiskPoint(ctx, params.id)),
];

export const riskRoutes = [...listRoutes, ...planRoutes, ...countyRoutes];
