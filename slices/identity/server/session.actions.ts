import type { Actor } from '@zhiben/platform/domain/actor.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { newToken, passwordMatches, tokenHash, unseal } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { TOTP } from 'otpauth';
import { identityError } from '../domain/identity.terms.ts';
import { LOCK_AFTER, LOCK_MINUTES } from '../domain/password.rules.ts';
import {
  countFailedSignIn,
  deleteSession,
  findSessionUser,
  findUserByAccount,
  insertSession,
  markSignedIn,
  touchSession,
} from './identity.queries.ts';

/** A session ends this long after its last use, and after seven days in any case. */
const IDLE_MS = 12 * 3_600_000;
const TOUCH_EVERY_MS = 60_000;

export interface Credentials {
  readonly account: string;
  readonly password: string;
  readonly totp?: string | undefined;
}

export interface Device {
  readonly ip: string;
  readonly userAgent: string;
}

type User = NonNullable<Awaited<ReturnType<typeof findUserByAccount>>>;

/** The actor of a user row; `permissions` are those of the role. */
export function actorOf(
  user: Pick<User, 'id' | 'county' | 'name' | 'role' | 'body_id' | 'enterprise_id' | 'division' | 'industries'>,
  permissions: ReadonlySet<string>,
): Actor {
  return Object.freeze({
    userId: user.id,
    name: user.name,
    county: user.county,
    role: user.role,
    bodyId: user.body_id,
    permissions,
    scope: Object.freeze({
      county: user.county,
      division: user.division,
      industries: user.industries,
      enterpriseId: user.enterprise_id,
    }),
  });
}

/**
 * Signs in with account and password, and the authenticator's code where one is set up.
 * @param actAs binds the context to the user, so that the session is recorded under their name
 * @returns the token for the cookie
 * @throws identity/wrong-credentials, identity/locked, identity/totp-needed, identity/totp-wrong
 */
export async function createSession(
  ctx: Ctx,
  { account, password, totp }: Credentials,
  device: Device,
  actAs: (user: User) => Ctx,
): Promise<{ token: string; user: User }> {
  const now = ctx.clock.now();
  const user = await findUserByAccount(ctx.db, account);
  if (user?.locked_until && user.locked_until > now) {
    throw identityError('wrong-credentials', {});
  }
  const matches = await passwordMatches(user?.password_hash ?? null, password);
  if (!user || !matches || user.disabled_at) {
    if (user) await refuse(ctx, user, now);
    throw identityError('wrong-credentials', {});
  }
  const step = totpStep(ctx, user, totp, now);
  if (step === 'wrong') {
    await refuse(ctx, user, now);
    throw identityError('totp-wrong', {});
  }
  return { user, token: await openSession(actAs(user), user, device, step) };
}

/** Opens a session for a user whose identity is established (password, OIDC). */
export async function openSession(
  ctx: Ctx,
  user: Pick<User, 'id' | 'county'>,
  device: Device,
  step: number | null,
): Promise<string> {
  const { token, tokenHash: stored } = newToken();
  const now = ctx.clock.now();
  await ctx.transaction(async (tx) => {
    if (!(await markSignedIn(tx, user.id, step))) throw identityError('totp-wrong', {});
    await insertSession(tx, {
      token_hash: stored,
      county: user.county,
      user_id: user.id,
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + IDLE_MS),
      ip: device.ip,
      user_agent: device.userAgent.slice(0, 300),
    });
    const data = { ip: device.ip };
    tx.record({ id: newId(), action: 'session:create', subject: { kind: 'user', id: user.id }, data });
  });
  return token;
}

async function refuse(ctx: Ctx, user: User, now: Date): Promise<void> {
  await countFailedSignIn(ctx.db, user, LOCK_AFTER, new Date(now.getTime() + LOCK_MINUTES * 60_000));
}

function totpStep(ctx: Ctx, user: User, code: string | undefined, now: Date): number | null | 'wrong' {
  if (!user.totp_confirmed_at || !user.totp_secret) return null;
  if (code === undefined) throw identityError('totp-needed', {});
  const secret = unseal(ctx.services.secretKey, user.totp_secret);
  const delta = new TOTP({ secret }).validate({ token: code, window: 1, timestamp: now.getTime() });
  return delta === null ? 'wrong' : Math.floor(now.getTime() / 30_000) + delta;
}

/** The actor behind a cookie, or null. Extends the session while it is used. */
export async function resumeSession(
  db: Db,
  token: string,
  now: Date,
  permissionsOfRole: (role: string) => ReadonlySet<string>,
): Promise<Actor | null> {
  const stored = tokenHash(token);
  const user = await findSessionUser(db, stored, now);
  if (!user) return null;
  if (now.getTime() - user.last_seen_at.getTime() > TOUCH_EVERY_MS) {
    await touchSession(db, stored, now, new Date(now.getTime() + IDLE_MS));
  }
  return actorOf(user, permissionsOfRole(user.role));
}

export async function endSession(ctx: Ctx, token: string): Promise<void> {
  await deleteSession(ctx.db, tokenHash(token));
}
