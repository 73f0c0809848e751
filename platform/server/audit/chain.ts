import { createHash } from 'node:crypto';
import canonicalizeModule from 'canonicalize';
import type { Placement } from '../../domain/scope.ts';

// The package is CommonJS typed as a default export; under Node's own resolution the function is the module itself.
const canonicalize = canonicalizeModule as unknown as (value: unknown) => string | undefined;

export type HashAlgorithm = 'sha256' | 'sm3';

/** What is recorded of one change. `data` holds plain JSON: no dates, no undefined, nothing secret. */
export interface AuditFact {
  /** Client-made id of the command that caused it: a command that arrives twice is recorded once. */
  readonly id: string;
  /** `slice:verb` */
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string; readonly version?: number };
  readonly data: Readonly<Record<string, unknown>>;
  /** Where the subject lies, so that live updates reach only those who may see it. */
  readonly placement?: Placement;
}

/** The hashed content of a link. Its canonical form (RFC 8785) is the one and only byte string that is hashed. */
export interface AuditBody extends AuditFact {
  readonly county: string;
  readonly seq: number;
  readonly at: string;
  readonly actor: { readonly id: string; readonly name: string; readonly role: string };
  readonly requestId: string;
}

/** Predecessor of the first entry of every chain. */
export const GENESIS = Buffer.alloc(32);

export function canonicalBody(body: AuditBody): string {
  const text = canonicalize(body);
  if (text === undefined) throw new Error('audit body is not JSON');
  return text;
}

/** hash = H(previous hash ‖ UTF-8 of the canonical body) */
export function linkHash(algorithm: HashAlgorithm, prev: Buffer, body: string): Buffer {
  return createHash(algorithm).update(prev).update(body, 'utf8').digest();
}

/**
 * Root of the Merkle tree over link hashes, after RFC 9162 §2.1.1: leaves and nodes are prefixed with 0 and 1 so
 * that neither can pass for the other, and an odd tail is carried up unpaired.
 */
export function merkleRoot(algorithm: HashAlgorithm, links: readonly Buffer[]): Buffer {
  let level = links.map((link) => leaf(algorithm, link));
  if (level.length === 0) throw new Error('a Merkle tree needs a leaf');
  while (level.length > 1) level = parents(algorithm, level);
  return level[0] as Buffer;
}

/** One step of a proof: the sibling's hash and the side on which it stands. */
export interface ProofStep {
  readonly side: 'left' | 'right';
  readonly hash: string;
}

/** The siblings from leaf `index` up to the root. */
export function merklePath(algorithm: HashAlgorithm, links: readonly Buffer[], index: number): ProofStep[] {
  let level = links.map((link) => leaf(algorithm, link));
  let at = index;
  const path: ProofStep[] = [];
  while (level.length > 1) {
    const side = at % 2 === 0 ? 'right' : 'left';
    const sibling = level[side === 'right' ? at + 1 : at - 1];
    if (sibling) path.push({ side, hash: sibling.toString('hex') });
    level = parents(algorithm, level);
    at = Math.floor(at / 2);
  }
  return path;
}

function leaf(algorithm: HashAlgorithm, link: Buffer): Buffer {
  return createHash(algorithm)
    .update(Buffer.from([0]))
    .update(link)
    .digest();
}

function parents(algorithm: HashAlgorithm, level: readonly Buffer[]): Buffer[] {
  const up: Buffer[] = [];
  for (let i = 0; i < level.length; i += 2) {
    const left = level[i] as Buffer;
    const right = level[i + 1];
    up.push(
      right
        ? createHash(algorithm)
            .update(Buffer.from([1]))
            .update(left)
            .update(right)
            .digest()
        : left,
    );
  }
  return up;
}
