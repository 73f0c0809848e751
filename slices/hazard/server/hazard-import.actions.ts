import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { guessMapping, headerSignature, mappingFaults } from '@zhiben/platform/domain/sheet-mapping.ts';
import { findRecorded } from '@zhiben/platform/server/audit/audit.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { enqueue } from '@zhiben/platform/server/jobs/index.ts';
import type { HazardImport, ImportRowStatus, ImportStatus } from '../domain/hazard-import.contract.ts';
import { importError } from '../domain/hazard-import.errors.ts';
import { IMPORT_FIELD_WORDS, type Mapping } from '../domain/hazard-import.rules.ts';
import { moveImportJob } from './hazard-import.jobs.ts';
import {
  countImportRows,
  findImport,
  findMapping,
  type ImportRecord,
  insertImport,
  insertImportRows,
  keepMapping,
  listImports,
  lockImport,
  takeImportRows,
  updateImport,
  updateImportRows,
} from './hazard-import.queries.ts';
import { checkRows, readImportSheet } from './hazard-import.sheet.ts';
import type { ImportActor } from './hazard-import.tables.ts';

const WHAT = { what: '这次导入' };
const ALL_ROWS = 20_000;

export async function presentImports(ctx: Ctx, page: { cursor?: string | undefined; limit: number }) {
  const { rows, nextCursor } = await listImports(ctx, page);
  return { rows: await present(ctx, rows), nextCursor };
}

/** @throws app/not-found */
export async function presentImport(ctx: Ctx, id: string): Promise<HazardImport> {
  const found = await findImport(ctx, id);
  const [presented] = found ? await present(ctx, [found]) : [];
  if (!presented) throw appError('not-found', WHAT);
  return presented;
}

async function present(ctx: Ctx, imports: readonly ImportRecord[]): Promise<HazardImport[]> {
  const counts = await countImportRows(
    ctx,
    imports.map(({ id }) => id),
  );
  return imports.map(({ id, fileName, status, headers, mapping, total, actor, createdAt, version }) => {
    const rows = { ready: 0, bad: 0, imported: 0, undone: 0, kept: 0, ...counts.get(id) } satisfies Record<
      ImportRowStatus,
      number
    >;
    return {
      id,
      fileName,
      status,
      headers,
      mapping: { ...mapping },
      total,
      counts: rows,
      createdBy: actor.name,
      createdAt: createdAt.toISOString(),
      version,
      abilities: {
        map: status === 'mapping',
        start: status === 'mapping' && rows.ready > 0,
        undo: status === 'done' && rows.imported > 0,
      },
    };
  });
}

interface Uploaded {
  readonly id: string;
  readonly name: string;
  readonly received: { readonly path: string; readonly sha256: string };
}

/**
 * Reads a sheet in and checks its rows under the mapping that its headers had last time, or that their words suggest.
 * Nothing is registered yet. Sent again with the same id it answers with what is there.
 */
export async function uploadImport(ctx: Ctx, { id, name, received }: Uploaded): Promise<HazardImport> {
  if (await findRecorded(ctx.db, ctx.actor.county, id)) return presentImport(ctx, id);
  const sheet = await readImportSheet(received.path);
  const remembered = await findMapping(ctx, headerSignature(sheet.headers));
  const mapping = remembered ?? guessMapping(sheet.headers, IMPORT_FIELD_WORDS);
  const rows = await checkRows(ctx, today(ctx.clock), sheet.rows, mapping);
  await ctx.transaction(async (tx) => {
    const { headers, headerRow } = sheet;
    const made = { id, fileName: name, sha256: received.sha256, headers, headerRow, mapping, total: rows.length };
    await insertImport(tx, { ...made, actor: actorOf(tx), createdAt: tx.clock.now() });
    await insertImportRows(tx, id, rows);
    const data = { fileName: name, sha256: received.sha256, rows: rows.length };
    tx.record({ id, action: 'hazard:uploadImport', subject: { kind: 'hazardImport', id }, data });
  });
  return presentImport(ctx, id);
}

interface OnImport {
  readonly commandId: string;
  readonly expectedVersion: number;
}

/** Says which column is what and checks all rows anew. @throws hazard/import-column-twice, hazard/import-columns-missing */
export function mapImport(ctx: Ctx, id: string, { mapping, ...command }: OnImport & { mapping: Mapping }) {
  const { isColumnTwice, missing } = mappingFaults(mapping, IMPORT_FIELD_WORDS);
  if (isColumnTwice) throw importError('import-column-twice', {});
  if (missing.length > 0) throw importError('import-columns-missing', { missing });
  return onImport(ctx, id, 'map', command, ['mapping'], async (tx, { headers }) => {
    const rows = [
      ...(await takeImportRows(tx, id, 'ready', ALL_ROWS)),
      ...(await takeImportRows(tx, id, 'bad', ALL_ROWS)),
    ].sort((a, b) => a.row - b.row);
    await updateImportRows(tx, id, await checkRows(tx, today(tx.clock), rows, mapping));
    await updateImport(tx, id, { mapping });
    await keepMapping(tx, headerSignature(headers), mapping);
    return { mapping };
  });
}

/** Hands the good rows to the job. */
export function startImport(ctx: Ctx, id: string, command: OnImport): Promise<HazardImport> {
  return onImport(ctx, id, 'start', command, ['mapping'], async (tx, { headers, mapping }) => {
    if ((await takeImportRows(tx, id, 'ready', 1)).length === 0) throw importError('import-nothing', {});
    await updateImport(tx, id, { status: 'running', actor: actorOf(tx) });
    await keepMapping(tx, headerSignature(headers), mapping);
    await enqueue(tx, moveImportJob, { id }, { key: id });
    return {};
  });
}

/** Hands what was imported to the job that takes it back, as far as nobody has worked on it. */
export function undoImport(ctx: Ctx, id: string, command: OnImport): Promise<HazardImport> {
  return onImport(ctx, id, 'undo', command, ['done'], async (tx) => {
    await updateImport(tx, id, { status: 'undoing', actor: actorOf(tx) });
    await enqueue(tx, moveImportJob, { id }, { key: id });
    return {};
  });
}

async function onImport(
  ctx: Ctx,
  id: string,
  verb: 'map' | 'start' | 'undo',
  { commandId, expectedVersion }: OnImport,
  from: readonly ImportStatus[],
  change: (tx: TxCtx, found: ImportRecord) => Promise<Record<string, unknown>>,
): Promise<HazardImport> {
  const action = `hazard:${verb}Import`;
  const recorded = await findRecorded(ctx.db, ctx.actor.county, commandId);
  if (recorded && (recorded.action !== action || recorded.subjectId !== id)) throw appError('id-taken', {});
  if (recorded) return presentImport(ctx, id);
  await ctx.transaction(async (tx) => {
    const found = await lockImport(tx, id);
    if (!found) throw appError('not-found', WHAT);
    if (found.version !== expectedVersion) throw appError('version-conflict', WHAT);
    if (!from.includes(found.status)) throw importError('import-moved-on', { status: found.status });
    const data = await change(tx, found);
    tx.record({ id: commandId, action, subject: { kind: 'hazardImport', id }, data });
  });
  return presentImport(ctx, id);
}

function actorOf({ actor }: TxCtx): ImportActor {
  const { userId, name, role, bodyId, scope } = actor;
  return { userId, name, role, bodyId, scope };
}
