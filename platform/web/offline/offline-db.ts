import Dexie, { type EntityTable, type Table } from 'dexie';
import { newId } from '../../domain/ids.ts';
import { moveOldPhotos } from './old-photos.ts';

/**
 * What a phone keeps by itself until the server has it. Journal entries and contents are written once and never
 * changed; how far each has come stands beside them in `outbox` and `files`.
 */

/**
 * Owner of an entry that nobody's name may stand on: it goes out without a session, whoever is signed in. What is kept
 * of it names no one and no hour, and no screen shows its words again.
 */
export const NOBODY = '';

/** Something that happened here and must reach the server. Removed only after a receipt with the same hash. */
export interface JournalEntry {
  /** UUIDv7; the server knows a repeat by it. */
  readonly id: string;
  /** Order of writing on this device. */
  readonly seq?: number;
  /** The person who wrote it, and it is sent under no other name; or `NOBODY`. */
  readonly owner: string;
  readonly kind: string;
  /** Instant by the clock of this device; of `NOBODY` the day alone. */
  readonly at: string;
  /** SHA-256 of the canonical JSON of the body, in hex. */
  readonly hash: string;
  readonly body: unknown;
}

/** `files`: the server has the entry, and waits for contents that it names. */
type OutboxState = 'waiting' | 'refused' | 'files' | 'done';

/** How far an entry has come. */
export interface OutboxRow {
  readonly id: string;
  readonly owner: string;
  readonly ownerName: string;
  readonly kind: string;
  /** In Chinese, for the list. */
  readonly title: string;
  /** Where it can be mended when it is refused; opened with `?again=<id>`. */
  readonly path: string;
  /** What it answers or concerns, by a name its pages choose: so that nothing is done twice before the server knows. */
  readonly about: string;
  readonly at: string;
  readonly state: OutboxState;
  /** The server's word: accepted, merged, conflict, refused. */
  readonly outcome: string | null;
  readonly problems: readonly { readonly path: string; readonly message: string }[];
  readonly receivedAt: string | null;
}

/** A photo or recording kept here. Its bytes lie in `blobs`, once however often they are used. */
export interface KeptFile {
  /** The id it will have on the server. */
  readonly id: string;
  /** null: taken before owners were kept; sent by the form that holds its id. */
  readonly owner: string | null;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  readonly at: string;
  /** The entry that names it; '' while its form is not yet sent. */
  readonly entryId: string;
  /** `form`: the form itself sends it. `entry`: it follows its entry. */
  readonly purpose: 'form' | 'entry';
  /** Why the server will not have it; '' while it may be sent. */
  readonly refusal: string;
}

/** Plain bytes, not a Blob: WebKit has lost the files behind stored Blobs. */
interface KeptBlob {
  readonly sha256: string;
  readonly bytes: ArrayBuffer;
}

/** An answer of the server kept for a day without network. */
interface KeptAnswer {
  readonly key: string;
  readonly owner: string;
  readonly at: string;
  readonly body: unknown;
}

export class OfflineDb extends Dexie {
  declare readonly journal: Table<JournalEntry, number>;
  declare readonly outbox: EntityTable<OutboxRow, 'id'>;
  declare readonly files: EntityTable<KeptFile, 'id'>;
  declare readonly blobs: EntityTable<KeptBlob, 'sha256'>;
  declare readonly answers: EntityTable<KeptAnswer, 'key'>;

  constructor() {
    // Strict: a phone whose battery is pulled keeps what it said it kept.
    super('zhiben-offline', { chromeTransactionDurability: 'strict' });
    this.version(1).stores({
      journal: '++seq, &id, owner',
      outbox: 'id, [owner+state], state',
      files: 'id, sha256, entryId',
      blobs: 'sha256',
      answers: 'key, owner',
    });
  }
}

let opened: Promise<OfflineDb> | undefined;

/** The store of this device, with what older versions left. @throws when the browser refuses storage */
export function openOffline(): Promise<OfflineDb> {
  opened ??= open().catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

async function open(): Promise<OfflineDb> {
  const db = new OfflineDb();
  await db.open();
  await moveOldPhotos(db).catch((error) => console.error('old photos stay where they are', error));
  return db;
}

const DEVICE_KEY = 'zhiben.device';

/** Tells this browser from the others of the same person; means nothing elsewhere. */
export function deviceId(): string {
  const known = localStorage.getItem(DEVICE_KEY);
  if (known) return known;
  const made = newId();
  localStorage.setItem(DEVICE_KEY, made);
  return made;
}
