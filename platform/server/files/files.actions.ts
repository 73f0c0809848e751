import { copyFile, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { appError } from '../../domain/errors.ts';
import { filesError, type StoredFile } from '../../domain/files.contract.ts';
import type { Placement } from '../../domain/scope.ts';
import type { Ctx, TxCtx } from '../ctx.ts';
import { originalKey, thumbnailKey } from './file-store.ts';
import { findUpload, insertFile, lockContent, updateAttached, updatePlacement } from './files.queries.ts';
import { makePhotoPrint } from './photo-print.ts';
import { insertPrint } from './photo-prints.queries.ts';
import { type Received, receive } from './receive.ts';
import { ACCEPTED, sniff } from './sniff.ts';
import { makeThumbnail } from './thumbnail.ts';

export const UPLOAD_LIMIT = 50_000_000;

/** Bytes received from somewhere and what they are called. */
interface Incoming {
  readonly id: string;
  readonly name: string;
  readonly received: Received;
}

/**
 * Streams bytes in and keeps them as a file of the actor, not yet attached to anything.
 * Sent again with the same id and content it answers with what is there.
 * @throws app/too-large, app/unsupported-file, app/id-taken, files/empty
 */
export async function storeFile(ctx: Ctx, source: Readable, file: { id: string; name: string }): Promise<StoredFile> {
  const received = await receive(source, ctx.services.files.incoming, UPLOAD_LIMIT);
  try {
    return await keepReceived(ctx, { ...file, received });
  } finally {
    await rm(received.path, { force: true });
  }
}

/** As `storeFile`, for bytes that are already in the store's incoming folder; the caller removes them from there. */
export async function keepReceived(ctx: Ctx, { id, name, received }: Incoming): Promise<StoredFile> {
  const { sha256, bytes, path } = received;
  if (bytes === 0) throw filesError('empty', {});
  const before = await findUpload(ctx.db, ctx.actor.county, id);
  if (before) return sameUpload(ctx, before, sha256);
  const mediaType = await sniff(path, name);
  if (mediaType === null) throw appError('unsupported-file', { accepted: ACCEPTED });
  const thumbnail = await makeThumbnail(path, mediaType, ctx.services.files.incoming);
  try {
    return await keep(ctx, { id, name: tidyName(name), received, mediaType, thumbnail });
  } finally {
    if (thumbnail) await rm(thumbnail, { force: true });
  }
}

interface Keeping extends Incoming {
  readonly mediaType: string;
  readonly thumbnail: string | null;
}

/** Bytes first, row second: a row whose bytes are missing can never be seen. */
async function keep(ctx: Ctx, { id, name, received, mediaType, thumbnail }: Keeping): Promise<StoredFile> {
  const { county, userId, scope } = ctx.actor;
  const { sha256, bytes } = received;
  await putContent(ctx, received, mediaType, thumbnail);
  const uploadedAt = ctx.clock.now();
  const print = thumbnail ? await makePhotoPrint(thumbnail) : null;
  try {
    await ctx.transaction(async (tx) => {
      await lockContent(tx.db, county, sha256);
      // The sweep may have removed the same content since it was put; under the lock it no longer can.
      await putContent(ctx, received, mediaType, thumbnail);
      await insertFile(tx.db, {
        county,
        id,
        sha256,
        name,
        media_type: mediaType,
        bytes,
        has_thumbnail: thumbnail !== null,
        division: scope.division,
        industry: '',
        enterprise_id: scope.enterpriseId,
        uploaded_by: userId,
        uploaded_at: uploadedAt,
      });
      if (thumbnail) await insertPrint(tx.db, county, sha256, print);
      tx.record({
        id,
        action: 'files:upload',
        subject: { kind: 'file', id },
        data: { name, sha256, bytes, mediaType },
      });
    });
  } catch (error) {
    // The same upload twice at once: the other one was first.
    const other = await findUpload(ctx.db, county, id);
    if (other) return sameUpload(ctx, other, sha256);
    throw error;
  }
  const hasThumbnail = thumbnail !== null;
  return { id, name, mediaType, bytes, sha256, hasThumbnail, uploadedBy: userId, uploadedAt: uploadedAt.toISOString() };
}

async function putContent(ctx: Ctx, { path, sha256 }: Received, mediaType: string, thumbnail: string | null) {
  const { files } = ctx.services;
  const { county } = ctx.actor;
  const put = async (key: string, from: string, type: string) => {
    if (await files.has(key)) return;
    await copyFile(from, `${from}.put`); // the store takes its file away, and we may have to put it again
    await files.put(key, `${from}.put`, type);
  };
  if (thumbnail) await put(thumbnailKey(county, sha256), thumbnail, 'image/jpeg');
  await put(originalKey(county, sha256), path, mediaType);
}

function sameUpload(ctx: Ctx, file: StoredFile, sha256: string): StoredFile {
  if (file.uploadedBy !== ctx.actor.userId || file.sha256 !== sha256) throw appError('id-taken', {});
  return file;
}

/** The last part of a path without characters that disturb a header, a listing or a file system. */
function tidyName(name: string): string {
  // Browsers write quotes and line ends in a multipart name as %22, %0D, %0A.
  const last =
    name
      .normalize('NFC')
      .replace(/%(22|0[AD])/g, '')
      .split(/[/\\]/)
      .at(-1) ?? '';
  const clean = last.replace(/[\p{Cc}\p{Cf}<>:"|?*]/gu, '').trim();
  return clean.length <= 120 ? clean || '未命名' : `${clean.slice(0, 100)}…${clean.slice(-19)}`;
}

/**
 * Attaches files to a subject, in the transaction of the slice that writes it. The slice puts the returned names and
 * hashes into the fact it records: that is what ties the bytes to the chain.
 * @throws files/not-attachable when one is missing, another person's, or on another subject
 */
export async function attachFiles(
  tx: TxCtx,
  input: { fileIds: readonly string[]; subject: { kind: string; id: string }; placement: Placement },
): Promise<StoredFile[]> {
  const ids = [...new Set(input.fileIds)];
  if (ids.length === 0) return [];
  const files = await updateAttached(tx.db, tx.actor, ids, input.subject, input.placement);
  if (files.length < ids.length) throw filesError('not-attachable', { count: ids.length - files.length });
  return ids.flatMap((id) => files.filter((file) => file.id === id));
}

/** Moves the files of some subjects along when these change division, industry or enterprise. */
export async function placeFiles(tx: TxCtx, subjectIds: readonly string[], placement: Placement): Promise<void> {
  if (subjectIds.length > 0) await updatePlacement(tx.db, tx.actor.county, subjectIds, placement);
}
