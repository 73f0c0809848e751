import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/duty-matrix.contract.ts';
import { countMatrix, presentDutyMatrix, presentDutySlots, presentMatrixPage } from './duty-matrix.ts';
import { exportDutyMatrix } from './duty-matrix-export.ts';

export const dutyMatrixRoutes = [
  route(contracts.getDutyMatrix, ({ ctx, params, query }) => presentDutyMatrix(ctx, params.enterpriseId, query.year)),
  route(contracts.listDutyMatrix, ({ ctx, query }) => presentMatrixPage(ctx, query)),
  route(contracts.countDutyMatrix, ({ ctx, query }) => countMatrix(ctx, query)),
  route(contracts.exportDutyMatrix, async ({ ctx, query, raw }) =>
    sendSheet(raw.reply, await exportDutyMatrix(ctx, query)),
  ),
  route(contracts.listDutySlots, ({ ctx, params, query }) => presentDutySlots(ctx, params.enterpriseId, query)),
];
