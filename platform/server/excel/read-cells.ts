import { excelError } from './excel-error.ts';
import { streamXml } from './stream-xml.ts';
import type { Workbook } from './workbook.ts';
import type { XlsxArchive } from './xlsx-archive.ts';

/** What stands in a cell. `date` is as the clock on the wall shows it: `YYYY-MM-DD`, with `THH:MM:SS` if not midnight. */
export type CellValue = string | number | boolean | { readonly date: string } | { readonly error: string };

export interface CellRow {
  /** As Excel counts, from 1. */
  readonly row: number;
  /** By column from 0; empty cells are not there. */
  readonly cells: ReadonlyMap<number, CellValue>;
}

/** Sheets have columns to XFD; what claims to lie beyond is nothing that anybody filled in. */
const MOST_COLUMNS = 16_384;
/** Characters of one row. */
const MOST_IN_ROW = 10_000_000;

/** The rows of a sheet that hold anything, one piece of the file after the other. @throws excel/too-large */
export async function* readCells(archive: XlsxArchive, workbook: Workbook): AsyncGenerator<CellRow> {
  const ready: CellRow[] = [];
  const cell = { column: -1, type: '', style: 0, text: '', inValue: false };
  let row = 0;
  let inRow = 0;
  let cells = new Map<number, CellValue>();
  const stream = streamXml(await archive.open(workbook.sheetPart), {
    open(name, attributes) {
      if (name === 'row') {
        row = attributes.r === undefined ? row + 1 : Number(attributes.r);
        cells = new Map();
        inRow = 0;
        cell.column = -1;
      } else if (name === 'c') {
        cell.column = attributes.r === undefined ? cell.column + 1 : columnIndex(attributes.r);
        cell.type = attributes.t ?? 'n';
        cell.style = Number(attributes.s ?? 0);
        cell.text = '';
      } else if (name === 'v' || name === 't') cell.inValue = true;
    },
    text(piece) {
      if (!cell.inValue) return;
      inRow += piece.length;
      if (inRow > MOST_IN_ROW) throw excelError('too-large', {});
      cell.text += piece;
    },
    close(name) {
      if (name === 'v' || name === 't') cell.inValue = false;
      else if (name === 'c') {
        const value = cellValue(cell.type, cell.style, cell.text, workbook);
        if (value !== null && cell.column < MOST_COLUMNS) cells.set(cell.column, value);
      } else if (name === 'row' && cells.size > 0) ready.push({ row, cells });
    },
  });
  for await (const _ of stream) yield* ready.splice(0);
}

function cellValue(type: string, style: number, text: string, workbook: Workbook): CellValue | null {
  if (text === '') return null;
  if (type === 's') return nullIfBlank(workbook.strings[Number(text)] ?? '');
  if (type === 'str' || type === 'inlineStr') return nullIfBlank(text);
  if (type === 'b') return text === '1';
  if (type === 'e') return { error: text };
  if (type === 'd') return { date: text.replace(/T00:00:00.*$/, '').slice(0, 19) };
  const number = Number(text);
  if (!Number.isFinite(number)) return { error: text };
  return workbook.isDateStyle[style] ? serialDate(number, workbook.since1904) : number;
}

function nullIfBlank(text: string): string | null {
  return text.trim() === '' ? null : text;
}

/** Excel's count of days → the date it shows. @returns an error for numbers that are no day */
export function serialDate(serial: number, since1904: boolean): { date: string } | { error: string } {
  // 1900 counts a 29 February that never was, which moves its zero to 30 December 1899 for all days since March 1900.
  const zero = since1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const at = new Date(zero + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(at.getTime()) || serial < 0 || at.getUTCFullYear() > 9999) return { error: String(serial) };
  return {
    date: at
      .toISOString()
      .slice(0, 19)
      .replace(/T00:00:00$/, ''),
  };
}

/** `AB12` → 27 */
export function columnIndex(reference: string): number {
  let index = 0;
  for (const letter of reference) {
    const value = letter.charCodeAt(0) & 0xdf; // upper case
    if (value < 65 || value > 90) break;
    index = index * 26 + value - 64;
  }
  return index - 1;
}

/** 27 → `AB` */
export function columnLetters(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
