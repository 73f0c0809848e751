import { route } from '@zhiben/platform/server/slice.ts';
import * as contracts from '../domain/lineage.contract.ts';
import { presentInheritance, presentLineage } from './inheritance.ts';
import { exportInheritance } from './inheritance-sheet.ts';
import { decideLinks, setLineage } from './lineage.actions.ts';

export const lineageRoutes = [
  route(contracts.getLineage, ({ ctx, params }) => presentLineage(ctx, params.id)),
  route(contracts.setLineage, ({ ctx, params, body }) => setLineage(ctx, params.id, body)),
  route(contracts.getInheritance, ({ ctx, params }) => presentInheritance(ctx, params.id)),
  route(contracts.decideLinks, ({ ctx, params, body }) => decideLinks(ctx, params.id, body)),
  route(contracts.exportInheritance, async ({ ctx, params, raw }) => {
    raw.reply
      .type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
      .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent('上级方案承接情况表.xlsx')}`);
    return raw.reply.send(await exportInheritance(ctx, params.id));
  }),
];
