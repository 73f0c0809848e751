import { canonicalJson } from '../../domain/canonical-json.ts';
import { type JournalEntry, NOBODY, openOffline } from './offline-db.ts';
import { removeFiles } from './put-file.ts';
import { sha256Hex } from './sha256.ts';
import { asStorageFull } from './storage.ts';
import { wakeSync } from './wake.ts';

export interface NewEntry extends Pick<JournalEntry, 'id' | 'owner' | 'kind' | 'body'> {
  readonly ownerName: string;
  readonly title: string;
  readonly path: string;
  readonly about?: string;
  /** Ids of kept files that the body names by hash; they follow the entry. */
  readonly fileIds: readonly string[];
  /** A refused entry that this one mends; it leaves with this one's arrival in the journal. */
  readonly replaces?: string;
}

/**
 * Writes an entry into the journal and wakes the sending. When this returns, it is kept: whatever then happens to the
 * page, the browser or the network, it reaches the server once.
 * @throws {StorageFullError}
 */
export async function appendEntry(entry: NewEntry): Promise<void> {
  const { id, owner, ownerName, kind, title, path, about = '', fileIds, replaces } = entry;
  // As it will be read back and sent: without what JSON cannot say.
  const body = JSON.parse(JSON.stringify(entry.body)) as unknown;
  const hash = await sha256Hex(canonicalJson(body));
  const now = new Date().toISOString();
  const at = owner === NOBODY ? `${now.slice(0, 10)}T00:00:00.000Z` : now;
  const state = { state: 'waiting', outcome: null, problems: [], receivedAt: null } as const;
  const db = await openOffline();
  try {
    await db.transaction('rw', db.journal, db.outbox, db.files, async () => {
      if ((await db.outbox.get(id)) !== undefined) return; // the button was pressed twice
      if (replaces) {
        await db.journal.where('id').equals(replaces).delete();
        await db.outbox.delete(replaces);
        await db.files.where('entryId').equals(replaces).modify({ entryId: '' });
      }
      await db.journal.add({ id, owner, kind, at, hash, body });
      await db.outbox.add({ id, owner, ownerName, kind, title, path, about, at, ...state });
      await db.files
        .where('id')
        .anyOf([...fileIds])
        .modify({ entryId: id });
    });
  } catch (error) {
    throw asStorageFull(error);
  }
  wakeSync();
}

/** The body of an entry that is still here, to be mended. */
export async function entryBody(id: string): Promise<unknown> {
  const db = await openOffline();
  return (await db.journal.where('id').equals(id).first())?.body;
}

/** Removes what the server refused, with its files; only a person does this, after being asked. */
export async function discardRefused(id: string): Promise<void> {
  const db = await openOffline();
  const row = await db.outbox.get(id);
  if (row?.state !== 'refused') return;
  const files = await db.files.where('entryId').equals(id).primaryKeys();
  await db.transaction('rw', [db.journal, db.outbox, db.files, db.blobs], async () => {
    await db.journal.where('id').equals(id).delete();
    await db.outbox.delete(id);
    await removeFiles(db, files);
  });
}

/** Takes the line of what the server has off the list. */
export async function forgetDone(id: string): Promise<void> {
  const db = await openOffline();
  if ((await db.outbox.get(id))?.state === 'done') await db.outbox.delete(id);
}

/** Sends refused entries and files of a person once more as they are: what stood in the way may be gone. */
export async function retryRefused(owner: string): Promise<void> {
  const db = await openOffline();
  await db.transaction('rw', db.outbox, db.files, async () => {
    await db.outbox.where('[owner+state]').equals([owner, 'refused']).modify({ state: 'waiting', problems: [] });
    await db.files.filter((file) => file.owner === owner && file.refusal !== '').modify({ refusal: '' });
  });
  wakeSync();
}
