import { liveQuery } from 'dexie';
import { NOBODY, type OfflineDb, openOffline } from './offline-db.ts';
import type { Waiting } from './waiting.ts';

/** Tells what waits of a person, again with every change. @returns the way to stop */
export async function watchWaiting(owner: string, tell: (waiting: Waiting) => void): Promise<() => void> {
  const db = await openOffline();
  const subscription = liveQuery(() => countWaiting(db, owner)).subscribe({ next: tell, error: console.error });
  return () => subscription.unsubscribe();
}

async function countWaiting(db: OfflineDb, owner: string): Promise<Waiting> {
  const inState = (state: string, whose = owner) => db.outbox.where('[owner+state]').equals([whose, state]);
  const forms = await db.files
    .where('entryId')
    .equals('')
    .filter((file) => file.purpose === 'form' && (file.owner === null || file.owner === owner))
    .count();
  const following = await db.files
    .where('entryId')
    .anyOf(await inState('files').primaryKeys())
    .count();
  return {
    entries: (await inState('waiting').count()) + (await inState('waiting', NOBODY).count()),
    refused: (await inState('refused').count()) + (await inState('refused', NOBODY).count()),
    files: forms + following,
  };
}
