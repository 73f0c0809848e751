import { useSyncExternalStore } from 'react';
import { rememberedFile, upload } from '../upload.ts';

/**
 * Photos that were taken and have not reached the server: kept whole in IndexedDB, so that neither a lost signal nor
 * a closed browser loses one. A photo leaves the store only after the server has confirmed it.
 */

const STORE = 'photos';

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('zhiben', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

async function inStore<T>(mode: IDBTransactionMode, run: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, mode);
    const request = run(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Keeps a photo until it is sent. @param id the id it will have on the server */
export async function keepPhoto(id: string, photo: File): Promise<void> {
  await inStore('readwrite', (store) => store.put(photo, id));
  await recount();
}

export async function forgetPhoto(id: string): Promise<void> {
  await inStore('readwrite', (store) => store.delete(id));
  await recount();
}

export function pendingPhoto(id: string): Promise<File | undefined> {
  return inStore('readonly', (store) => store.get(id) as IDBRequest<File | undefined>);
}

/**
 * Sends one photo, if it still waits. Sending twice is harmless: the id tells the server that it is the same.
 * @throws {ProblemError}
 */
export async function sendPhoto(id: string, onProgress?: (share: number) => void): Promise<void> {
  const photo = await pendingPhoto(id);
  if (!photo) return;
  if (!rememberedFile(id)) await upload(photo, { id, ...(onProgress ? { onProgress } : {}) });
  await forgetPhoto(id);
}

let waiting = 0;
const listeners = new Set<() => void>();

async function recount(): Promise<void> {
  waiting = await inStore('readonly', (store) => store.count());
  for (const listener of listeners) listener();
}

/** How many photos wait to be sent. */
export function usePendingCount(): number {
  return useSyncExternalStore(
    (onChange) => {
      if (listeners.size === 0) void recount().catch(() => {});
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    () => waiting,
  );
}
