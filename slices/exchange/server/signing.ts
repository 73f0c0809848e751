import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';

/**
 * The county's Ed25519 key pair. The private key is a secret beside the data and never leaves it; the public key is shown,
 * as the 32 bytes of RFC 8032 in base64url.
 */
export interface CountyKey {
  readonly publicKey: string;
  /** base64url */
  sign(text: string): string;
}

export async function countyKey({ services, actor }: Pick<Ctx, 'services' | 'actor'>): Promise<CountyKey> {
  const pem = await services.secrets.readOrMake(`exchange-${actor.county}`, () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );
  const key = createPrivateKey(pem);
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return {
    publicKey: x as string,
    sign: (text) => sign(null, Buffer.from(text), key).toString('base64url'),
  };
}

/** False also for what is no key and no signature. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  try {
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
    return verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
  } catch {
    return false;
  }
}

export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** What the signature of a file covers, beside its bytes. */
export function fileStatement(file: {
  readonly sha256: string;
  readonly count: number;
  readonly cursor: string;
}): string {
  return `zhiben-exchange/1\n${file.sha256}\n${file.count}\n${file.cursor}`;
}

/*
 * A batch on its way: HTTP message signatures of RFC 9421 over the digest of the content (RFC 9530) and the batch id.
 */
const COVERED = '("content-digest" "exchange-batch")';

interface SentBatch {
  readonly id: string;
  /** Hex. */
  readonly sha256: string;
}

const digestOf = ({ sha256: hex }: SentBatch) => `sha-256=:${Buffer.from(hex, 'hex').toString('base64')}:`;
const baseOf = (batch: SentBatch, parameters: string) =>
  `"content-digest": ${digestOf(batch)}\n"exchange-batch": ${batch.id}\n"@signature-params": ${parameters}`;

export function signedHeaders(key: CountyKey, batch: SentBatch, at: Date): Record<string, string> {
  const created = Math.floor(at.getTime() / 1000);
  const parameters = `${COVERED};created=${created};keyid="${key.publicKey}";alg="ed25519"`;
  const signature = Buffer.from(key.sign(baseOf(batch, parameters)), 'base64url').toString('base64');
  return {
    'content-digest': digestOf(batch),
    'exchange-batch': batch.id,
    'signature-input': `zhiben=${parameters}`,
    signature: `zhiben=:${signature}:`,
  };
}

export interface Claim {
  readonly batchId: string;
  /** Of the sender, as it says; whether it is one that is known here is for the caller to see. */
  readonly publicKey: string;
  /** Whether content of this hash is what was signed. */
  covers(sha256: string): boolean;
}

/** What the headers of a request claim; null when they are not those of a signed batch. */
export function claimOf(headers: Readonly<Record<string, unknown>>): Claim | null {
  const text = (name: string) => (typeof headers[name] === 'string' ? headers[name] : '');
  const parameters = text('signature-input').replace(/^zhiben=/, '');
  const parts =
    /^\("content-digest" "exchange-batch"\);created=\d{1,12};keyid="([A-Za-z0-9_-]{43})";alg="ed25519"$/.exec(
      parameters,
    );
  const signature = /^zhiben=:([A-Za-z0-9+/=]+):$/.exec(text('signature'))?.[1];
  const publicKey = parts?.[1];
  const batchId = text('exchange-batch');
  if (!publicKey || !signature || !batchId) return null;
  return {
    batchId,
    publicKey,
    covers: (hash) => {
      const batch = { id: batchId, sha256: hash };
      const bytes = Buffer.from(signature, 'base64').toString('base64url');
      return text('content-digest') === digestOf(batch) && isSignedBy(publicKey, baseOf(batch, parameters), bytes);
    },
  };
}
