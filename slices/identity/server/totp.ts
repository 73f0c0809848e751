import { Secret, TOTP } from 'otpauth';

/** RFC 6238 with the defaults that every authenticator app knows: SHA-1, six digits, 30 seconds. */
const STEP_MS = 30_000;

/** A new secret in Base32: 160 bits, as RFC 4226 §4 recommends. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code holds. */
export function totpUri(secret: string, account: string): string {
  return new TOTP({ issuer: '治本', label: account, secret }).toString();
}

/** The time step whose code this is; the one before and after count as well (clocks differ). Null when wrong. */
export function totpStep(secret: string, code: string, now: Date): number | null {
  const delta = new TOTP({ secret }).validate({ token: code, window: 1, timestamp: now.getTime() });
  return delta === null ? null : Math.floor(now.getTime() / STEP_MS) + delta;
}
