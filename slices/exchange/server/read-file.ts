import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { type CellValue, listSheets, openXlsx, readCells, readWorkbook } from '@zhiben/platform/server/excel/index.ts';
import type { BatchFormat } from '../domain/batches.contract.ts';
import { exchangeError } from '../domain/exchange.terms.ts';
import { type OfficialType, typeNamed, typeOfRecord } from '../domain/official/index.ts';
import { isRecord, parseJson, type RawRecord } from '../domain/raw-record.ts';
import { fileStatement, isSignedBy } from './signing.ts';

/** One record of a file, in its place. */
export interface ReadRecord {
  readonly line: number;
  readonly type: OfficialType | null;
  /** Null where it is no record at all; `text` then shows what stands there. */
  readonly raw: RawRecord | null;
  readonly text: string;
}

/** A whole JSON document is held in memory. */
const MOST_DOCUMENT_BYTES = 100_000_000;
const NEW_LINE = 0x0a;

/** By its first bytes: a workbook is a zip; a document begins with `[`, or with an object that spans lines. */
export async function formatOf(path: string): Promise<BatchFormat> {
  const handle = await open(path);
  try {
    const head = Buffer.alloc(65_536);
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    if (head.subarray(0, 2).toString('latin1') === 'PK') return 'xlsx';
    const text = head
      .subarray(0, bytesRead)
      .toString('latin1')
      .replace(/^\u00ef\u00bb\u00bf/, '')
      .trimStart();
    if (text.startsWith('[')) return 'json';
    return /^\{\s*(\r?\n|$)/.test(text) ? 'json' : 'jsonl';
  } finally {
    await handle.close();
  }
}

/** @throws exchange/unreadable-file, exchange/signature-broken, excel/* */
export async function* readRecords(path: string, format: BatchFormat): AsyncGenerator<ReadRecord> {
  if (format === 'xlsx') yield* readSheets(path);
  else if (format === 'json') yield* readDocument(path);
  else yield* readLines(path);
}

function placed(line: number, value: unknown, text: string, named: OfficialType | null = null): ReadRecord {
  if (!isRecord(value)) return { line, type: named, raw: null, text };
  if (typeof value.type === 'string' && isRecord(value.record)) {
    return { line, type: typeNamed(value.type), raw: value.record, text };
  }
  return { line, type: named ?? typeOfRecord(value), raw: value, text };
}

async function* readLines(path: string): AsyncGenerator<ReadRecord> {
  const decoder = new TextDecoder(await encodingOf(path));
  const hash = createHash('sha256');
  let header: RawRecord | null = null;
  let trailer: RawRecord | null = null;
  let count = 0;
  let line = 0;
  /** Records beyond one a line. */
  let among = 0;
  for await (const bytes of linesOf(path)) {
    line += 1;
    const text = decoder.decode(bytes).trim();
    if (trailer && text) throw exchangeError('signature-broken', { why: '签名之后还有内容' });
    const value = text === '' ? undefined : tryParse(text);
    if (line === 1 && isRecord(value) && value.zhiben === 'exchange/1') header = value;
    else if (header && isRecord(value) && typeof value.signature === 'string') trailer = value;
    else if (text !== '' && !(isRecord(value) && 'checkpoint' in value)) {
      count += 1;
      const lists = line === 1 ? listsOf(value) : null;
      if (lists) yield* lists;
      else yield placed(line + among, value, text);
      among += Math.max(0, (lists?.length ?? 1) - 1);
    }
    if (!trailer) hash.update(bytes);
  }
  if (header) checkSignature(trailer, { sha256: hash.digest('hex'), count });
}

/** @throws exchange/signature-broken */
function checkSignature(trailer: RawRecord | null, file: { readonly sha256: string; readonly count: number }): void {
  if (!trailer) throw exchangeError('signature-broken', { why: '文件末尾没有签名' });
  const { key, signature, cursor } = trailer;
  if (trailer.sha256 !== file.sha256 || trailer.count !== file.count) {
    throw exchangeError('signature-broken', { why: '内容与签名时不同' });
  }
  const isGood =
    typeof key === 'string' &&
    typeof signature === 'string' &&
    typeof cursor === 'string' &&
    isSignedBy(key, fileStatement({ ...file, cursor }), signature);
  if (!isGood) throw exchangeError('signature-broken', { why: '签名与公钥不符' });
}

async function* readDocument(path: string): AsyncGenerator<ReadRecord> {
  if ((await stat(path)).size > MOST_DOCUMENT_BYTES) {
    throw exchangeError('unreadable-file', { where: 'JSON 文件过大，请改用 JSON 行' });
  }
  const text = new TextDecoder(await encodingOf(path)).decode(await readFile(path));
  const value = tryParse(text.trim());
  if (value === undefined) throw exchangeError('unreadable-file', { where: 'JSON 不完整或有语法错误' });
  const lists = listsOf(value);
  if (lists) yield* lists;
  else {
    let line = 0;
    for (const item of Array.isArray(value) ? value : [value]) {
      line += 1;
      yield placed(line, item, JSON.stringify(item) ?? '');
    }
  }
}

/** An object of lists by type; null for anything else. */
function listsOf(value: unknown): ReadRecord[] | null {
  if (!isRecord(value)) return null;
  const groups = Object.entries(value).map(([name, list]) => ({ type: typeNamed(name), list }));
  if (groups.length === 0 || groups.some(({ type, list }) => type === null || !Array.isArray(list))) return null;
  const items = groups.flatMap(({ type, list }) => (list as unknown[]).map((item) => ({ type, item })));
  return items.map(({ type, item }, n) => placed(n + 1, item, JSON.stringify(item) ?? '', type));
}

/** One sheet a type, under the names of the fields; rows above them are passed over. */
async function* readSheets(path: string): AsyncGenerator<ReadRecord> {
  const archive = await openXlsx(path);
  let line = 0;
  try {
    for (const name of await listSheets(archive)) {
      const type = typeNamed(name);
      let header: ReadonlyMap<number, string> | null = null;
      for await (const { cells } of readCells(archive, await readWorkbook(archive, name))) {
        if (!header) {
          const names = new Map([...cells].map(([column, value]) => [column, String(value).trim()]));
          if ([...names.values()].includes('id')) header = names;
          continue;
        }
        line += 1;
        const fields: [string, unknown][] = [];
        for (const [column, value] of cells) {
          const field = header.get(column);
          if (field) fields.push([field, cellOf(value)]);
        }
        const raw = Object.fromEntries(fields);
        yield { line, type: type ?? typeOfRecord(raw), raw, text: JSON.stringify(raw) };
      }
      if (type && !header) throw exchangeError('unreadable-file', { where: `表“${name}”没有字段名一行（须有 id 列）` });
    }
  } finally {
    archive.close();
  }
}

function cellOf(value: CellValue): unknown {
  if (typeof value !== 'object') return value;
  return 'date' in value ? value.date : value.error;
}

function tryParse(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** UTF-8 if it is that throughout, else GB 18030, which contains all that Chinese systems wrote before. */
async function encodingOf(path: string): Promise<'utf-8' | 'gb18030'> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path)) decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

/** Lines with their ends. The byte of a line's end is part of no other character, in GB 18030 neither. */
export async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 18 })) {
    const chunk = piece as Buffer;
    let from = 0;
    for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, from)) {
      const line = chunk.subarray(from, at + 1);
      yield rest.length > 0 ? Buffer.concat([...rest, line]) : line;
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest);
}
