import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
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
    const sheet = await exportInheritance(ctx, params.id);
    await recordExport(ctx, 'plan', { document: 'inheritance', documentId: params.id });
    return sendSheet(raw.reply, { name: '上级方案承接情况表', sheet });
  }),
];
