import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import { sendDocx } from '@zhiben/platform/server/docx/send-docx.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
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
    const { name, docx } = await writeDecomposition(ctx, params.id);
    await recordExport(ctx, 'plan', { document: 'decomposition', campaignId: params.id });
    return sendDocx(raw.reply, name, docx);
  }),
  route(exportProgressReport, async ({ ctx, params, query, raw }) => {
    const { name, docx } = await writeProgressReport(ctx, params.id, query);
    await recordExport(ctx, 'plan', { document: 'progressReport', campaignId: params.id, ...query });
    return sendDocx(raw.reply, name, docx);
  }),
  route(exportLedger, async ({ ctx, params, raw }) => {
    const file = await writeLedger(ctx, params.id);
    await recordExport(ctx, 'plan', { document: 'ledger', campaignId: params.id });
    return sendSheet(raw.reply, file);
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
