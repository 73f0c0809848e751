import type { Readable } from 'node:stream';

/** Where the bytes lie. Keys are made by `originalKey` and `thumbnailKey`; what lies under a key never changes. */
export interface FileStore {
  /** Folder in which arriving bytes are gathered, on the disk of this process. */
  readonly incoming: string;
  /** Takes the file at `path` (in `incoming`) into the store and away from there. On return it survives a power cut. */
  put(key: string, path: string, mediaType: string): Promise<void>;
  has(key: string): Promise<boolean>;
  /** @param range first and last byte, both included. @throws when there is no such key */
  open(key: string, range?: { start: number; end: number }): Promise<Readable>;
  /** Harmless when there is no such key. */
  remove(key: string): Promise<void>;
}

/** A county's bytes are kept apart, so that removing one county's last reference cannot take another's file. */
export function originalKey(county: string, sha256: string): string {
  return `${county}/originals/${sha256.slice(0, 2)}/${sha256}`;
}

export function thumbnailKey(county: string, sha256: string): string {
  return `${county}/thumbnails/${sha256.slice(0, 2)}/${sha256}.jpg`;
}
