import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { Placement } from '../../domain/scope.ts';

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
  return canonicalJson(body);
}

/** hash = H(previous hash ‖ UTF-8 of the canonical body) */
export function linkHash(algorithm: HashAlgorithm, prev: Buffer, body: string | Buffer): Buffer {
  return createHash(algorithm).update(prev).update(body).digest();
}

/** The canonical text of a body that has no number in the chain yet: what stands before the number, and behind it. */
export function aroundSeq({ subject, ...others }: Omit<AuditBody, 'seq'>): [before: string, behind: string] {
  // The keys are sorted: the number stands behind all others, and behind it the subject alone.
  return [`${canonicalJson(others).slice(0, -1)},"seq":`, `,"subject":${canonicalJson(subject)}}`];
}
