import { today } from '@zhiben/platform/domain/clock.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import { sendDocx } from '@zhiben/platform/server/docx/send-docx.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/hazard-analysis.contract.ts';
import { sayMonths } from '../domain/hazard-analysis.rules.ts';
import { writeAnalysisDocument } from './hazard-analysis.document.ts';
import { medianDurations } from './hazard-analysis.queries.ts';
import { analyse, exportAnalysisSheet, mapAnalysis } from './hazard-analysis.ts';

export const hazardAnalysisRoutes = [
  route(contracts.analyseHazards, ({ ctx, query }) => analyse(ctx, query)),
  route(contracts.analyseDurations, ({ ctx, query }) => medianDurations(ctx, query)),
  route(contracts.mapAnalysis, ({ ctx, query }) => mapAnalysis(ctx, query)),
  route(contracts.exportAnalysis, async ({ ctx, query, raw: { reply } }) => {
    const sheet = await exportAnalysisSheet(ctx, query);
    await recordExport(ctx, 'hazard', { document: 'analysisTable', filter: query });
    return sendSheet(reply, { name: `隐患分析${today(ctx.clock)}`, sheet });
  }),
  route(contracts.writeAnalysis, async ({ ctx, query, raw: { reply } }) => {
    const document = await writeAnalysisDocument(ctx, query);
    await recordExport(ctx, 'hazard', { document: 'analysis', filter: query });
    return sendDocx(reply, `${sayMonths(query)}隐患分析`, document);
  }),
];
