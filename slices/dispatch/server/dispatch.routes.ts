import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import { listBodies } from '@zhiben/slices/division/server';
import * as contracts from '../domain/dispatch.contract.ts';
import { openPeriods, periodName } from '../domain/period.rules.ts';
import { cellRecords } from './cell-records.ts';
import { returnReport, startForm, submitReport } from './dispatch.actions.ts';
import { formWorkbook } from './dispatch.xlsx.ts';
import { listForms } from './form.queries.ts';
import { formFigures, listAnswers } from './form-figures.ts';
import { definitionOf } from './open-form.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const dispatchRoutes = [
  route(contracts.listForms, async ({ ctx }) => ({
    rows: (await listForms(ctx)).map((form) => ({ ...form, periods: openPeriods(form, ctx.clock.now()) })),
    abilities: { start: ctx.actor.permissions.has('dispatch:start') },
  })),

  route(contracts.startForm, ({ ctx, body }) => startForm(ctx, body)),

  route(contracts.listAnswers, ({ ctx, params }) => listAnswers(ctx, params.id, params.period)),

  route(contracts.getFigures, ({ ctx, params }) => formFigures(ctx, params.id, params.period)),

  route(contracts.listCellRecords, ({ ctx, params, query }) => cellRecords(ctx, params.id, params.period, query)),

  route(contracts.downloadForm, async ({ ctx, params, raw }) => {
    const figures = await formFigures(ctx, params.id, params.period);
    const bodies = await listBodies(ctx);
    const own = bodies.find(({ id }) => id === ctx.actor.bodyId);
    const office = bodies.find(({ kind }) => kind === 'committeeOffice');
    const definition = definitionOf(figures.form);
    const workbook = await formWorkbook({ definition, figures, reporter: (own ?? office)?.name ?? '' });
    await recordExport(ctx, 'dispatch', { document: definition.code, formId: params.id, period: params.period });
    const name = encodeURIComponent(`${definition.title}-${periodName(params.period)}.xlsx`);
    raw.reply.header(
      'content-disposition',
      `attachment; filename="dispatch-${params.period}.xlsx"; filename*=UTF-8''${name}`,
    );
    return raw.reply.type(XLSX).send(workbook);
  }),

  route(contracts.submitReport, ({ ctx, params, body }) => submitReport(ctx, params.id, params.period, body)),

  route(contracts.returnReport, ({ ctx, params, body }) => returnReport(ctx, params.id, body)),
];
