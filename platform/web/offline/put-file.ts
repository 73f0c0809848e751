import type { KeptFile, OfflineDb } from './offline-db.ts';
import { sha256Hex } from './sha256.ts';

/** Puts a file and its bytes into the store, the bytes once for all files with the same content. */
export async function putFile(
  db: OfflineDb,
  id: string,
  file: File,
  { owner, purpose }: Pick<KeptFile, 'owner' | 'purpose'>,
): Promise<KeptFile> {
  const bytes = await file.arrayBuffer();
  const sha256 = await sha256Hex(bytes);
  const kept: KeptFile = {
    id,
    owner,
    sha256,
    name: file.name,
    mediaType: file.type,
    bytes: bytes.byteLength,
    at: new Date().toISOString(),
    entryId: '',
    purpose,
    refusal: '',
  };
  await db.transaction('rw', db.files, db.blobs, async () => {
    if ((await db.blobs.where('sha256').equals(sha256).count()) === 0) await db.blobs.put({ sha256, bytes });
    await db.files.put(kept);
  });
  return kept;
}

/** Removes files; the bytes go with the last file that has them. */
export function removeFiles(db: OfflineDb, ids: readonly string[]): Promise<void> {
  return db.transaction('rw', db.files, db.blobs, async () => {
    for (const id of ids) {
      const file = await db.files.get(id);
      if (!file) continue;
      await db.files.delete(id);
      if ((await db.files.where('sha256').equals(file.sha256).count()) === 0) await db.blobs.delete(file.sha256);
    }
  });
}
