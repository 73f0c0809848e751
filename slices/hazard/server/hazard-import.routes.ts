import { appError } from '@zhiben/platform/domain/errors.ts';
import { isId } from '@zhiben/platform/domain/ids.ts';
import { sayCell } from '@zhiben/platform/server/excel/cell-input.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/hazard-import.contract.ts';
import {
  mapImport,
  presentImport,
  presentImports,
  startImport,
  undoImport,
  uploadImport,
} from './hazard-import.actions.ts';
import { listImportRows } from './hazard-import.queries.ts';

const SHEET_LIMIT = 20_000_000;

export const hazardImportRoutes = [
  route(contracts.listHazardImports, ({ ctx, query }) => presentImports(ctx, query)),
  route(contracts.uploadHazardImport, ({ ctx, raw }) =>
    withUpload(raw.request, ctx.services.files.incoming, SHEET_LIMIT, ({ fields, file }) => {
      const { id } = fields;
      if (!id || !isId(id)) throw appError('invalid-input', {}, [{ path: 'id', message: '缺少编号' }]);
      return uploadImport(ctx, { id, name: file.name, received: file.received });
    }),
  ),
  route(contracts.getHazardImport, ({ ctx, params }) => presentImport(ctx, params.id)),
  route(contracts.listHazardImportRows, async ({ ctx, params, query }) => {
    await presentImport(ctx, params.id); // refuses who may not see it
    const { rows, nextCursor } = await listImportRows(ctx, params.id, query);
    return {
      rows: rows.map(({ row, cells, status, problems, hazardId }) => ({
        id: String(row),
        row,
        cells: cells.map(sayCell),
        status,
        problems: [...problems],
        hazardId,
      })),
      nextCursor,
    };
  }),
  route(contracts.mapHazardImport, ({ ctx, params, body }) => mapImport(ctx, params.id, body)),
  route(contracts.startHazardImport, ({ ctx, params, body }) => startImport(ctx, params.id, body)),
  route(contracts.undoHazardImport, ({ ctx, params, body }) => undoImport(ctx, params.id, body)),
];
