import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '@zhiben/platform/domain/actor.ts';
import { today } from '@zhiben/platform/domain/clock.ts';
import { AppError, appError, type FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type ReadColumns, type ReadRow, readRows } from '@zhiben/platform/server/excel/index.ts';
import type { EnterpriseFields } from '../domain/enterprise.fields.ts';
import { realChanges } from '../domain/enterprise.fields.ts';
import { enterpriseError } from '../domain/enterprise.terms.ts';
import { IMPORT_ROWS_MAX, IMPORT_STATE_NAMES } from '../domain/enterprise-import.contract.ts';
import { judgeRow, type Known, type ReadFields } from '../domain/enterprise-import.rules.ts';
import { nextLocalNumber } from './enterprise.actions.ts';
import { insertEnterprises, lockFiles, updateFile } from './enterprise.queries.ts';
import { insertChanges } from './enterprise-changes.queries.ts';
import {
  countStaged,
  findAnyImport,
  findImport,
  hasWaiting,
  type Importer,
  insertStaged,
  lastStaged,
  listMatching,
  lockWaiting,
  markStaged,
  type StagedRow,
  stagedCodes,
  updateImport,
} from './enterprise-import.queries.ts';
import { sheetColumns } from './enterprise-sheet.ts';
import { isResend } from './file-subject.ts';
import { regradeLater } from './grading.jobs.ts';

/** Where the uploaded sheet lies until it is read. */
export const sheetKey = (county: string, id: string) => `${county}/enterprise-imports/${id}`;
const READ_BATCH = 500;
const APPLY_BATCH = 500;

/**
 * Reads and judges the sheet of an import into staged rows, nothing else. Stopped half-way it goes on behind the last
 * staged row; a sheet that cannot be read ends as failed with the reason.
 */
export async function checkImport(ctx: Ctx, id: string): Promise<void> {
  const state = await findAnyImport(ctx, id);
  if (state?.state !== 'checking') return;
  const importer = actingFor(ctx, state.actor as Importer);
  const key = sheetKey(ctx.actor.county, id);
  const path = join(ctx.services.files.incoming, newId());
  try {
    await pipeline(await ctx.services.files.open(key), createWriteStream(path, { mode: 0o600 }));
    await stageRows(importer, id, path);
    await countStaged(ctx, id);
    await updateImport(ctx, id, 'checking', { state: 'checked' });
    await ctx.services.files.remove(key);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await updateImport(ctx, id, 'checking', { state: 'failed', problem: error.message, ended_at: ctx.clock.now() });
    await ctx.services.files.remove(key);
  } finally {
    await rm(path, { force: true });
  }
}

async function stageRows(ctx: Ctx, importId: string, path: string): Promise<void> {
  const columns = await sheetColumns(ctx);
  const done = await lastStaged(ctx, importId);
  let batch: ReadRow<typeof columns>[] = [];
  const flush = async () => {
    await insertStaged(ctx, importId, await judgeBatch(ctx, importId, batch));
    await countStaged(ctx, importId);
    batch = [];
  };
  for await (const row of readRows(path, columns, { maxRows: IMPORT_ROWS_MAX })) {
    if (row.row <= done) continue;
    batch.push(row);
    if (batch.length === READ_BATCH) await flush();
  }
  await flush();
}

async function judgeBatch(ctx: Ctx, importId: string, batch: readonly ReadRow<ReadColumns>[]): Promise<StagedRow[]> {
  const read = batch.map(({ row, problems, cells }) => {
    const given = Object.entries(cells as Record<string, unknown>).filter(([, value]) => value !== undefined);
    return { row, problems, fields: Object.fromEntries(given) as unknown as ReadFields };
  });
  const texts = (pick: (fields: ReadFields) => string | null | undefined) => [
    ...new Set(read.flatMap(({ fields }) => pick(fields) ?? [])),
  ];
  const codes = texts((fields) => fields.creditCode);
  const [files, earlier] = await Promise.all([
    listMatching(ctx, { codes, numbers: texts((f) => f.localNumber), names: texts((f) => f.name) }),
    stagedCodes(ctx, importId, codes),
  ]);
  const known = knownBy(files as unknown as Known[]);
  return read.map(({ row, problems, fields }): StagedRow => {
    const base = { row, name: fields.name ?? '', enterpriseId: null, fields: {}, changes: {}, faults: [] };
    const bad = (faults: readonly FieldProblem[]): StagedRow => ({ ...base, outcome: 'bad', faults });
    if (problems.length > 0) return bad(problems);
    const same = fields.creditCode ? earlier.get(fields.creditCode) : undefined;
    if (same !== undefined) return bad([{ path: `第 ${row} 行`, message: `与第 ${same} 行的统一社会信用代码相同` }]);
    const verdict = judgeRow(fields, known(fields), ctx.actor.scope);
    if (verdict.outcome === 'bad') return bad([{ path: `第 ${row} 行`, message: verdict.fault }]);
    if (fields.creditCode) earlier.set(fields.creditCode, row);
    if (verdict.outcome === 'new') return { ...base, outcome: 'new', fields: verdict.fields };
    if (verdict.outcome === 'same') return { ...base, outcome: 'same', enterpriseId: verdict.id };
    return { ...base, outcome: 'changed', enterpriseId: verdict.id, fields, changes: verdict.changes };
  });
}

