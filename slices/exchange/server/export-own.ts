import { PassThrough, Readable } from 'node:stream';
import { addDays, instantOf, today } from '@zhiben/platform/domain/clock.ts';
import { appError } from '@zhiben/platform/domain/errors.ts';
import { recordExport } from '@zhiben/platform/server/audit/record-export.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { loadExcel } from '@zhiben/platform/server/excel/load-excel.ts';
import type ExcelJS from 'exceljs';
import { exchangeError } from '../domain/exchange.terms.ts';
import { OFFICIAL_TYPES, type OfficialType, TYPE_NAMES } from '../domain/official/index.ts';
import type { RawRecord } from '../domain/raw-record.ts';
import { findCodes } from './company.queries.ts';
import { exportPages } from './export-items.ts';
import { officialFields } from './official-fields.ts';
import { lineOf } from './signed-file.ts';
import type { ExportItem } from './streams.ts';

/**
 * All official records of the actor's own enterprise, removed ones with their mark. Who took them out is recorded first.
 * @throws app/not-found for people of no enterprise, exchange/no-company-code
 */
export async function exportOwn(ctx: Ctx, format: 'xlsx' | 'jsonl'): Promise<Readable> {
  const { enterpriseId } = ctx.actor.scope;
  if (enterpriseId === null) throw appError('not-found', { what: '本人所属的企业' });
  if (!(await findCodes(ctx, [enterpriseId])).has(enterpriseId)) throw exchangeError('no-company-code', {});
  await recordExport(ctx, 'exchange', { document: 'own', enterpriseId, format });
  const items = ownItems(ctx, enterpriseId);
  if (format === 'jsonl') return Readable.from(linesOf(items));
  const sheet = new PassThrough();
  writeBook(sheet, items).catch((error) => sheet.destroy(error));
  return sheet;
}

async function* ownItems(ctx: Ctx, enterpriseId: string): AsyncGenerator<ExportItem> {
  const until = instantOf(addDays(today(ctx.clock), 36_500)); // as it stands, also what is being written
  const walk = { types: OFFICIAL_TYPES, after: {}, until, enterpriseId };
  for await (const { items } of exportPages(ctx, walk)) yield* items;
}

async function* linesOf(items: AsyncIterable<ExportItem>): AsyncGenerator<string> {
  for await (const item of items) yield lineOf(item);
}

/** One sheet a type: Chinese names over the names of the fields, then the records. It can be read in again. */
async function writeBook(out: PassThrough, items: AsyncIterable<ExportItem>): Promise<void> {
  const { stream } = await loadExcel();
  const book = new stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const open = new Map<OfficialType, { sheet: ExcelJS.Worksheet; fields: readonly string[] }>();
  const sheetOf = (type: OfficialType) => {
    const before = open.get(type);
    if (before) return before;
    const known = officialFields(type);
    const sheet = book.addWorksheet(TYPE_NAMES[type].replace('/', ''), { views: [{ state: 'frozen', ySplit: 2 }] });
    sheet.columns = known.map(({ name }) => ({ width: name === 'id' || name.endsWith('Id') ? 38 : 18 }));
    for (const names of [known.map(({ label }) => label), known.map(({ name }) => name)]) {
      const row = sheet.addRow(names);
      row.font = { bold: true };
      row.commit();
    }
    const made = { sheet, fields: known.map(({ name }) => name) };
    open.set(type, made);
    return made;
  };
  for (const type of OFFICIAL_TYPES) sheetOf(type);
  for await (const { type, record } of items) {
    const { sheet, fields } = sheetOf(type);
    sheet.addRow(fields.map((field) => cellOf(record, field))).commit();
  }
  await book.commit();
}

function cellOf(record: RawRecord, field: string): string | number | null {
  const value = record[field];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  return String(value);
}
