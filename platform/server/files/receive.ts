import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { appError } from '../../domain/errors.ts';
import { newId } from '../../domain/ids.ts';

/** Bytes that have arrived in a folder of the store, not yet kept. */
export interface Received {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

/**
 * Streams an upload into `folder`, hashing on the way; memory stays flat. On failure nothing is left behind.
 * @throws app/too-large above `limit` bytes
 */
export async function receive(source: Readable, folder: string, limit: number): Promise<Received> {
  const path = join(folder, newId());
  const hash = createHash('sha256');
  let bytes = 0;
  const measure = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      hash.update(chunk);
      done(bytes > limit ? appError('too-large', { limit: `${Math.floor(limit / 1_000_000)} MB` }) : null, chunk);
    },
  });
  try {
    await pipeline(source, measure, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { path, sha256: hash.digest('hex'), bytes };
}