/** The few files that a row may speak of, found without walking all. */
function knownBy(files: readonly Known[]): (row: ReadFields) => readonly Known[] {
  const byWord = new Map<string, Known[]>();
  for (const file of files) {
    for (const word of new Set([file.creditCode, file.localNumber, file.name])) {
      if (word) byWord.set(word, [...(byWord.get(word) ?? []), file]);
    }
  }
  return ({ creditCode, localNumber, name }) => [
    ...new Set([creditCode, localNumber, name].flatMap((word) => (word ? (byWord.get(word) ?? []) : []))),
  ];
}

/**
 * Marks a checked import to be entered; the caller's transaction enqueues the job.
 * @throws app/not-found, enterprise/import-state
 */
export async function beginApply(ctx: Ctx, id: string, commandId: string, enqueueIn: (tx: TxCtx) => Promise<void>) {
  if (await isResend(ctx, commandId, id)) return;
  const state = await findImport(ctx, id);
  if (!state) throw appError('not-found', { what: '这次导入' });
  await ctx.transaction(async (tx) => {
    if (!(await updateImport(tx, id, 'checked', { state: 'applying' }))) {
      throw enterpriseError('import-state', { state: IMPORT_STATE_NAMES[state.state] });
    }
    await enqueueIn(tx);
    const data = { fileName: state.file_name, new: state.new_rows, changed: state.changed_rows, bad: state.bad_rows };
    tx.record({ id: commandId, action: 'enterprise:import', subject: { kind: 'import', id }, data });
  });
}

/** Enters the good rows, a batch to a transaction; stopped half-way it goes on with what waits. */
export async function applyImport(ctx: Ctx, id: string): Promise<void> {
  const state = await findAnyImport(ctx, id);
  if (state?.state !== 'applying') return;
  const importer = actingFor(ctx, state.actor as Importer);
  while ((await applyBatch(importer, id, state.file_name)) > 0) await countStaged(ctx, id);
  await countStaged(ctx, id);
  await updateImport(ctx, id, 'applying', { state: 'applied', ended_at: ctx.clock.now() });
}

async function applyBatch(ctx: Ctx, importId: string, fileName: string): Promise<number> {
  const on = today(ctx.clock);
  if (!(await hasWaiting(ctx, importId))) return 0;
  return ctx.transaction(async (tx) => {
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
    const changed: Parameters<typeof insertChanges>[2][number][] = [];
    for (const row of rows.filter(({ outcome }) => outcome === 'changed')) {
      const file = files.get(row.enterpriseId ?? '');
      const given = row.changes as Partial<EnterpriseFields>;
      const isTaken = given.creditCode && taken.has(given.creditCode) && file?.creditCode !== given.creditCode;
      if (!file || file.mergedInto !== null || isTaken) {
        overtaken.push(row.row);
        continue;
      }
      const changes = realChanges(file as unknown as Record<string, unknown>, given);
      if (Object.keys(changes).length === 0) continue;
      await updateFile(tx, file, changes);
      changed.push({ id: file.id, before: file as unknown as Record<string, unknown>, changes });
    }
    await insertEnterprises(tx, fresh, 'import');
    const ground = { commandId: factId, source: 'import' as const, basis: `表格“${fileName}”`, effectiveOn: on };
    await insertChanges(tx, ground, changed);
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
      [...fresh, ...changed].map(({ id }) => id),
    );
    const data = {
      entered: fresh.map(({ id, name, creditCode }) => [id, name, creditCode]),
      changed: changed.map(({ id, changes }) => [id, changes]),
      overtaken,
    };
    tx.record({ id: factId, action: 'enterprise:importRows', subject: { kind: 'import', id: importId }, data });
    return rows.length;
  });
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

/** The job's context in the name and scope of who imports. */
function actingFor(ctx: Ctx, importer: Importer): Ctx {
  const actor: Actor = Object.freeze({ ...importer, county: ctx.actor.county, permissions: new Set<string>() });
  return ctx.as(actor);
}
