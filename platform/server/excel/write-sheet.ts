import { once } from 'node:events';
import type { Writable } from 'node:stream';
import ExcelJS from 'exceljs';

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

interface SheetInput<R> {
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
 * Writes a sheet to print: A4 across, title, header on every page, page numbers, thin borders. Rows are streamed, so
 * that a ledger of any length costs the same memory. Ends `out`.
 */
export async function writeSheet<R>(out: Writable, { title, note, columns, rows }: SheetInput<R>): Promise<void> {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const headerRow = note ? 3 : 2;
  const sheet = workbook.addWorksheet(sheetName(title), {
    views: [{ state: 'frozen', ySplit: headerRow, xSplit: 0 }],
    pageSetup: {
      paperSize: 9, // A4
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      printTitlesRow: `1:${headerRow}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: '&C第 &P 页，共 &N 页' },
  });
  sheet.columns = columns.map(({ header, width }) => ({ width: width ?? Math.max(10, textWidth(header) + 4) }));

  const heading = sheet.addRow([title]);
  heading.height = 30;
  sheet.mergeCells(1, 1, 1, columns.length);
  Object.assign(heading.getCell(1), { font: { name: TITLE_FONT, size: 18 }, alignment: CENTER });
  if (note) {
    const line = sheet.addRow([note]);
    sheet.mergeCells(2, 1, 2, columns.length);
    Object.assign(line.getCell(1), { font: { name: FONT, size: 10 }, alignment: { horizontal: 'left' } });
  }
  const header = sheet.addRow(columns.map((column) => column.header));
  header.height = 28;
  header.eachCell((cell) => {
    Object.assign(cell, { font: { name: FONT, size: 11, bold: true }, alignment: CENTER, border: BORDER, fill: SHADE });
  });
  header.commit();

  // One object a column: the writer knows a style it has seen by its identity, which makes it several times as fast.
  const styles = columns.map(({ kind = 'text' }) => bodyStyle(kind));
  let count = 0;
  for await (const row of rows) {
    const line = sheet.addRow(columns.map((column) => cellValue(column, column.value(row))));
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

/** Lets compressed bytes leave before more rows come in. */
async function drained(out: Writable): Promise<void> {
  if (out.writableNeedDrain) await once(out, 'drain');
  else await new Promise((done) => setImmediate(done));
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
  return [...text].reduce((width, c) => width + (/[ -~]/.test(c) ? 1 : 2), 0);
}
