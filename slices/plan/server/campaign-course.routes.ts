import { today } from '@zhiben/platform/domain/clock.ts';
import type { RouteContract } from '@zhiben/platform/domain/contract.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { type HandlerArgs, route } from '@zhiben/platform/server/slice.ts';
import { closeCampaign, getCampaignClosing, reopenCampaign } from '../domain/campaign-closing.contract.ts';
import { getCampaignCourse, getCampaignDocument } from '../domain/campaign-course.contract.ts';
import { exportDecomposition, exportProgressReport } from '../domain/campaign-document.contract.ts';
import { applyLedger, exportLedger, previewLedger } from '../domain/ledger.contract.ts';
import { canCloseCampaign } from '../domain/plan.policy.ts';
import { tallyCampaign } from './campaign.queries.ts';
import * as closing from './campaign-closing.actions.ts';
import { findClosing } from './campaign-closing.queries.ts';
import { campaignDocument } from './campaign-document.ts';
import { campaignCourse } from './campaign-figures.ts';
import { writeDecomposition } from './decomposition-document.ts';
import * as ledger from './ledger.actions.ts';
import { readLedgerSheet, writeLedger } from './ledger-sheet.ts';
import { writeProgressReport } from './progress-report-document.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const DOCX = `${OFFICE}.wordprocessingml.document`;
const XLSX = `${OFFICE}.spreadsheetml.sheet`;
/** Bytes; a ledger of 5,000 tasks has two megabytes. */
const LEDGER_LIMIT = 20_000_000;

export const campaignCourseRoutes = [
  route(getCampaignCourse, ({ ctx, params, query: { asOf } }) => {
    if (asOf !== undefined && asOf > today(ctx.clock))
      throw appError('invalid-input', {}, [{ path: 'asOf', message: '不能晚于今天' }]);
    return campaignCourse(ctx, params.id, asOf);
  }),
  route(getCampaignDocument, ({ ctx, params }) => campaignDocument(ctx, params.id)),
  route(exportDecomposition, async ({ ctx, params, raw }) => {
    const { docx, fileName } = await writeDecomposition(ctx, params.id);
    await recordExport(ctx, 'plan', { document: 'decomposition', campaignId: params.id });
    return attached(raw, DOCX, fileName).send(docx);
  }),
  route(exportProgressReport, async ({ ctx, params, query, raw }) => {
    const { docx, fileName } = await writeProgressReport(ctx, params.id, query);
    await recordExport(ctx, 'plan', { document: 'progressReport', campaignId: params.id, ...query });
    return attached(raw, DOCX, fileName).send(docx);
  }),
  route(exportLedger, async ({ ctx, params, raw }) => {
    const { sheet, fileName } = await writeLedger(ctx, params.id);
    await recordExport(ctx, 'plan', { document: 'ledger', campaignId: params.id });
    return attached(raw, XLSX, fileName).send(sheet);
  }),
  route(previewLedger, ({ ctx, params, raw }) =>
    withUpload(raw.request, ctx.services.files.incoming, LEDGER_LIMIT, ({ file }) =>
      readLedgerSheet(ctx, params.id, file.received.path),
    ),
  ),
  route(applyLedger, ({ ctx, params, body }) => ledger.applyLedger(ctx, params.id, body)),
  route(getCampaignClosing, async ({ ctx, params }) => {
    const campaign = await findClosing(ctx, params.id);
    if (!campaign) throw appError('not-found', { what: '这个专项行动' });
    const { closedAt, closedByName, summary } = campaign;
    const { tally } = await tallyCampaign(ctx, params.id, today(ctx.clock));
    const mayClose = canCloseCampaign(ctx.actor);
    return {
      tally,
      closing: closedAt && { at: closedAt.toISOString(), byName: closedByName ?? '', summary: summary ?? '' },
      abilities: { close: mayClose && !closedAt, reopen: mayClose && closedAt !== null },
    };
  }),
  route(closeCampaign, ({ ctx, params, body }) => closing.closeCampaign(ctx, { campaignId: params.id, ...body })),
  route(reopenCampaign, ({ ctx, params, body }) => closing.reopenCampaign(ctx, { campaignId: params.id, ...body })),
];

function attached(raw: HandlerArgs<RouteContract>['raw'], type: string, fileName: string) {
  return raw.reply
    .type(type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`);
}
