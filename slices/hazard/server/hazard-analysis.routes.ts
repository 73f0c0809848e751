import { today } from '@zhiben/platform/domain/clock.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/hazard-analysis.contract.ts';
import { sayMonths } from '../domain/hazard-analysis.rules.ts';
import { writeAnalysisDocument } from './hazard-analysis.document.ts';
import { medianDurations } from './hazard-analysis.queries.ts';
import { analyse, exportAnalysisSheet, mapAnalysis } from './hazard-analysis.ts';
import { sendSheet } from './send-sheet.ts';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export const hazardAnalysisRoutes = [
  route(contracts.analyseHazards, ({ ctx, query }) => analyse(ctx, query)),
  route(contracts.analyseDurations, ({ ctx, query }) => medianDurations(ctx, query)),
  route(contracts.mapAnalysis, ({ ctx, query }) => mapAnalysis(ctx, query)),
  route(contracts.exportAnalysis, async ({ ctx, query, raw: { reply } }) =>
    sendSheet(reply, `隐患分析${today(ctx.clock)}`, exportAnalysisSheet(ctx, query)),
  ),
  route(contracts.writeAnalysis, async ({ ctx, query, raw: { reply } }) => {
    const name = encodeURIComponent(`${sayMonths(query)}隐患分析.docx`);
    return reply
      .type(DOCX)
      .header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      .send(await writeAnalysisDocument(ctx, query));
  }),
];
