import { Unzip, UnzipInflate, Zip, ZipPassThrough } from 'fflate';
import { z } from 'zod';
import { canonicalJson } from '../../domain/canonical-json.ts';
import {
  deviceId,
  type JournalEntry,
  type KeptFile,
  type OfflineDb,
  type OutboxRow,
  openOffline,
} from './offline-db.ts';
import { sha256Hex } from './sha256.ts';
import { asStorageFull } from './storage.ts';
import { wakeSync } from './wake.ts';

/**
 * The last resort: all that waits on this device as one zip, `outbox.json` and the contents by their hash. A zip, so
 * that photos can be looked at without this program.
 */

const FORMAT = 'zhiben-outbox';
const LIST = 'outbox.json';
const FOLDER = 'files/';

const problemsSchema = z.array(z.object({ path: z.string(), message: z.string() }));
const outboxFileSchema = z.object({
  format: z.literal(FORMAT),
  version: z.literal(1),
  deviceId: z.string(),
  at: z.string(),
  entries: z.array(
    z.object({
      id: z.string(),
      owner: z.string(),
      kind: z.string(),
      at: z.string(),
      hash: z.string(),
      body: z.unknown(),
    }),
  ),
  rows: z.array(
    z.object({
      id: z.string(),
      owner: z.string(),
      ownerName: z.string(),
      kind: z.string(),
      title: z.string(),
      path: z.string(),
      about: z.string(),
      at: z.string(),
      state: z.enum(['waiting', 'refused', 'files']),
      outcome: z.string().nullable(),
      problems: problemsSchema,
      receivedAt: z.string().nullable(),
    }),
  ),
  files: z.array(
    z.object({
      id: z.string(),
      owner: z.string().nullable(),
      sha256: z.string(),
      name: z.string(),
      mediaType: z.string(),
      bytes: z.number(),
      at: z.string(),
      entryId: z.string(),
      purpose: z.enum(['form', 'entry']),
      refusal: z.string(),
    }),
  ),
});
type OutboxFile = z.infer<typeof outboxFileSchema>;

/** Everything unsent of everybody on this device, as a file to be carried away. It stays here all the same. */
export async function exportOutbox(): Promise<File> {
  const db = await openOffline();
  const list = await listUnsent(db);
  const parts: Blob[] = [];
  // Each part goes into a Blob at once, which browsers move to disk: 500 photos never lie in memory together.
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    parts.push(new Blob([new Uint8Array(chunk)]));
  });
  const add = (name: string, bytes: Uint8Array) => {
    const part = new ZipPassThrough(name);
    zip.add(part);
    part.push(bytes, true);
  };
  add(LIST, new TextEncoder().encode(JSON.stringify(list)));
  for (const sha256 of new Set(list.files.map((file) => file.sha256))) {
    const blob = await db.blobs.get(sha256);
    if (blob) add(`${FOLDER}${sha256}`, new Uint8Array(blob.bytes));
  }
  zip.end();
  const minute = list.at.slice(0, 16).replace(/[-:]/g, '');
  return new File(parts, `治本待上传-${minute}.zip`, { type: 'application/zip' });
}

async function listUnsent(db: OfflineDb): Promise<OutboxFile> {
  const entries = (await db.journal.toArray()).map(({ id, owner, kind, at, hash, body }) => ({
    id,
    owner,
    kind,
    at,
    hash,
    body,
  }));
  const rows = (await db.outbox.where('state').anyOf('waiting', 'refused', 'files').toArray()) as OutboxFile['rows'];
  const files = await db.files.toArray();
  return { format: FORMAT, version: 1, deviceId: deviceId(), at: new Date().toISOString(), entries, rows, files };
}

export interface Imported {
  readonly entries: number;
  readonly files: number;
  /** Were here already, or had been sent from here. */
  readonly known: number;
}

/** The file is none of ours, or was changed or cut short on its way. */
export class OutboxFileError extends Error {
  constructor(what: string) {
    super(`这个文件不能导入：${what}。请选择由本系统“导出到文件”生成的 zip 文件。`);
    this.name = 'OutboxFileError';
  }
}

/**
 * Takes an exported file into the store of this device. What it holds is sent from here under its own ids, so that it
 * does no harm when the first device sends it too; each person's entries wait for that person.
 * @throws {OutboxFileError} {StorageFullError}
 */
export async function importOutbox(file: Blob): Promise<Imported> {
  const contents = await unpack(file);
  const text = contents.get(LIST);
  const list = outboxFileSchema.safeParse(text && safeJson(new TextDecoder().decode(text)));
  if (!list.success) throw new OutboxFileError('里面没有待上传清单，或清单不完整');
  const { entries, rows, files } = list.data;
  for (const { hash, body, id } of entries)
    if ((await sha256Hex(canonicalJson(body))) !== hash) throw new OutboxFileError(`第 ${id} 条内容与其校验值不符`);
  const blobs = new Map<string, ArrayBuffer>();
  for (const [name, bytes] of contents) {
    if (!name.startsWith(FOLDER)) continue;
    const buffer = bytes.slice().buffer;
    const sha256 = name.slice(FOLDER.length);
    if ((await sha256Hex(buffer)) !== sha256) throw new OutboxFileError('有照片与其校验值不符');
    blobs.set(sha256, buffer);
  }
  try {
    return await takeIn(await openOffline(), { entries, rows, files }, blobs);
  } catch (error) {
    throw asStorageFull(error);
  } finally {
    wakeSync();
  }
}

async function takeIn(
  db: OfflineDb,
  { entries, rows, files }: Pick<OutboxFile, 'entries' | 'rows' | 'files'>,
  blobs: ReadonlyMap<string, ArrayBuffer>,
): Promise<Imported> {
  let known = 0;
  let taken = 0;
  let kept = 0;
  await db.transaction('rw', [db.journal, db.outbox, db.files, db.blobs], async () => {
    for (const row of rows) {
      if ((await db.outbox.get(row.id)) !== undefined) {
        known++;
        continue;
      }
      const entry = entries.find(({ id }) => id === row.id);
      if (entry) await db.journal.add(entry as JournalEntry);
      await db.outbox.add(row as OutboxRow);
      taken++;
      for (const file of files.filter(({ entryId }) => entryId === row.id)) {
        const bytes = blobs.get(file.sha256);
        if (!bytes) continue;
        await db.blobs.put({ sha256: file.sha256, bytes });
        await db.files.put(file as KeptFile);
        kept++;
      }
    }
  });
  return { entries: taken, files: kept, known };
}

async function unpack(file: Blob): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  const unzip = new Unzip((entry) => {
    const parts: Uint8Array[] = [];
    entry.ondata = (error, chunk, final) => {
      if (error) throw error;
      parts.push(chunk.slice());
      if (final) contents.set(entry.name, joined(parts));
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  try {
    const reader = file.stream().getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) unzip.push(next.value);
    unzip.push(new Uint8Array(0), true);
  } catch {
    throw new OutboxFileError('不是 zip 文件，或文件不完整');
  }
  return contents;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
