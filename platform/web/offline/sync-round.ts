import { newId } from '../../domain/ids.ts';
import { asProblem, networkProblem, type ProblemError } from '../problem.ts';
import { upload } from '../upload.ts';
import { firstBatch } from './batches.ts';
import { noteServerTime } from './device-clock.ts';
import { deviceId, type JournalEntry, type KeptFile, type OfflineDb } from './offline-db.ts';
import { removeFiles } from './put-file.ts';
import { sha256Hex } from './sha256.ts';
import type { Receipt, SyncTransport } from './transport.ts';

/** Asked about at once. */
const HASHES = 200;
/** Sent between two questions whether they have arrived. */
const FILES = 20;
/** On a line with long delays, one after the other would wait more than send. */
const AT_ONCE = 3;
const DONE_KEPT = 200;
const DIFFERENT = '服务器收到的内容与手机里的不一致，手机里的原样保留。请点“重新发送”；仍不行请导出到文件交给管理员。';

/** What is under way, for the screen. */
export type Tell = (doing: { readonly left: number; readonly what: 'entries' | 'files' }) => void;

/**
 * Sends all that waits of one person: entries first, in order, then the contents they name. May be cut off anywhere:
 * what was not confirmed stays and is sent again, and the server knows repeats by their ids.
 * @throws {ProblemError} when the line or the session is gone; then the rest waits
 */
export async function sendAll(db: OfflineDb, transport: SyncTransport, person: string, tell: Tell): Promise<void> {
  await sendEntries(db, transport, person, tell);
  await sendFiles(db, transport, person, tell);
  await forgetOldest(db, person);
}

async function sendEntries(db: OfflineDb, transport: SyncTransport, person: string, tell: Tell): Promise<void> {
  for (;;) {
    const waiting = await waitingEntries(db, person);
    const batch = firstBatch(waiting, (entry) => JSON.stringify(entry).length * 3, transport.limits);
    if (batch.length === 0) return;
    tell({ left: waiting.length, what: 'entries' });
    await sendBatch(db, transport, person, batch);
  }
}

async function waitingEntries(db: OfflineDb, person: string): Promise<JournalEntry[]> {
  const ids = await db.outbox.where('[owner+state]').equals([person, 'waiting']).primaryKeys();
  const entries = await db.journal.where('id').anyOf(ids).toArray();
  return entries.sort((a, b) => (a.seq ?? 0) - (b.seq ?? 0));
}

/** One that the server will not read at all must not hold up the others: the batch is halved until it stands alone. */
async function sendBatch(
  db: OfflineDb,
  transport: SyncTransport,
  person: string,
  batch: readonly JournalEntry[],
): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const sentMs = Date.now();
  try {
    const items = batch.map(({ id, kind, at, hash, body }) => ({ id, kind, at, hash, body }));
    const answer = await transport.send(
      { deviceId: deviceId(), deviceAt: new Date(sentMs).toISOString(), items },
      person,
    );
    noteServerTime(answer.serverAt, sentMs);
    for (const entry of batch) {
      const receipt = answer.receipts.find(({ id }) => id === entry.id);
      if (receipt) await settle(db, entry, receipt, answer.serverAt);
    }
    const unanswered = batch.filter(({ id }) => !answer.receipts.some((receipt) => receipt.id === id));
    if (unanswered.length === batch.length)
      await refuse(db, first.id, [{ path: '', message: '服务器没有答复这一条。' }]);
  } catch (error) {
    const problem = asProblem(error);
    if (!isAboutContent(problem)) throw problem;
    if (batch.length === 1) {
      await refuse(db, first.id, [{ path: '', message: problem.message }, ...problem.fields]);
      return;
    }
    const half = Math.ceil(batch.length / 2);
    await sendBatch(db, transport, person, batch.slice(0, half));
    await sendBatch(db, transport, person, batch.slice(half));
  }
}

/** Whether a refusal speaks of what was sent, not of who sends or when. */
export function isAboutContent({ status }: ProblemError): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422;
}

/** The entry goes only when the server's hash of what it kept is our own. */
async function settle(db: OfflineDb, entry: JournalEntry, receipt: Receipt, serverAt: string): Promise<void> {
  if (receipt.outcome === 'refused') return refuse(db, entry.id, receipt.problems ?? []);
  if (receipt.hash !== entry.hash) return refuse(db, entry.id, [{ path: '', message: DIFFERENT }]);
  const missing = new Set(receipt.missingFiles);
  await db.transaction('rw', [db.journal, db.outbox, db.files, db.blobs], async () => {
    await db.journal.where('id').equals(entry.id).delete();
    const files = await db.files.where('entryId').equals(entry.id).toArray();
    const there = files.filter(({ sha256 }) => !missing.has(sha256)).map(({ id }) => id);
    await removeFiles(db, there);
    const state = there.length < files.length ? 'files' : 'done';
    await db.outbox.update(entry.id, { state, outcome: receipt.outcome, problems: [], receivedAt: serverAt });
  });
}

