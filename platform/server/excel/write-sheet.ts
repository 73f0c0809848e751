import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type ExcelJS from 'exceljs';
import { loadExcel } from './load-excel.ts';

/**
 * text: kept as typed, also when it looks like a number (codes, phones) · integer, number: right-aligned with
 * thousands · date: a legal date `YYYY-MM-DD` · instant: shown in Asia/Shanghai to the minute
 */
type ColumnKind = 'text' | 'integer' | 'number' | 'date' | 'instant';

export interface WriteColumn<R> {
  readonly header: string;
  readonly value: (row: R) => string | number | Date | null | undefined;
  readonly kind?: ColumnKind;
  /** In characters of ordinary text; two for a Chinese one. */
  readonly width?: number;
}

export interface SheetInput<R> {
  /** Stands over the table across all columns, and names the sheet. */
  readonly title: string;
  /** Small print under the title: unit, period, who filled it in. */
  readonly note?: string;
  readonly columns: readonly WriteColumn<R>[];
  readonly rows: Iterable<R> | AsyncIterable<R>;
}

const FONT = '宋体';
const TITLE_FONT = '方正小标宋简体';
const THIN = { style: 'thin' } as const;
const BORDER = { top: THIN, left: THIN, bottom: THIN, right: THIN };
const FORMATS: Readonly<Record<ColumnKind, string>> = {
  text: '@',
  integer: '#,##0',
  number: '#,##0.00',
  date: 'yyyy-mm-dd',
  instant: 'yyyy-mm-dd hh:mm',
};
const YIELD_EVERY = 500;

/**
 * Writes a sheet to print: across, title and header on every page, page numbers, thin borders, rows as high as their
 * longest text. What is too wide to be read on A4 goes on A3, and beyond that on several sheets beside one another that
 * repeat the first column. Rows are streamed, so that a ledger of any length costs the same memory. Ends `out`.
 * @throws where `out` was closed before the end: no further rows are asked for then
 */
