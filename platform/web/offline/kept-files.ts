import { rememberedFile, upload } from '../upload.ts';
import { type KeptFile, openOffline } from './offline-db.ts';
import { putFile, removeFiles } from './put-file.ts';
import { asStorageFull, noteRoom, requireRoom } from './storage.ts';

/**
 * Keeps a photo or a recording on this device until the server has it.
 * @param id the id it will have on the server
 * @throws {StorageFullError}
 */
export async function keepFile(id: string, file: File, of: Pick<KeptFile, 'owner' | 'purpose'>): Promise<KeptFile> {
  try {
    await requireRoom(file.size);
    const kept = await putFile(await openOffline(), id, file, of);
    noteRoom();
    return kept;
  } catch (error) {
    throw asStorageFull(error);
  }
}

export async function forgetFile(id: string): Promise<void> {
  await removeFiles(await openOffline(), [id]);
}

/** The file of an id with its bytes, while it is kept here. */
export async function keptFile(id: string): Promise<File | undefined> {
  const db = await openOffline();
  const file = await db.files.get(id);
  const blob = file && (await db.blobs.get(file.sha256));
  return file && blob && new File([blob.bytes], file.name, { type: file.mediaType });
}

/**
 * Sends the file of a form, if it still waits. Sending twice is harmless: the id tells the server that it is the same.
 * @throws {ProblemError}
 */
export async function sendFile(id: string, onProgress?: (share: number) => void): Promise<void> {
  const file = await keptFile(id);
  if (!file) return;
  if (!rememberedFile(id)) await upload(file, { id, ...(onProgress ? { onProgress } : {}) });
  await forgetFile(id);
}
