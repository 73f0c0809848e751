import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Actor } from '@zhiben/platform/domain/actor.ts';
import { AppError, type FieldProblem } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { guessMapping, headerSignature, mappingFaults } from '@zhiben/platform/domain/sheet-mapping.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { type ReadColumns, type ReadRow, readHead, readRows } from '@zhiben/platform/server/excel/index.ts';
import { enterpriseError } from '../domain/enterprise.terms.ts';
import { IMPORT_ROWS_MAX } from '../domain/enterprise-import.contract.ts';
import { judgeRow, type Known, type ReadFields } from '../domain/enterprise-import.rules.ts';
import { SHEET_COLUMNS } from '../domain/enterprise-sheet.ts';
import {
  countStaged,
  findAnyImport,
  findMapping,
  type Importer,
  type ImportState,
  insertStaged,
  listMatching,
  type Mapping,
  readStaged,
  type StagedRow,
  updateHead,
  updateImport,
} from './enterprise-import.queries.ts';
import { sheetColumns } from './enterprise-sheet.ts';

/** Where the uploaded sheet lies until its rows are entered. */
export const sheetKey = (county: string, id: string) => `${county}/enterprise-imports/${id}`;
const READ_BATCH = 500;

/**
 * Opens the sheet of an import, matches its columns by what the county remembers of such headers or by their words, and
 * judges the rows into staged ones, nothing else. Where the names are in no known column it waits for a person to say.
 * Stopped half-way it goes on behind the last staged row; a sheet that cannot be read ends as failed with the reason.
 */
export async function checkImport(ctx: Ctx, id: string): Promise<void> {
  const state = await findAnyImport(ctx, id);
  if (state?.state !== 'checking') return;
  const key = sheetKey(ctx.actor.county, id);
  const path = join(ctx.services.files.incoming, newId());
  try {
    await pipeline(await ctx.services.files.open(key), createWriteStream(path, { mode: 0o600 }));
    const opened = await openSheet(ctx, state, path);
    if (opened && (await stageRows(actingFor(ctx, state.actor as Importer), opened, path))) {
      await countStaged(ctx, id);
      await updateImport(ctx, id, 'checking', { state: 'checked' });
    }
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await updateImport(ctx, id, 'checking', { state: 'failed', problem: error.message, ended_at: ctx.clock.now() });
    await ctx.services.files.remove(key);
  } finally {
    await rm(path, { force: true });
  }
}

interface OpenedSheet {
  readonly id: string;
  readonly headerRow: number;
  readonly mapping: Mapping;
  readonly mappingVersion: number;
}

/** @returns null when a person must match the columns first, or another process opened the sheet meanwhile */
async function openSheet(ctx: Ctx, state: ImportState, path: string): Promise<OpenedSheet | null> {
  const { id, mapping_version: mappingVersion } = state;
  if (state.mapping !== null) {
    return { id, mappingVersion, mapping: state.mapping as Mapping, headerRow: state.header_row ?? 0 };
  }
  const head = await readHead(path, SHEET_COLUMNS);
  if (head.headers.length === 0) throw enterpriseError('import-empty', {});
  const remembered = await findMapping(ctx, headerSignature(head.headers));
  const mapping = remembered ?? guessMapping(head.headers, SHEET_COLUMNS);
  const isKnown = mappingFaults(mapping, SHEET_COLUMNS).missing.length === 0;
  const isOurs = await updateHead(ctx, id, head, { mapping, state: isKnown ? 'checking' : 'mapping' });
  return isKnown && isOurs ? { id, mappingVersion, mapping, headerRow: head.headerRow } : null;
}

/** @returns false when somebody matched the columns otherwise meanwhile: their checking goes on, this one is over */
async function stageRows(ctx: Ctx, { id, headerRow, mapping, mappingVersion }: OpenedSheet, path: string) {
  const columns = await sheetColumns(ctx);
  const { last, rowOfCode } = await readStaged(ctx, id);
  let batch: ReadRow<typeof columns>[] = [];
  const flush = async (): Promise<boolean> => {
    if (batch.length === 0) return true;
    const isOpen = await insertStaged(ctx, id, mappingVersion, await judgeBatch(ctx, rowOfCode, batch));
    batch = [];
    return isOpen;
  };
  for await (const row of readRows(path, columns, { maxRows: IMPORT_ROWS_MAX, under: { headerRow, mapping } })) {
    if (row.row <= last) continue;
    batch.push(row);
    if (batch.length === READ_BATCH && !(await flush())) return false;
  }
  return flush();
}

/** @param rowOfCode codes of good rows so far; those of this batch are added */
async function judgeBatch(
  ctx: Ctx,
  rowOfCode: Map<string, number>,
  batch: readonly ReadRow<ReadColumns>[],
): Promise<StagedRow[]> {
  const read = batch.map(({ row, problems, cells }) => {
    const given = Object.entries(cells as Record<string, unknown>).filter(([, value]) => value !== undefined);
    return { row, problems, fields: Object.fromEntries(given) as unknown as ReadFields };
  });
  const texts = (pick: (fields: ReadFields) => string | null | undefined) => [
    ...new Set(read.flatMap(({ fields }) => pick(fields) ?? [])),
  ];
  const codes = texts((fields) => fields.creditCode);
  const files = await listMatching(ctx, { codes, numbers: texts((f) => f.localNumber), names: texts((f) => f.name) });
  const known = knownBy(files as unknown as Known[]);
  return read.map(({ row, problems, fields }): StagedRow => {
    const base = { row, name: fields.name ?? '', enterpriseId: null, fields: {}, changes: {}, faults: [] };
    const bad = (faults: readonly FieldProblem[]): StagedRow => ({ ...base, outcome: 'bad', faults });
    if (problems.length > 0) return bad(problems);
    const same = fields.creditCode ? rowOfCode.get(fields.creditCode) : undefined;
    if (same !== undefined) return bad([{ path: `第 ${row} 行`, message: `与第 ${same} 行的统一社会信用代码相同` }]);
    const verdict = judgeRow(fields, known(fields), ctx.actor.scope);
    if (verdict.outcome === 'bad') return bad([{ path: `第 ${row} 行`, message: verdict.fault }]);
    if (fields.creditCode) rowOfCode.set(fields.creditCode, row);
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

/** The job's context in the name and scope of who imports. */
export function actingFor(ctx: Ctx, importer: Importer): Ctx {
  const actor: Actor = Object.freeze({ ...importer, county: ctx.actor.county, permissions: new Set<string>() });
  return ctx.as(actor);
}
