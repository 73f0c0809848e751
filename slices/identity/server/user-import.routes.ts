import { PassThrough } from 'node:stream';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/user.contract.ts';
import { keepNowhere } from './account.routes.ts';
import { importUsers } from './user-import.actions.ts';
import { writeUserTemplate } from './user-sheet.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const SHEET_LIMIT = 5_000_000;

export const userImportRoutes = [
  route(contracts.getUserTemplate, async ({ raw: { reply } }) => {
    const name = encodeURIComponent('用户导入模板.xlsx');
    reply.type(XLSX).header('content-disposition', `attachment; filename*=UTF-8''${name}`);
    const sheet = new PassThrough();
    writeUserTemplate(sheet).catch((error) => sheet.destroy(error));
    return reply.send(sheet);
  }),

  route(contracts.importUsers, ({ ctx, query, raw }) => {
    keepNowhere(raw);
    const command = { commandId: query.commandId, apply: query.apply === 'true' };
    return withUpload(raw.request, ctx.services.files.incoming, SHEET_LIMIT, ({ file }) =>
      importUsers(ctx, file.received.path, command),
    );
  }),
];
