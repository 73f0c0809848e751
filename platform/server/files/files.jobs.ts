import { createWriteStream } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { newId } from '../../domain/ids.ts';
import type { Ctx } from '../ctx.ts';
import { job } from '../slice.ts';
import { type FileStore, originalKey, thumbnailKey } from './file-store.ts';
import { deleteUnattached, findUnattached, isContentUsed, lockContent } from './files.queries.ts';
import { makePhotoPrint } from './photo-print.ts';
import { insertPrint, listUnprinted } from './photo-prints.queries.ts';

const DAY = 86_400_000;
const KEEP_DAYS = 7;
const BATCH = 200;

/** Forms that were begun and never sent leave files behind. */
export const sweepFilesJob = job({
  name: 'files:sweep',
  payload: z.object({}),
  schedule: '30 3 * * *',
  run: async ({ ctx }) => {
    await sweepUnattached(ctx);
    await sweepIncoming(ctx);
  },
});

/** @returns how many files were removed */
export async function sweepUnattached(ctx: Ctx): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - KEEP_DAYS * DAY);
  let count = 0;
  for (;;) {
    const ids = await findUnattached(ctx.db, ctx.actor.county, before, BATCH);
    if (ids.length === 0) return count;
    const removed = await ctx.transaction(async (tx) => {
      const files = await deleteUnattached(tx.db, ctx.actor.county, ids);
      const subject = { kind: 'fileSweep', id: newId() };
      tx.record({ id: newId(), action: 'files:sweep', subject, data: { removed: files } });
      return files;
    });
    count += removed.length;
    for (const sha256 of new Set(removed.map((file) => file.sha256))) await removeContent(ctx, sha256);
  }
}

/** Rows first, bytes second and under the lock that uploads take: bytes never go while a row points at them. */
async function removeContent({ db, actor, services }: Ctx, sha256: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockContent(tx, actor.county, sha256);
    if (await isContentUsed(tx, actor.county, sha256)) return;
    await services.files.remove(originalKey(actor.county, sha256));
    await services.files.remove(thumbnailKey(actor.county, sha256));
  });
}

/** Uploads that were cut off by a crash. */
async function sweepIncoming(ctx: Ctx): Promise<void> {
  const { incoming } = ctx.services.files;
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(() => null);
    if (found && found.mtimeMs < Date.now() - DAY) await rm(path, { force: true });
  }
}

/** Pictures that came past the upload: the demo county, a restored or an older store. */
export const printPhotosJob = job({
  name: 'files:print',
  payload: z.object({}),
  schedule: '10 1 * * *',
  run: async ({ ctx }) => void (await printPhotos(ctx)),
});

/** @returns how many contents were printed */
export async function printPhotos({ db, actor, services }: Pick<Ctx, 'db' | 'actor' | 'services'>): Promise<number> {
  const { county } = actor;
  for (let count = 0; ; ) {
    const contents = await listUnprinted(db, county, BATCH);
    if (contents.length === 0) return count;
    for (const sha256 of contents) {
      await insertPrint(db, county, sha256, await printStored(services.files, thumbnailKey(county, sha256)));
    }
    count += contents.length;
  }
}

/** Bytes that are gone show nothing and are asked for once, not each night; a store out of reach is tried again. */
async function printStored(files: FileStore, key: string): Promise<bigint | null> {
  if (!(await files.has(key))) return null;
  const path = join(files.incoming, newId());
  try {
    await pipeline(await files.open(key), createWriteStream(path));
    return await makePhotoPrint(path);
  } finally {
    await rm(path, { force: true });
  }
}
