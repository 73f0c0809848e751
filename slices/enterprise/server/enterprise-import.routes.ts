import { appError } from '@zhiben/platform/domain/errors.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { sendSheet } from '@zhiben/platform/server/excel/index.ts';
import { withUpload } from '@zhiben/platform/server/files/index.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import { route } from '@zhiben/platform/server/slice.ts';
import type { EnterpriseImport, ImportRow } from '../domain/enterprise-import.contract.ts';
import * as contracts from '../domain/enterprise-import.contract.ts';
import type { ReadFields } from '../domain/enterprise-import.rules.ts';
import { applyImportJob, checkImportJob } from './enterprise.jobs.ts';
import { fieldLabel, fieldWords } from './enterprise.present.ts';
import { findFile } from './enterprise.queries.ts';
import { beginApply, beginImport, mapImport } from './enterprise-import.actions.ts';
import { findImport, listImports, listStaged } from './enterprise-import.queries.ts';
import { importTemplate } from './enterprise-sheet.ts';

const SHEET_LIMIT = 30_000_000;
type State = NonNullable<Awaited<ReturnType<typeof findImport>>>;

const presentImport = (state: State): EnterpriseImport => ({
  id: state.id,
  fileName: state.file_name,
  state: state.state,
  headers: state.headers as EnterpriseImport['headers'],
  samples: state.samples as EnterpriseImport['samples'],
  mapping: (state.mapping ?? {}) as EnterpriseImport['mapping'],
  rowsAbout: state.rows_about,
  readRows: state.read_rows,
  newRows: state.new_rows,
  changedRows: state.changed_rows,
  sameRows: state.same_rows,
  badRows: state.bad_rows,
  appliedRows: state.applied_rows,
  overtakenRows: state.overtaken_rows,
  problem: state.problem,
  startedAt: state.started_at.toISOString(),
  endedAt: state.ended_at?.toISOString() ?? null,
});

async function theImport(ctx: Ctx, id: string): Promise<State> {
  const state = await findImport(ctx, id);
  if (!state) throw appError('not-found', { what: '这次导入' });
  return state;
}

export const enterpriseImportRoutes = [
  route(contracts.getImportTemplate, async ({ raw: { reply } }) => {
    return sendSheet(reply, { name: '企业导入模板', sheet: importTemplate() });
  }),

  route(contracts.startImport, ({ ctx, query: { id }, raw }) =>
    withUpload(raw.request, ctx.services.files.incoming, SHEET_LIMIT, async ({ file }) => {
      const { path, sha256 } = file.received;
      await beginImport(ctx, id, { name: file.name, path, sha256 }, (tx) => enqueue(tx, checkImportJob, { id }));
      return presentImport(await theImport(ctx, id));
    }),
  ),

  route(contracts.listImports, async ({ ctx }) => ({ rows: (await listImports(ctx)).map(presentImport) })),
  route(contracts.getImport, async ({ ctx, params }) => presentImport(await theImport(ctx, params.id))),

  route(contracts.listImportRows, async ({ ctx, params, query }) => {
    await theImport(ctx, params.id);
    const [page, say] = await Promise.all([listStaged(ctx, params.id, query), fieldWords(ctx)]);
    const rows = await Promise.all(
      page.rows.map(async (row): Promise<ImportRow> => {
        const file = row.outcome === 'changed' && row.enterpriseId ? await findFile(ctx, row.enterpriseId) : undefined;
        const after = row.outcome === 'new' ? (row.fields as ReadFields) : (row.changes as Record<string, unknown>);
        const changes = Object.entries(after).filter(([field]) => field !== 'localNumber');
        return {
          id: String(row.row),
          row: row.row,
          outcome: row.outcome,
          name: row.name,
          enterpriseId: row.enterpriseId,
          changes: changes.map(([field, value]) => ({
            label: fieldLabel(field),
            before: file ? say(field, file[field as keyof typeof file]) : null,
            after: say(field, value),
          })),
          faults: row.faults as ImportRow['faults'],
          state: row.state,
        };
      }),
    );
    return { rows, nextCursor: page.nextCursor };
  }),

  route(contracts.mapImport, async ({ ctx, params, body }) => {
    await mapImport(ctx, params.id, body, (tx) => enqueue(tx, checkImportJob, { id: params.id }));
    return presentImport(await theImport(ctx, params.id));
  }),

  route(contracts.applyImport, async ({ ctx, params, body }) => {
    await beginApply(ctx, params.id, body.commandId, (tx) => enqueue(tx, applyImportJob, { id: params.id }));
    return presentImport(await theImport(ctx, params.id));
  }),
];
