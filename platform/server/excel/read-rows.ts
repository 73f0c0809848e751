import type { z } from 'zod';
import type { FieldProblem } from '../../domain/errors.ts';
import type { SheetMapping } from '../../domain/sheet-mapping.ts';
import { cellInput, type InputKind } from './cell-input.ts';
import { excelError } from './excel-error.ts';
import { type CellRow, type CellValue, columnLetters, readCells } from './read-cells.ts';
import { readWorkbook } from './workbook.ts';
import { openXlsx } from './xlsx-archive.ts';

export interface ReadColumn {
  readonly header: string;
  /** Other names under which it occurs. */
  readonly aliases?: readonly string[];
  readonly kind?: InputKind;
  /** Of the cell's content; an empty cell is `undefined`. A column whose schema takes that may be absent. */
  readonly schema: z.ZodType;
}

export type ReadColumns = Readonly<Record<string, ReadColumn>>;
export type CellsOf<C extends ReadColumns> = { readonly [K in keyof C]: z.output<C[K]['schema']> };

/** A filled-in row. Where `ok` is false, `cells` holds the good ones and `problems` says where and why for the rest. */
export type ReadRow<C extends ReadColumns> =
  | { readonly row: number; readonly ok: true; readonly cells: CellsOf<C>; readonly problems: readonly [] }
  | {
      readonly row: number;
      readonly ok: false;
      readonly cells: Partial<CellsOf<C>>;
      readonly problems: readonly FieldProblem[];
    };

interface ReadOptions {
  /** Name of the sheet; the first visible one when not said. */
  readonly sheet?: string;
  readonly maxRows?: number;
  /** Where a person has said which column is what: the headers are not looked for. */
  readonly under?: { readonly headerRow: number; readonly mapping: SheetMapping };
}

const HEADER_WITHIN = 20;
const MOST_ROWS = 200_000;

/**
 * Reads the rows of an xlsx file under their Chinese headers, checking each cell. Titles above the header, blank rows
 * and columns nobody asked for are passed over. Rows stream: memory does not grow with their number.
 * @param path a file on disk; the parts of a zip are not in reading order
 * @throws excel/not-a-workbook, excel/too-large, excel/too-many-rows, excel/headers-missing, excel/header-twice
 */
export async function* readRows<const C extends ReadColumns>(
  path: string,
  columns: C,
  { sheet, maxRows = MOST_ROWS, under }: ReadOptions = {},
): AsyncGenerator<ReadRow<C>> {
  const archive = await openXlsx(path);
  try {
    const workbook = await readWorkbook(archive, sheet);
    const header = new HeaderSearch(columns);
    if (under)
      header.places = new Map(
        Object.entries(under.mapping).filter((at): at is [string, number] => at[1] !== undefined),
      );
    let rows = 0;
    for await (const row of readCells(archive, workbook)) {
      if (under && row.row <= under.headerRow) continue;
      if (!header.places) {
        header.look(row);
        continue;
      }
      if (![...header.places.values()].some((column) => row.cells.has(column))) continue;
      rows += 1;
      if (rows > maxRows) throw excelError('too-many-rows', { limit: maxRows });
      yield parseRow(row, columns, header.places);
    }
    if (!header.places) header.giveUp();
  } finally {
    archive.close();
  }
}

/** 第 3 行 B 列「统一社会信用代码」：应为 18 位 */
export function problemSentence({ path, message }: FieldProblem): string {
  return `${path}：${message}`;
}

function parseRow<C extends ReadColumns>(
  { row, cells }: CellRow,
  columns: C,
  places: ReadonlyMap<string, number>,
): ReadRow<C> {
  const values: Record<string, unknown> = {};
  const problems: FieldProblem[] = [];
  for (const [key, column] of Object.entries(columns)) {
    const place = places.get(key);
    const cell = place === undefined ? undefined : cells.get(place);
    const found = parseCell(cell, column);
    if ('value' in found) values[key] = found.value;
    else {
      const at = place === undefined ? '' : ` ${columnLetters(place)} 列`;
      const path = `第 ${row} 行${at}「${column.header}」`;
      problems.push({ path, message: found.problem });
    }
  }
  const ok = problems.length === 0;
  return { row, ok, cells: values, problems } as unknown as ReadRow<C>;
}

function parseCell(cell: CellValue | undefined, column: ReadColumn): { value: unknown } | { problem: string } {
  const input = cell === undefined ? { value: undefined } : cellInput(cell, column.kind ?? 'text');
  if ('problem' in input) return input;
  const parsed = column.schema.safeParse(input.value);
  if (parsed.success) return { value: parsed.data };
  if (input.value === undefined) return { problem: '不能为空' };
  return { problem: parsed.error.issues.map((issue) => issue.message).join('；') };
}

/** Finds the row that carries the headers, and in it the place of each column. */
class HeaderSearch {
  places: ReadonlyMap<string, number> | null = null;
  readonly #columns: ReadColumns;
  readonly #keys = new Map<string, string>();
  #closest: readonly string[];

  constructor(columns: ReadColumns) {
    this.#columns = columns;
    for (const [key, { header, aliases = [] }] of Object.entries(columns)) {
      for (const name of [header, ...aliases]) this.#keys.set(plainHeader(name), key);
    }
    this.#closest = this.#missing(new Map());
  }

  look({ row, cells }: CellRow): void {
    if (row > HEADER_WITHIN) this.giveUp();
    const places = new Map<string, number>();
    for (const [column, cell] of cells) {
      const key = typeof cell === 'string' ? this.#keys.get(plainHeader(cell)) : undefined;
      if (key === undefined) continue;
      const other = places.get(key);
      if (other !== undefined) {
        const header = this.#columns[key]?.header ?? key;
        throw excelError('header-twice', { header, columns: [other, column].map(columnLetters) });
      }
      places.set(key, column);
    }
    if (places.size === 0) return;
    const missing = this.#missing(places);
    if (missing.length === 0) this.places = places;
    else if (missing.length < this.#closest.length) this.#closest = missing;
  }

  giveUp(): never {
    throw excelError('headers-missing', { missing: this.#closest });
  }

  #missing(places: ReadonlyMap<string, number>): string[] {
    return Object.entries(this.#columns)
      .filter(([key, { schema }]) => !places.has(key) && !schema.safeParse(undefined).success)
      .map(([, { header }]) => header);
  }
}

/** As people vary it: spaces and line ends within, `*` for required, a hint in brackets behind. */
function plainHeader(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s*]/g, '')
    .replace(/\([^)]*\)$/, '')
    .toLowerCase();
}
