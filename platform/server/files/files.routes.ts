import type { Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appError } from '../../domain/errors.ts';
import { filesError, getFile, getThumbnail, type StoredFile, uploadFile } from '../../domain/files.contract.ts';
import { isId } from '../../domain/ids.ts';
import type { Ctx } from '../ctx.ts';
import { route } from '../slice.ts';
import { originalKey, thumbnailKey } from './file-store.ts';
import { keepReceived, UPLOAD_LIMIT } from './files.actions.ts';
import { findVisibleFile } from './files.queries.ts';
import { withUpload } from './read-upload.ts';

export const filesRoutes = [
  route(uploadFile, async ({ ctx, raw }) => {
    return withUpload(raw.request, ctx.services.files.incoming, UPLOAD_LIMIT, async ({ fields, file }) => {
      const id = fields.id?.toLowerCase();
      if (!id || !isId(id)) throw filesError('no-file', {}, [{ path: 'id', message: '编号应为 UUID' }]);
      return keepReceived(ctx, { id, ...file });
    });
  }),
  route(getFile, async ({ ctx, params, query, raw }) => {
    const file = await visibleFile(ctx, params.id);
    const { request, reply } = raw;
    reply.header('content-disposition', disposition(file, query.download === '1')).header('accept-ranges', 'bytes');
    return send(request, reply, file.sha256, file.mediaType, file.bytes, (range) =>
      ctx.services.files.open(originalKey(ctx.actor.county, file.sha256), range),
    );
  }),
  route(getThumbnail, async ({ ctx, params, raw }) => {
    const file = await visibleFile(ctx, params.id);
    if (!file.hasThumbnail) throw appError('not-found', { what: '缩略图' });
    return send(raw.request, raw.reply, `${file.sha256}-thumbnail`, 'image/jpeg', null, () =>
      ctx.services.files.open(thumbnailKey(ctx.actor.county, file.sha256)),
    );
  }),
];

async function visibleFile(ctx: Ctx, id: string): Promise<StoredFile> {
  const file = await findVisibleFile(ctx.db, ctx.actor, id);
  if (!file) throw appError('not-found', { what: '文件' });
  return file;
}

/**
 * Sends bytes that never change under an address whose right to see them may: kept by the browser, asked for anew.
 * A part on request, since phones play video no other way.
 * @param bytes the whole length; null when parts are not offered
 */
async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  tag: string,
  mediaType: string,
  bytes: number | null,
  open: (range?: { start: number; end: number }) => Promise<Readable>,
): Promise<FastifyReply> {
  const etag = `"${tag}"`;
  reply.headers({ etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' });
  if (request.headers['if-none-match'] === etag) return reply.status(304).send();
  reply.type(mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType);
  const range = bytes === null ? null : parseRange(request.headers.range, bytes);
  if (range) {
    reply.status(206).header('content-range', `bytes ${range.start}-${range.end}/${bytes}`);
    reply.header('content-length', range.end - range.start + 1);
    return reply.send(await open(range));
  }
  if (bytes !== null) reply.header('content-length', bytes);
  return reply.send(await open());
}

/** One part, `bytes=a-b`, `bytes=a-` or `bytes=-n`; anything else is answered with the whole. */
function parseRange(header: string | undefined, bytes: number): { start: number; end: number } | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === '' && last === '') return null;
  const start = first === '' ? Math.max(0, bytes - Number(last)) : Number(first);
  const end = first === '' || last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1);
  return start <= end ? { start, end } : null;
}

/** Pictures, papers and recordings open in the browser, everything else is saved. */
function disposition(file: StoredFile, download: boolean): string {
  const shown = /^(image|video|audio)\/|^application\/pdf$/.test(file.mediaType) && !download;
  const ascii = file.name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const full = encodeURIComponent(file.name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `${shown ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${full}`;
}
