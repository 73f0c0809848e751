import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { findHeaderRow } from '@zhiben/platform/domain/sheet-mapping.ts';
import { cellInput, sayCell } from '@zhiben/platform/server/excel/cell-input.ts';
import { readCells } from '@zhiben/platform/server/excel/read-cells.ts';
import { readWorkbook } from '@zhiben/platform/server/excel/workbook.ts';
import { openXlsx } from '@zhiben/platform/server/excel/xlsx-archive.ts';
import { plainName } from '@zhiben/slices/enterprise/domain';
import { listNamedEnterprises } from '@zhiben/slices/enterprise/server';
import { getCriterion } from '@zhiben/standards';
import { importError } from '../domain/hazard-import.errors.ts';
import {
  checkRow,
  IMPORT_FIELD_WORDS,
  IMPORT_FIELDS,
  type ImportField,
  type ImportWorld,
  type Mapping,
  type RowTexts,
  sameness,
} from '../domain/hazard-import.rules.ts';
import { listSameHazards, type RowState } from './hazard-import.queries.ts';
import type { SheetRow } from './hazard-import.tables.ts';

const MOST_ROWS = 20_000;
const MOST_COLUMNS = 200;
const HEADER_WITHIN = 20;

export interface ReadSheet {
  readonly headers: (string | null)[];
  /** As Excel counts, from 1. */
  readonly headerRow: number;
  readonly rows: readonly { readonly row: number; readonly cells: SheetRow }[];
}

/**
 * Reads the first visible sheet whole: the header is found by its words, all below it that holds anything is a row.
 * @throws excel/not-a-workbook, excel/too-large, hazard/import-empty, hazard/import-too-long
 */
export async function readImportSheet(path: string): Promise<ReadSheet> {
  const archive = await openXlsx(path);
  try {
    const all: { row: number; cells: SheetRow }[] = [];
    for await (const { row, cells } of readCells(archive, await readWorkbook(archive))) {
      if (all.length > MOST_ROWS + HEADER_WITHIN) throw importError('import-too-long', { most: MOST_ROWS });
      const width = Math.min(MOST_COLUMNS, Math.max(...cells.keys()) + 1);
      all.push({ row, cells: Array.from({ length: width }, (_, column) => cells.get(column) ?? null) });
    }
    const header = findHeaderRow(
      all.slice(0, HEADER_WITHIN).map(({ cells }) => cells.map(sayCell)),
      IMPORT_FIELD_WORDS,
    );
    const rows = all.slice(header + 1);
    const found = all[header];
    if (!found || rows.length === 0) throw importError('import-empty', {});
    if (rows.length > MOST_ROWS) throw importError('import-too-long', { most: MOST_ROWS });
    return { headers: found.cells.map(sayCell), headerRow: found.row, rows };
  } finally {
    archive.close();
  }
}

const DATE_FIELDS: ReadonlySet<ImportField> = new Set(['discoveredOn', 'dueOn']);
/** Kept beside the hazard, never read: what stands there cannot be wrong. */
const KEPT_FIELDS: ReadonlySet<ImportField> = new Set(['number', 'grade', 'dueOn']);

/** The texts of a row under a mapping. */
export function textsOf(cells: SheetRow, mapping: Mapping): RowTexts {
  const texts: Partial<Record<ImportField, { text: string } | { problem: string }>> = {};
  for (const field of IMPORT_FIELDS) {
    const column = mapping[field];
    const cell = column === undefined ? null : (cells[column] ?? null);
    if (cell === null || KEPT_FIELDS.has(field)) continue;
    const read = cellInput(cell, DATE_FIELDS.has(field) ? 'date' : 'text');
    texts[field] = 'problem' in read ? read : { text: String(read.value) };
  }
  return texts;
}

type ReadCtx = Parameters<typeof listSameHazards>[0];

/** Checks all rows of a sheet against the register of enterprises and the hazards that are there. */
export async function checkRows(
  ctx: ReadCtx,
  today: LocalDate,
  rows: readonly { readonly row: number; readonly cells: SheetRow }[],
  mapping: Mapping,
): Promise<RowState[]> {
  const world = await openWorld(ctx, today, rows, mapping);
  return rows.map(({ row, cells }) => {
    const checked = checkRow(textsOf(cells, mapping), world);
    if ('problems' in checked) return { row, cells, status: 'bad', problems: checked.problems };
    world.seen.set(sameness(checked.hazard), `第 ${row} 行`);
    return { row, cells, status: 'ready', problems: [] };
  });
}

/** What rows are checked against: the enterprises that they name, and their hazards of the days in the sheet. */
export async function openWorld(
  ctx: ReadCtx,
  today: LocalDate,
  rows: readonly { readonly cells: SheetRow }[],
  mapping: Mapping,
): Promise<ImportWorld & { readonly seen: Map<string, string> }> {
  const texts = rows.map(({ cells }) => textsOf(cells, mapping));
  const { byCode, byName } = await readEnterprises(ctx, texts);
  const ids = new Set([...byCode.values(), ...byName.values()].filter((id) => id !== null));
  const days = texts.flatMap(({ discoveredOn }) => (discoveredOn && 'text' in discoveredOn ? [discoveredOn.text] : []));
  days.sort();
  const [from, to] = [days[0], days.at(-1)];
  const there = from && to ? await listSameHazards(ctx, { enterpriseIds: [...ids], from, to }) : [];
  const seen = new Map(there.map((hazard) => [sameness(hazard), hazard.number]));
  return {
    today,
    byCode,
    byName,
    hasCriterion: (code) => getCriterion(code) !== undefined,
    findSame: (same) => seen.get(same),
    seen,
  };
}

/** The enterprises of the actor's scope that rows name, by code and by name. */
async function readEnterprises(ctx: ReadCtx, rows: readonly RowTexts[]) {
  const codes = new Set<string>();
  const plainNames = new Set<string>();
  for (const { creditCode, enterprise } of rows) {
    if (creditCode && 'text' in creditCode) codes.add(plainName(creditCode.text).toUpperCase());
    if (enterprise && 'text' in enterprise) plainNames.add(plainName(enterprise.text));
  }
  const byCode = new Map<string, string>();
  const byName = new Map<string, string | null>();
  for (const found of await listNamedEnterprises(ctx, { codes: [...codes], plainNames: [...plainNames] })) {
    if (found.creditCode) byCode.set(found.creditCode, found.id);
    const key = plainName(found.name);
    byName.set(key, byName.has(key) ? null : found.id);
  }
  return { byCode, byName };
}