export async function writeSheet<R>(out: Writable, { title, note, columns, rows }: SheetInput<R>): Promise<void> {
  const { stream } = await loadExcel();
  const workbook = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const headerRow = note ? 3 : 2;
  const widths = columns.map(({ header, width }) => width ?? Math.max(10, textWidth(header) + 4));
  const paper = paperFor(widths.reduce((sum, width) => sum + width, 0));
  const sheet = workbook.addWorksheet(sheetName(title), {
    views: [{ state: 'frozen', ySplit: headerRow, xSplit: 0 }],
    pageSetup: {
      paperSize: paper.size,
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: paper.across,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `1:${headerRow}`,
      ...(paper.across > 1 && { printTitlesColumn: 'A:A' }),
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  });
  sheet.columns = widths.map((width) => ({ width }));

  const heading = sheet.addRow([title]);
  heading.height = 30;
  sheet.mergeCells(1, 1, 1, columns.length);
  // Over several sheets of paper a title in the middle would be cut in two.
  const alignment = paper.across > 1 ? LEFT : CENTER;
  Object.assign(heading.getCell(1), { font: { name: TITLE_FONT, size: 18 }, alignment });
  if (note) {
    const line = sheet.addRow([note]);
    sheet.mergeCells(2, 1, 2, columns.length);
    Object.assign(line.getCell(1), { font: { name: FONT, size: 10 }, alignment: { horizontal: 'left' } });
  }
  const header = sheet.addRow(columns.map((column) => column.header));
  header.height = Math.max(
    28,
    heightOf(
      columns.map((column) => column.header),
      widths,
      HEADER_LINE,
    ),
  );
  header.eachCell((cell) => {
    Object.assign(cell, { font: { name: FONT, size: 11, bold: true }, alignment: CENTER, border: BORDER, fill: SHADE });
  });
  header.commit();

  // One object a column: the writer knows a style it has seen by its identity, which makes it several times as fast.
  const styles = columns.map(({ kind = 'text' }) => bodyStyle(kind));
  let count = 0;
  for await (const row of rows) {
    const values = columns.map((column) => cellValue(column, column.value(row)));
    const line = sheet.addRow(values);
    line.height = heightOf(values, widths, BODY_LINE);
    for (const [i, style] of styles.entries()) line.getCell(i + 1).style = style;
    line.commit();
    count += 1;
    if (count % YIELD_EVERY === 0) await drained(out);
  }
  sheet.commit();
  await workbook.commit();
}

const BODY_FONT = { name: FONT, size: 10 };
const CENTER = { horizontal: 'center', vertical: 'middle', wrapText: true } as const;
const LEFT = { horizontal: 'left', vertical: 'middle', wrapText: true } as const;
const RIGHT = { horizontal: 'right', vertical: 'middle' } as const;
const SHADE = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F2F2' } } as const;

function bodyStyle(kind: ColumnKind): Partial<ExcelJS.Style> {
  const alignment = kind === 'text' ? LEFT : kind === 'integer' || kind === 'number' ? RIGHT : CENTER;
  return { font: BODY_FONT, alignment, border: BORDER, numFmt: FORMATS[kind] };
}

const A4 = 9;
const A3 = 8 as number; // exceljs names fewer sizes than there are
/** Characters across at which 10-point text is still read, about seven tenths of its size. */
const MOST_ON_A4 = 180;
const MOST_ON_A3 = 260;

function paperFor(width: number): { readonly size: number; readonly across: number } {
  if (width <= MOST_ON_A4) return { size: A4, across: 1 };
  return { size: A3, across: Math.ceil(width / MOST_ON_A3) };
}

/** Points of a line, with the room between two. */
const BODY_LINE = 13.5;
const HEADER_LINE = 15;
/** The highest that a row may be. */
const MOST_HIGH = 409;

/** Sheets do not make rows higher by themselves when they are opened: text that wraps would be cut off. */
function heightOf(values: readonly unknown[], widths: readonly number[], line: number): number {
  let lines = 1;
  for (const [i, value] of values.entries()) {
    if (typeof value === 'string') lines = Math.max(lines, linesOf(value, widths[i] ?? 10));
  }
  return Math.min(MOST_HIGH, lines * line + 3);
}

function linesOf(text: string, width: number): number {
  let lines = 0;
  for (const part of text.split('\n')) lines += Math.max(1, Math.ceil(textWidth(part) / Math.max(1, width - 1)));
  return lines;
}

/** Lets compressed bytes leave before more rows come in. */
async function drained(out: Writable): Promise<void> {
  await new Promise((done) => setImmediate(done));
  while (out.writableNeedDrain) {
    // Who reads may go away and never ask again: then the stream is closed, and no `drain` comes.
    const either = new AbortController();
    const { signal } = either;
    await Promise.race([once(out, 'drain', { signal }), once(out, 'close', { signal })]).finally(() => either.abort());
  }
  if (out.destroyed) throw new Error('the sheet was closed before it was whole');
}

function cellValue<R>({ kind = 'text' }: WriteColumn<R>, value: string | number | Date | null | undefined) {
  if (value === null || value === undefined || value === '') return null;
  if (kind === 'date') return new Date(`${String(value)}T00:00:00Z`);
  // Sheets know no time zone: the instant is written as the clock in China shows it.
  if (kind === 'instant') return new Date(new Date(value).getTime() + 8 * 3_600_000);
  return kind === 'text' ? String(value) : Number(value);
}

/** Sheets may not be named longer, nor with these characters. */
function sheetName(title: string): string {
  return title.replace(/[\\/?*[\]:']/g, ' ').slice(0, 31);
}

/** Width on paper: a Chinese character takes the place of two letters. */
function textWidth(text: string): number {
  let width = 0;
  for (let i = 0; i < text.length; i += 1) width += text.charCodeAt(i) < 0x7f ? 1 : 2;
  return width;
}
