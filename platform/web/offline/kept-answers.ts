import { openOffline } from './offline-db.ts';

/** What the server last answered under a name, kept for one person for work without network; undefined if nothing. */
export async function readKept(
  owner: string,
  name: string,
): Promise<{ readonly at: string; readonly body: unknown } | undefined> {
  const db = await openOffline();
  return db.answers.get(`${owner}/${name}`);
}

export async function keepAnswer(owner: string, name: string, body: unknown): Promise<void> {
  const db = await openOffline();
  await db.answers.put({ key: `${owner}/${name}`, owner, at: new Date().toISOString(), body });
}
