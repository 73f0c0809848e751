import { openOffline } from './offline-db.ts';

/** The content hashes of kept files, in their order; those no longer here are left out. */
export async function hashesOf(ids: readonly string[]): Promise<string[]> {
  const db = await openOffline();
  const files = await db.files.bulkGet([...ids]);
  return files.flatMap((file) => (file ? [file.sha256] : []));
}

/** Ids of the kept files of an entry by their content. */
export async function fileIdsOf(entryId: string): Promise<ReadonlyMap<string, string>> {
  const db = await openOffline();
  const files = await db.files.where('entryId').equals(entryId).toArray();
  return new Map(files.map(({ sha256, id }) => [sha256, id]));
}
