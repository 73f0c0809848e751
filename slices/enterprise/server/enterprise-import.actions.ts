import { today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { headerSignature, mappingFaults, type SheetHeaders } from '@zhiben/platform/domain/sheet-mapping.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { XLSX } from '@zhiben/platform/server/excel/index.ts';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import { realChanges } from '../domain/enterprise.fields.ts';
import { enterpriseError } from '../domain/enterprise.terms.ts';
import { IMPORT_STATE_NAMES } from '../domain/enterprise-import.contract.ts';
import type { ReadFields } from '../domain/enterprise-import.rules.ts';
import { SHEET_COLUMNS } from '../domain/enterprise-sheet.ts';
import { nextLocalNumber } from './enterprise.actions.ts';
import { insertEnterprises, lockFiles } from './enterprise.queries.ts';
import { insertChanges } from './enterprise-changes.queries.ts';
import { actingFor, sheetKey } from './enterprise-import.check.ts';
import {
  countStaged,
  dropStaged,
  findAnyImport,
  findImport,
  hasWaiting,
  type Importer,
  insertImport,
  keepMapping,
  listImportsStanding,
  listMatching,
  lockWaiting,
  type Mapping,
  markStaged,
  remap,
  updateImport,
} from './enterprise-import.queries.ts';
import { isResend } from './file-subject.ts';
import { regradeLater } from './grading.jobs.ts';
import { type ChangedFile, updateFiles } from './update-files.queries.ts';

const APPLY_BATCH = 500;
const WHAT = { what: '这次导入' };

/** Keeps a sheet that was uploaded and begins its checking; the caller's transaction enqueues the job. */
export async function beginImport(
  ctx: Ctx,
  id: string,
  { name, path, sha256 }: { readonly name: string; readonly path: string; readonly sha256: string },
  enqueueIn: (tx: TxCtx) => Promise<void>,
): Promise<void> {
  if (await isResend(ctx, id, id)) return;
  // Bytes first: the job that reads them starts once this is committed.
  await ctx.services.files.put(sheetKey(ctx.actor.county, id), path, XLSX);
  await ctx.transaction(async (tx) => {
    await insertImport(tx, id, name);
    await enqueueIn(tx);
    const data = { fileName: name, sha256 };
    tx.record({ id, action: 'enterprise:checkImport', subject: { kind: 'import', id }, data });
  });
}

/**
 * Says which column is what, remembers it for sheets with the same headers, and begins the checking anew.
 * @throws app/not-found, enterprise/import-state, enterprise/import-column-twice, enterprise/import-columns-missing
 */
export async function mapImport(
  ctx: Ctx,
  id: string,
  { commandId, mapping }: { readonly commandId: string; readonly mapping: Mapping },
  enqueueIn: (tx: TxCtx) => Promise<void>,
): Promise<void> {
  if (await isResend(ctx, commandId, id)) return;
  const { isColumnTwice, missing } = mappingFaults(mapping, SHEET_COLUMNS);
  if (isColumnTwice) throw enterpriseError('import-column-twice', {});
  if (missing.length > 0) throw enterpriseError('import-columns-missing', { missing });
  const state = await findImport(ctx, id);
  if (!state) throw appError('not-found', WHAT);
  await ctx.transaction(async (tx) => {
    if (!(await remap(tx, id, mapping)))
      throw enterpriseError('import-state', { state: IMPORT_STATE_NAMES[state.state] });
    await keepMapping(tx, headerSignature(state.headers as SheetHeaders), mapping);
    await enqueueIn(tx);
    tx.record({ id: commandId, action: 'enterprise:mapImport', subject: { kind: 'import', id }, data: { mapping } });
  });
}

/**
 * Marks a checked import to be entered; the caller's transaction enqueues the job.
 * @throws app/not-found, enterprise/import-state
 */
export async function beginApply(ctx: Ctx, id: string, commandId: string, enqueueIn: (tx: TxCtx) => Promise<void>) {
  if (await isResend(ctx, commandId, id)) return;
  const state = await findImport(ctx, id);
  if (!state) throw appError('not-found', WHAT);
  await ctx.transaction(async (tx) => {
    if (!(await updateImport(tx, id, 'checked', { state: 'applying', moved_at: tx.clock.now() }))) {
      throw enterpriseError('import-state', { state: IMPORT_STATE_NAMES[state.state] });
    }
    await enqueueIn(tx);
    if (state.mapping !== null)
      await keepMapping(tx, headerSignature(state.headers as SheetHeaders), state.mapping as Mapping);
    const data = { fileName: state.file_name, new: state.new_rows, changed: state.changed_rows, bad: state.bad_rows };
    tx.record({ id: commandId, action: 'enterprise:import', subject: { kind: 'import', id }, data });
  });
}

/** Enters the good rows, a batch to a transaction; stopped half-way it goes on with what waits. */
export async function applyImport(ctx: Ctx, id: string): Promise<void> {
  const state = await findAnyImport(ctx, id);
  if (state?.state !== 'applying') return;
  const importer = actingFor(ctx, state.actor as Importer);
  while (await applyBatch(importer, id, state.file_name));
  await countStaged(ctx, id);
  await updateImport(ctx, id, 'applying', { state: 'applied', ended_at: ctx.clock.now() });
  await ctx.services.files.remove(sheetKey(ctx.actor.county, id));
}

/** @returns false when none was left */
async function applyBatch(ctx: Ctx, importId: string, fileName: string): Promise<boolean> {
  const on = today(ctx.clock);
  if (!(await hasWaiting(ctx, importId))) return false;
  await ctx.transaction(async (tx) => {
    const rows = await lockWaiting(tx, importId, APPLY_BATCH);
    const factId = newId();
    const taken = new Set(
      (await listMatching(tx, { codes: rows.flatMap(codeOf), numbers: [], names: [] })).map((file) => file.creditCode),
    );
    const overtaken: number[] = [];
    const fresh: Parameters<typeof insertEnterprises>[1][number][] = [];
    for (const row of rows.filter(({ outcome }) => outcome === 'new')) {
      const fields = row.fields as ReadFields & EnterpriseFields & { division: string };
      if (fields.creditCode && taken.has(fields.creditCode)) overtaken.push(row.row);
      else fresh.push(await newFile(tx, fields));
    }
    const files = new Map(
      (
        await lockFiles(
          tx,
          rows.flatMap((row) => row.enterpriseId ?? []),
        )
      ).map((file) => [file.id, file]),
    );
    const changed = new Map<string, ChangedFile>();
    for (const row of rows.filter(({ outcome }) => outcome === 'changed')) {
      const file = files.get(row.enterpriseId ?? '');
      const given = row.changes as Partial<EnterpriseFields>;
      const isTaken = given.creditCode && taken.has(given.creditCode) && file?.creditCode !== given.creditCode;
      if (!file || file.mergedInto !== null || isTaken) {
        overtaken.push(row.row);
        continue;
      }
      // Two rows of a sheet may speak of one file, by its code and by its name: the later one counts.
      const changes = realChanges(file, { ...changed.get(file.id)?.changes, ...given });
      if (Object.keys(changes).length > 0) changed.set(file.id, { file, changes });
      else changed.delete(file.id);
    }
    const updates = [...changed.values()];
    await updateFiles(tx, updates);
    await insertEnterprises(tx, fresh, 'import');
    const ground = { commandId: factId, source: 'import' as const, basis: `表格“${fileName}”`, effectiveOn: on };
    await insertChanges(
      tx,
      ground,
      updates.map(({ file, changes }) => ({ id: file.id, before: file, changes })),
    );
    await markStaged(tx, importId, overtaken, 'overtaken');
    const late = new Set(overtaken);
    await markStaged(
      tx,
      importId,
      rows.map(({ row }) => row).filter((row) => !late.has(row)),
      'applied',
    );
    await regradeLater(
      tx,
      [...fresh, ...updates.map(({ file }) => file)].map(({ id }) => id),
    );
    const data = {
      entered: fresh.map(({ id, name, creditCode }) => [id, name, creditCode]),
      changed: updates.map(({ file, changes }) => [file.id, changes]),
      overtaken,
    };
    tx.record({ id: factId, action: 'enterprise:importRows', subject: { kind: 'import', id: importId }, data });
  });
  return true;
}

const codeOf = ({ fields, changes }: { fields: unknown; changes: unknown }): string[] => {
  const code = (fields as ReadFields).creditCode ?? (changes as Partial<EnterpriseFields>).creditCode;
  return code ? [code] : [];
};

async function newFile(tx: TxCtx, fields: ReadFields & { division: string }) {
  const { localNumber: _, ...given } = fields;
  return {
    address: '',
    principalName: '',
    principalPhone: '',
    controllerName: '',
    longitude: null,
    latitude: null,
    employees: null,
    supervisingBodyId: null,
    creditCode: null,
    highRisk: false,
    ...given,
    industry: fields.industry as string,
    id: newId(),
    localNumber: fields.kind === 'registered' ? null : await nextLocalNumber(tx),
  };
}

/** A batch takes seconds: who has not moved for so long has ended in the middle. */
const STALLED_MS = 120_000;

/** Imports whose process ended in the middle, to be handed to their job again. */
export function listStalledImports(ctx: Ctx) {
  return listImportsStanding(ctx, ['checking', 'applying'], new Date(ctx.clock.now().getTime() - STALLED_MS));
}

/** So long a sheet waits for who uploaded it; it holds names and phone numbers (个人信息保护法 第19条). */
const KEPT_DAYS = 30;

/** Ends imports that nobody entered, and forgets their sheets and rows. Running twice finds nothing. */
export async function dropForgottenImports(ctx: Ctx): Promise<void> {
  const since = new Date(ctx.clock.now().getTime() - KEPT_DAYS * 86_400_000);
  const problem = enterpriseError('import-lapsed', { days: KEPT_DAYS }).message;
  for (const { id, state } of await listImportsStanding(ctx, ['mapping', 'checked'], since)) {
    if (!(await updateImport(ctx, id, state, { state: 'failed', problem, ended_at: ctx.clock.now() }))) continue;
    await dropStaged(ctx, id);
    await ctx.services.files.remove(sheetKey(ctx.actor.county, id));
  }
}
