import type { OfflineDb } from './offline-db.ts';
import { putFile } from './put-file.ts';

const OLD_STORE = 'photos';

/**
 * Photos of forms lay in a store of their own (`zhiben`, by id) before there was one store. Each is removed there only
 * once it lies here; the empty store stays, since a page of the older version may still be open.
 */
export async function moveOldPhotos(db: OfflineDb): Promise<void> {
  const old = await openOld();
  if (!old) return;
  try {
    const ids = await inOld(old, 'readonly', (store) => store.getAllKeys());
    for (const id of ids) {
      const photo = await inOld(old, 'readonly', (store) => store.get(id) as IDBRequest<File | undefined>);
      if (photo) await putFile(db, String(id), photo, { owner: null, purpose: 'form' });
      await inOld(old, 'readwrite', (store) => store.delete(id));
    }
  } finally {
    old.close();
  }
}

/** null when there is none: asking for a database makes it, unless its making is called off. */
function openOld(): Promise<IDBDatabase | null> {
  return new Promise((resolve) => {
    const request = indexedDB.open('zhiben', 1);
    request.onupgradeneeded = () => request.transaction?.abort();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  });
}

function inOld<T>(
  db: IDBDatabase,
  mode: IDBTransactionMode,
  run: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(OLD_STORE, mode);
    const request = run(transaction.objectStore(OLD_STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
