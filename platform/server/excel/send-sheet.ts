import { PassThrough, type Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { ROWS_HEADER } from '../../domain/sheet-file.ts';
import { excelError } from './excel-error.ts';
import { type SheetInput, writeSheet } from './write-sheet.ts';

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Excel has 1,048,576 rows; the title, the note and the head take some. */
export const MOST_SHEET_ROWS = 1_000_000;

/** A workbook on its way. */
export interface SheetFile {
  /** Without its ending. */
  readonly name: string;
  readonly sheet: Readable;
  /** How many there will be, where that is known before the first is read. */
  readonly rows?: number;
}

/** @param rows counted up to one more than a sheet holds @throws excel/too-many-to-write */
export function checkFits(rows: number, what: string): void {
  if (rows > MOST_SHEET_ROWS) throw excelError('too-many-to-write', { what, most: MOST_SHEET_ROWS });
}

/** A sheet as a stream that is written while it is read; rows are asked for no further once nobody reads on. */
export function streamSheet<R>(input: SheetInput<R>): Readable {
  const sheet = new PassThrough();
  writeSheet(sheet, input).catch((error) => sheet.destroy(error));
  return sheet;
}

/** Answers with a workbook to keep, under a Chinese name. */
export function sendSheet(reply: FastifyReply, { name, sheet, rows }: SheetFile): FastifyReply {
  const file = encodeURIComponent(`${name}.xlsx`);
  if (rows !== undefined) reply.header(ROWS_HEADER, String(rows));
  return reply.type(XLSX).header('content-disposition', `attachment; filename*=UTF-8''${file}`).send(sheet);
}
