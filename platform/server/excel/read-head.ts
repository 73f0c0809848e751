import { findHeaderRow, type HeaderWords } from '../../domain/sheet-mapping.ts';
import { sayCell } from './cell-input.ts';
import { type CellRow, readCells } from './read-cells.ts';
import { streamXml } from './stream-xml.ts';
import { readWorkbook, type Workbook } from './workbook.ts';
import { openXlsx, type XlsxArchive } from './xlsx-archive.ts';

const HEADER_WITHIN = 20;
const MOST_COLUMNS = 200;

export interface SheetHead {
  readonly headers: (string | null)[];
  /** What stands below the headers in the first row that is filled in. */
  readonly samples: (string | null)[];
  /** As Excel counts, from 1; 0 in an empty sheet. */
  readonly headerRow: number;
  /** Rows below the headers as the sheet says of itself; null where it does not. Blank ones count. */
  readonly rowsAbout: number | null;
}

/**
 * The headers of the first visible sheet, without reading further.
 * @throws excel/not-a-workbook, excel/too-large
 */
export async function readHead<F extends string>(
  path: string,
  fields: Readonly<Record<F, HeaderWords>>,
): Promise<SheetHead> {
  const archive = await openXlsx(path);
  try {
    const workbook = await readWorkbook(archive);
    const rows: CellRow[] = [];
    for await (const row of readCells(archive, workbook)) {
      rows.push(row);
      if (rows.length > HEADER_WITHIN) break;
    }
    const said = rows.map(({ cells }) => {
      const width = Math.min(MOST_COLUMNS, Math.max(...cells.keys()) + 1);
      return Array.from({ length: width }, (_, column) => sayCell(cells.get(column) ?? null));
    });
    const at = findHeaderRow(said.slice(0, HEADER_WITHIN), fields);
    const headerRow = rows[at]?.row ?? 0;
    const last = await lastRow(archive, workbook);
    const rowsAbout = last === null ? null : Math.max(0, last - headerRow);
    return { headers: said[at] ?? [], samples: said[at + 1] ?? [], headerRow, rowsAbout };
  } finally {
    archive.close();
  }
}

/** `<dimension ref="A1:U50001"/>`, which stands before the rows where the program that wrote the sheet knew it. */
async function lastRow(archive: XlsxArchive, { sheetPart }: Workbook): Promise<number | null> {
  let last: number | null = null;
  let isPast = false;
  const stream = streamXml(await archive.open(sheetPart), {
    open(name, { ref = '' }) {
      if (name === 'sheetData') isPast = true;
      if (name === 'dimension' && ref.includes(':')) last = Number(/\d+$/.exec(ref)?.[0] ?? Number.NaN);
    },
  });
  for await (const _ of stream) if (isPast) break;
  return Number.isNaN(last) ? null : last;
}
