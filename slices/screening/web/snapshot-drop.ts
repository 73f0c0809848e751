import type { CallInput } from '@zhiben/platform/domain/contract.ts';
import { urlOf } from '@zhiben/platform/web/api.ts';
import { sha256Hex } from '@zhiben/platform/web/offline/sha256.ts';
import { networkProblem, problemOf } from '@zhiben/platform/web/problem.ts';
import { dropSnapshot } from '../domain/snapshot.contract.ts';
import { claimCode, type SnapshotKind } from '../domain/snapshot.rules.ts';

/** What an anonymous finder wrote, as a phone may keep it until there is a network. */
export interface Drop {
  readonly ticket: string;
  /** From `newDrop`: a random UUID, since a version 7 would tell the minute. */
  readonly id: string;
  readonly kind: SnapshotKind;
  readonly words: string;
  readonly place: string;
  /** From `newDrop`; shown to the finder once, kept nowhere else. */
  readonly code: string;
  /** JPEG of at most 300 kB each, two at most; drawn anew from the picture, so that no camera data is in them. */
  readonly photos: readonly Blob[];
}

/** Id and claim code of a report, made on the finder's own device; they need no network. */
export function newDrop(): Pick<Drop, 'id' | 'code'> {
  return { id: crypto.randomUUID(), code: claimCode(crypto.getRandomValues(new Uint8Array(16))) };
}

/** A report as a phone keeps it until there is a network: its code is not in it, and no hour. */
export type KeptDrop = Omit<CallInput<typeof dropSnapshot>['body'], 'id'>;

/** What of a report is kept and sent; the claim code as its hash alone. */
export async function keptDrop({ id: _, code, photos, ...rest }: Drop): Promise<KeptDrop> {
  return { ...rest, claimHash: await sha256Hex(code), photos: await Promise.all(photos.map(base64)) };
}

/**
 * Sends an anonymous report without any cookie, so that the server never learns who sent it (docs/decisions/0009).
 * Never by the sync or `/api/files`, which know the person. Sent again with the same id it is harmless.
 * @throws {ProblemError}
 */
export async function sendKeptDrop(body: KeptDrop & Pick<Drop, 'id'>): Promise<{ readonly dueOn: string }> {
  let response: Response;
  try {
    response = await fetch(urlOf(dropSnapshot, { body }), {
      method: dropSnapshot.method,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  } catch {
    throw networkProblem();
  }
  const json: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, response.headers.get('x-request-id') ?? '', json);
  return dropSnapshot.response.parse(json);
}

/** From the page on the wall, which keeps nothing. @throws {ProblemError} */
export async function sendDrop(drop: Drop): Promise<{ readonly dueOn: string }> {
  return sendKeptDrop({ id: drop.id, ...(await keptDrop(drop)) });
}

async function base64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (let from = 0; from < bytes.length; from += 8192)
    binary += String.fromCharCode(...bytes.subarray(from, from + 8192));
  return btoa(binary);
}
