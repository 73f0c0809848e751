import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { AppError } from '../../domain/errors.ts';
import { excelError } from './excel-error.ts';

const MOST_PARTS = 2000;
const MOST_BYTES = 2_000_000_000;

/** The parts of an xlsx file, opened one by one and never unpacked whole. */
export interface XlsxArchive {
  has(name: string): boolean;
  /** Unpacked size as declared; reading fails should it turn out otherwise. */
  size(name: string): number;
  /** The text of a part as it is unpacked. */
  open(name: string): Promise<Readable>;
  close(): void;
}

/** @throws excel/not-a-workbook, excel/too-large (a zip bomb says its size, or breaks on lying about it) */
export async function openXlsx(path: string): Promise<XlsxArchive> {
  const zip = await unreadable(openPromise(path, { autoClose: false, validateEntrySizes: true }));
  try {
    const entries = await unreadable(listEntries(zip));
    const find = (name: string): Entry => {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw excelError('not-a-workbook', {});
      return entry;
    };
    return {
      has: (name) => entries.has(name.toLowerCase()),
      size: (name) => find(name).uncompressedSize,
      open: async (name) => (await unreadable(zip.openReadStreamPromise(find(name)))).setEncoding('utf8'),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function listEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  let bytes = 0;
  for await (const entry of zip.eachEntry()) {
    bytes += entry.uncompressedSize;
    if (entries.size >= MOST_PARTS || bytes > MOST_BYTES) throw excelError('too-large', {});
    entries.set(posix.normalize(entry.fileName).toLowerCase(), entry);
  }
  return entries;
}

/** Whatever a library says of a broken file means one thing to a person. */
async function unreadable<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof AppError ? error : excelError('not-a-workbook', {});
  }
}
