import { readStored, writeStored } from '../stored.ts';

/** How much room the browser gives, and whether it may take it away. */

/** Kept free for entries themselves, which are small and matter more than one photo more. */
const RESERVE_BYTES = 5_000_000;
/** Below this the person is told, while there is still time to send or export. */
const LOW_BYTES = 100_000_000;

/** The phone has no room: said in a sentence fit for the screen. */
export class StorageFullError extends Error {
  constructor() {
    super('手机存储空间不足，这一份没有存下。请先上传或“导出到文件”，或清理手机空间后再试；已存下的内容都还在。');
    this.name = 'StorageFullError';
  }
}

const FULL_KEY = 'storage.full';

/** What a failed write is to be thrown as; that there was no room is remembered. Dexie wraps what the browser throws. */
export function asStorageFull(error: unknown): unknown {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: { name?: string } };
  const isFull = error instanceof StorageFullError || [name, inner?.name].includes('QuotaExceededError');
  if (!isFull) return error;
  writeStored(FULL_KEY, true);
  return new StorageFullError();
}

/** A write of some size went well. */
export function noteRoom(): void {
  if (readStored(FULL_KEY, false)) writeStored(FULL_KEY, undefined);
}

/** @throws {StorageFullError} when a file of this size would not leave room for entries */
export async function requireRoom(bytes: number): Promise<void> {
  const left = await bytesLeft();
  if (left !== null && left < bytes + RESERVE_BYTES) throw new StorageFullError();
}

/** null where the browser does not tell. */
async function bytesLeft(): Promise<number | null> {
  const { quota, usage } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  return quota === undefined || usage === undefined ? null : Math.max(0, quota - usage);
}

export interface StorageState {
  /** The last photo found no room; browsers that hide how much is left say it no other way. */
  readonly isFull: boolean;
  readonly bytesLeft: number | null;
  readonly isLow: boolean;
  /** false: the browser may throw everything away when the phone runs short of space, and says so nowhere. */
  readonly isPersistent: boolean;
}

/** Looks, and asks once more to keep what is stored. */
export async function readStorageState(): Promise<StorageState> {
  const left = await bytesLeft();
  const persist = async () =>
    (await navigator.storage?.persisted?.()) || ((await navigator.storage?.persist?.()) ?? false);
  return {
    isFull: readStored(FULL_KEY, false),
    bytesLeft: left,
    isLow: left !== null && left < LOW_BYTES,
    isPersistent: await persist().catch(() => false),
  };
}
