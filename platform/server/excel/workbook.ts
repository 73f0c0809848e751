import { posix } from 'node:path';
import { excelError } from './excel-error.ts';
import { readXml } from './stream-xml.ts';
import type { XlsxArchive } from './xlsx-archive.ts';

const WORKBOOK = 'xl/workbook.xml';
/** Shared strings are the one part that must be held in memory. */
const MOST_STRING_BYTES = 150_000_000;

/** What the cells of a sheet refer to. */
export interface Workbook {
  /** Part of the first visible sheet, or of the one asked for. */
  readonly sheetPart: string;
  /** Days are counted from 1904, as old Macintosh files do. */
  readonly since1904: boolean;
  readonly strings: readonly string[];
  /** By style index: whether numbers under it are shown as dates. */
  readonly isDateStyle: readonly boolean[];
}

/** @throws excel/not-a-workbook, excel/too-large */
export async function readWorkbook(archive: XlsxArchive, sheetName?: string): Promise<Workbook> {
  const { sheets, since1904 } = await readSheets(archive);
  const sheet = sheets.find((s) => (sheetName === undefined ? !s.hidden : s.name === sheetName));
  const parts = await readRelations(archive);
  const sheetPart = sheet && parts.get(sheet.relation)?.part;
  if (!sheetPart || !archive.has(sheetPart)) throw excelError('not-a-workbook', {});
  const partOf = (type: string) => [...parts.values()].find((p) => p.type.endsWith(`/${type}`))?.part;
  return {
    sheetPart,
    since1904,
    strings: await readStrings(archive, partOf('sharedStrings')),
    isDateStyle: await readDateStyles(archive, partOf('styles')),
  };
}

/** Names of the visible sheets, in their order. @throws excel/not-a-workbook */
export async function listSheets(archive: XlsxArchive): Promise<string[]> {
  const { sheets } = await readSheets(archive);
  return sheets.flatMap(({ name, hidden }) => (hidden ? [] : [name]));
}

async function readSheets(archive: XlsxArchive) {
  const sheets: { name: string; relation: string; hidden: boolean }[] = [];
  let since1904 = false;
  await readXml(await archive.open(WORKBOOK), {
    open(name, attributes) {
      if (name === 'workbookPr') since1904 = isTrue(attributes.date1904);
      if (name === 'sheet') {
        const hidden = attributes.state !== undefined && attributes.state !== 'visible';
        sheets.push({ name: attributes.name ?? '', relation: attributes['r:id'] ?? '', hidden });
      }
    },
  });
  return { sheets, since1904 };
}

async function readRelations(archive: XlsxArchive): Promise<Map<string, { part: string; type: string }>> {
  const relations = new Map<string, { part: string; type: string }>();
  await readXml(await archive.open('xl/_rels/workbook.xml.rels'), {
    open(name, { Id = '', Target = '', Type = '' }) {
      const part = Target.startsWith('/') ? Target.slice(1) : posix.join('xl', Target);
      if (name === 'Relationship') relations.set(Id, { part, type: Type });
    },
  });
  return relations;
}

async function readStrings(archive: XlsxArchive, part: string | undefined): Promise<string[]> {
  if (part === undefined || !archive.has(part)) return [];
  if (archive.size(part) > MOST_STRING_BYTES) throw excelError('too-large', {});
  const strings: string[] = [];
  let text = '';
  let inText = false;
  let inPhonetic = false; // pronunciation beside the text, not part of it
  await readXml(await archive.open(part), {
    open(name) {
      if (name === 'si') text = '';
      if (name === 't') inText = !inPhonetic;
      if (name === 'rPh') inPhonetic = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      if (name === 'rPh') inPhonetic = false;
      if (name === 'si') strings.push(detached(text));
    },
  });
  return strings;
}

/** A copy: a slice of the piece it was parsed from would keep the whole piece in memory. */
function detached(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

const BUILT_IN_DATES: readonly (readonly [number, number])[] = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
];

async function readDateStyles(archive: XlsxArchive, part: string | undefined): Promise<boolean[]> {
  if (part === undefined || !archive.has(part)) return [];
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let inCellStyles = false;
  await readXml(await archive.open(part), {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '');
      if (name === 'cellXfs') inCellStyles = true;
      if (name === 'xf' && inCellStyles) styles.push(Number(attributes.numFmtId ?? 0));
    },
    close(name) {
      if (name === 'cellXfs') inCellStyles = false;
    },
  });
  return styles.map((id) => {
    const format = formats.get(id);
    return format === undefined ? BUILT_IN_DATES.some(([a, b]) => a <= id && id <= b) : isDateFormat(format);
  });
}

/** Whether a number format shows days or times: `yyyy/m/d`, `[$-804]aaaa`, but neither `0.00` nor `"日"0`. */
export function isDateFormat(format: string): boolean {
  const [first = ''] = format.split(';');
  return /[ymdhs]|a{3,}/i.test(first.replace(/"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|general/gi, ''));
}

function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true';
}
