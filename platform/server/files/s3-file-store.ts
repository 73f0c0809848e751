import { mkdirSync, openAsBlob } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { AwsClient } from 'aws4fetch';
import type { FileStore } from './file-store.ts';

export interface S3Settings {
  /** `https://s3.example.org`; the bucket follows as first part of the path. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Files in a bucket of anything that speaks the S3 API. Ours alone: versions and lifecycle are the bucket's business. */
export function s3FileStore(settings: S3Settings): FileStore {
  const { endpoint, bucket, region, accessKeyId, secretAccessKey } = settings;
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3' });
  const urlOf = (key: string) => `${endpoint.replace(/\/$/, '')}/${bucket}/${key}`;
  const incoming = join(tmpdir(), 'zhiben-incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });

  const ask = async (key: string, init: RequestInit, fine: readonly number[]): Promise<Response> => {
    const response = await client.fetch(urlOf(key), init);
    if (response.ok || fine.includes(response.status)) return response;
    await response.body?.cancel();
    throw new Error(`file store: ${init.method} ${key} answered ${response.status}`);
  };
  const has = async (key: string) => (await ask(key, { method: 'HEAD' }, [404])).ok;

  return {
    incoming,
    async put(key, path, mediaType) {
      if (!(await has(key))) {
        // A blob of the file: its length is known, its bytes are read as they are sent, and again on a retry.
        await ask(key, { method: 'PUT', body: await openAsBlob(path), headers: { 'content-type': mediaType } }, []);
      }
      await rm(path, { force: true });
    },
    has,
    async open(key, range) {
      const headers = range ? { range: `bytes=${range.start}-${range.end}` } : undefined;
      const response = await ask(key, { method: 'GET', headers }, []);
      return response.body ? Readable.fromWeb(response.body as ReadableStream) : Readable.from([]);
    },
    async remove(key) {
      const response = await ask(key, { method: 'DELETE' }, [404]);
      await response.body?.cancel();
    },
  };
}