export async function refuse(
  db: OfflineDb,
  id: string,
  problems: readonly { path: string; message: string }[],
): Promise<void> {
  const said = problems.length > 0 ? problems : [{ path: '', message: '服务器没有接收，未说明原因。' }];
  await db.outbox.update(id, { state: 'refused', problems: [...said] });
}

async function sendFiles(db: OfflineDb, transport: SyncTransport, person: string, tell: Tell): Promise<void> {
  await releaseKnown(db, transport, person, await dueFiles(db, person));
  for (;;) {
    const due = await dueFiles(db, person);
    if (due.length === 0) return;
    const group = due.slice(0, FILES);
    const next = [...group];
    // Each takes the next one when it is through: a large photo holds up no others.
    const send = async () => {
      for (let file = next.shift(); file !== undefined; file = next.shift()) {
        tell({ left: due.length - (group.length - next.length - 1), what: 'files' });
        await sendOne(db, person, file).catch((error) => {
          next.length = 0;
          throw error;
        });
      }
    };
    const failed = (await Promise.allSettled(Array.from({ length: AT_ONCE }, send))).find(
      ({ status }) => status === 'rejected',
    );
    if (failed?.status === 'rejected') throw failed.reason;
    const released = await releaseKnown(db, transport, person, group);
    const left = await dueFiles(db, person);
    // Sent, and still not known: asking again and again would not change that.
    if (released === 0 && left.length === due.length) throw networkProblem();
  }
}

/** A content goes from here only when the server says that it has it. @returns how many went */
async function releaseKnown(
  db: OfflineDb,
  transport: SyncTransport,
  person: string,
  files: readonly KeptFile[],
): Promise<number> {
  const hashes = [...new Set(files.map(({ sha256 }) => sha256))];
  let released = 0;
  for (let i = 0; i < hashes.length; i += HASHES) {
    const known = await transport.known(hashes.slice(i, i + HASHES), person);
    await release(db, person, known);
    released += known.length;
  }
  return released;
}

/** Contents whose entry the server has. */
async function dueFiles(db: OfflineDb, person: string): Promise<KeptFile[]> {
  const entries = await db.outbox.where('[owner+state]').equals([person, 'files']).primaryKeys();
  const files = await db.files.where('entryId').anyOf(entries).toArray();
  return files.filter(({ refusal }) => refusal === '');
}

async function sendOne(db: OfflineDb, person: string, file: KeptFile): Promise<void> {
  const blob = await db.blobs.get(file.sha256);
  if (!blob || (await sha256Hex(blob.bytes)) !== file.sha256) {
    await db.files.update(file.id, { refusal: '手机里保存的这个文件已损坏，无法上传。' });
    return;
  }
  try {
    const content = new File([blob.bytes], file.name, { type: file.mediaType });
    const stored = await upload(content, { id: file.id, person });
    if (stored.sha256 !== file.sha256) await rename(db, file); // spoilt on the way: its id is used up
  } catch (error) {
    const problem = asProblem(error);
    if (problem.code === 'app/id-taken') await rename(db, file);
    else if (isAboutContent(problem)) await db.files.update(file.id, { refusal: problem.message });
    else throw problem;
  }
}

async function rename(db: OfflineDb, file: KeptFile): Promise<void> {
  await db.transaction('rw', db.files, async () => {
    await db.files.delete(file.id);
    await db.files.add({ ...file, id: newId() });
  });
}

/** The server has these contents: every file with one may go, and entries that waited for nothing else are done. */
async function release(db: OfflineDb, person: string, hashes: readonly string[]): Promise<void> {
  await db.transaction('rw', [db.outbox, db.files, db.blobs], async () => {
    const entries = await db.outbox.where('[owner+state]').equals([person, 'files']).primaryKeys();
    const waiting = new Set(entries);
    const files = await db.files
      .where('sha256')
      .anyOf([...hashes])
      .toArray();
    const gone = files.filter(({ entryId }) => waiting.has(entryId));
    await removeFiles(
      db,
      gone.map(({ id }) => id),
    );
    for (const entryId of new Set(gone.map((file) => file.entryId))) {
      const left = await db.files.where('entryId').equals(entryId).count();
      if (left === 0) await db.outbox.update(entryId, { state: 'done' });
    }
  });
}

/** What is done stays to be seen for a while. */
async function forgetOldest(db: OfflineDb, person: string): Promise<void> {
  const done = await db.outbox.where('[owner+state]').equals([person, 'done']).sortBy('at');
  await db.outbox.bulkDelete(done.slice(0, -DONE_KEPT).map(({ id }) => id));
}
