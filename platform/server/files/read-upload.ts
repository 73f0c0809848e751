import { rm } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { filesError } from '../../domain/files.contract.ts';
import { type Received, receive } from './receive.ts';

export interface Upload {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly name: string; readonly received: Received };
}

/**
 * Reads a multipart request of text fields and exactly one file, in any order, and hands both to `use`. The file lies
 * in `folder` and is gone when `use` has ended, however it ended. Imports of other slices read their uploads so too.
 * @throws files/no-file, app/too-large
 */
export async function withUpload<T>(
  request: FastifyRequest,
  folder: string,
  limit: number,
  use: (upload: Upload) => Promise<T>,
): Promise<T> {
  if (!request.isMultipart()) throw filesError('no-file', {});
  const fields: Record<string, string> = {};
  const files: Upload['file'][] = [];
  try {
    for await (const part of request.parts({ limits: { fileSize: limit, files: 1 } })) {
      if (part.type === 'file') files.push({ name: part.filename, received: await receive(part.file, folder, limit) });
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    }
    const [file] = files;
    if (!file) throw filesError('no-file', {});
    return await use({ fields, file });
  } finally {
    for (const { received } of files) await rm(received.path, { force: true });
  }
}
