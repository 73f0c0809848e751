import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/user.contract.ts';
import { keepNowhere } from './account.routes.ts';
import { importUsers } from './user-import.actions.ts';
import { userTemplate } from './user-sheet.ts';

const SHEET_LIMIT = 5_000_000;

export const userImportRoutes = [
  route(contracts.getUserTemplate, async ({ raw: { reply } }) => {
    return sendSheet(reply, { name: '用户导入模板', sheet: userTemplate() });
  }),

  route(contracts.importUsers, ({ ctx, query, raw }) => {
    keepNowhere(raw);
    const command = { commandId: query.commandId, apply: query.apply === 'true' };
    return withUpload(raw.request, ctx.services.files.incoming, SHEET_LIMIT, ({ file }) =>
      importUsers(ctx, file.received.path, command),
    );
  }),
];
