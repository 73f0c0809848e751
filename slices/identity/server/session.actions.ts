import { type Actor, systemActor } from '@zhiben/platform/domain/actor.ts';
import { AppError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { newToken, passwordMatches, tokenHash, unseal } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { ACCOUNT_PERMISSION } from '../domain/account.contract.ts';
import { identityError } from '../domain/identity.terms.ts';
import { LOCK_AFTER, LOCK_MINUTES, MOST_ACCOUNTS_TRIED } from '../domain/password.rules.ts';
import { normalAccount } from '../domain/user.contract.ts';
import { type Attempt, becomeFamiliar, countAccountsTried, countAttempt, takeBack } from './attempts.queries.ts';
import type { IdentityTables } from './identity.tables.ts';
import {
  deleteSession,
  findByAccount,
  findSessionUser,
  insertSession,
  markSignedIn,
  returnAttempt,
  takeAttempt,
  touchSession,
} from './session.queries.ts';
import { totpStep } from './totp.ts';

/** A session ends this long after its last use, and after seven days in any case. */
const IDLE_MS = 12 * 3_600_000;
export const SESSION_DAYS = 7;
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

type User = Awaited<ReturnType<typeof takeAttempt>> & {};
type ActorRow = Pick<
  User,
  'id' | 'county' | 'name' | 'role' | 'body_id' | 'enterprise_id' | 'division' | 'industries'
> & { readonly must_change_password?: boolean };

/** What is left to a user with a temporary password: to change it. */
export const ONLY_ACCOUNT: ReadonlySet<string> = new Set([ACCOUNT_PERMISSION]);

/** The actor of a user row; `permissions` are those of the role. */
export function actorOf(user: ActorRow, permissions: ReadonlySet<string>): Actor {
  return Object.freeze({
    userId: user.id,
    name: user.name,
    county: user.county,
    role: user.role,
    bodyId: user.body_id,
    permissions: user.must_change_password ? ONLY_ACCOUNT : permissions,
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
 * @returns the token for the cookie and the context of the user
 *
 * Guesses are limited three times over: an account from one address (`countAttempt`), an address over many accounts, and
 * an account over all addresses that it does not know (`takeAttempt`). From where it signed in before, only the first
 * holds: strangers can shut nobody out of their own place.
 * @throws identity/wrong-credentials, identity/address-rests, identity/totp-needed, identity/totp-wrong
 */
export async function createSession(ctx: Ctx, { account, password, totp }: Credentials, device: Device) {
  const now = ctx.clock.now();
  const from = { address: device.ip, account: normalAccount(account) };
  const attempt = await countAttempt(ctx.db, from, now);
  if (attempt && !attempt.isFamiliar && (await countAccountsTried(ctx.db, device.ip, now)) > MOST_ACCOUNTS_TRIED) {
    throw identityError('address-rests', {});
  }
  const user = await userOf(ctx.db, from.account, attempt, now);
  const matches = await passwordMatches(user?.password_hash ?? null, password);
  if (!user) throw identityError('wrong-credentials', {});
  if (!matches || user.disabled_at) {
    await recordRefusal(ctx, user, matches ? 'disabled' : 'password', device);
    throw identityError('wrong-credentials', {});
  }
  const step = await stepOf(ctx, user, totp, { device, from, isFamiliar: attempt?.isFamiliar ?? false });
  const as = ctx.as(actorOf(user, ctx.services.permissionsOfRole(user.role)));
  try {
    const token = await openSession(as, user, device, step, attempt?.isFamiliar);
    await becomeFamiliar(ctx.db, from, now);
    return { token, ctx: as };
  } catch (error) {
    if (error instanceof AppError) await recordRefusal(ctx, user, 'totp', device);
    throw error;
  }
}

/** An account that rests, here or everywhere, is as one that is not there; its password is compared all the same. */
async function userOf(db: Db, account: string, attempt: Awaited<ReturnType<typeof countAttempt>>, now: Date) {
  if (attempt === null) return undefined;
  if (!attempt.isFamiliar) return takeAttempt(db, account, now);
  const user = await findByAccount(db, account);
  const rests = attempt.failed >= LOCK_AFTER ? new Date(now.getTime() + LOCK_MINUTES * 60_000) : null;
  return user && { ...user, locked_until: rests };
}

interface Place {
  readonly device: Device;
  readonly from: Attempt;
  readonly isFamiliar: boolean;
}

async function stepOf(
  ctx: Ctx,
  user: User,
  code: string | undefined,
  { device, from, isFamiliar }: Place,
): Promise<number | null> {
  if (!user.totp_confirmed_at || !user.totp_secret) return null;
  if (code === undefined) {
    await takeBack(ctx.db, from);
    if (!isFamiliar) await returnAttempt(ctx.db, user);
    throw identityError('totp-needed', {});
  }
  const step = totpStep(unseal(ctx.services.secretKey, user.totp_secret), code, ctx.clock.now());
  if (step !== null) return step;
  await recordRefusal(ctx, user, 'totp', device);
  throw identityError('totp-wrong', {});
}

/**
 * Opens a session for a user whose identity is established (password, OIDC).
 * @param step the time step of the authenticator's code, where one was shown
 * @param isFamiliar whether the account signed in from there before
 * @returns the token for the cookie
 * @throws identity/totp-wrong when a code of this step was used before
 */
export async function openSession(
  ctx: Ctx,
  user: Pick<User, 'id' | 'county'>,
  device: Device,
  step: number | null,
  isFamiliar = false,
): Promise<string> {
  const { token, tokenHash: stored } = newToken();
  const now = ctx.clock.now();
  const session: IdentityTables['sessions'] = {
    token_hash: stored,
    county: user.county,
    user_id: user.id,
    created_at: now,
    last_seen_at: now,
    expires_at: new Date(now.getTime() + IDLE_MS),
    ip: device.ip,
    user_agent: device.userAgent.slice(0, 300),
  };
  await ctx.transaction(async (tx) => {
    if (!(await markSignedIn(tx, user.id, { totpStep: step, clearsAttempts: !isFamiliar })))
      throw identityError('totp-wrong', {});
    await insertSession(tx, session);
    const data = { ip: device.ip };
    tx.record({ id: newId(), action: 'session:create', subject: { kind: 'user', id: user.id }, data });
  });
  return token;
}

/** Leaves a trace of a sign-in that failed on a known account. */
export async function recordRefusal(
  ctx: Ctx,
  user: Pick<User, 'id' | 'county' | 'locked_until'>,
  reason: 'password' | 'totp' | 'disabled',
  device: Device,
): Promise<void> {
  const nobody: Actor = { ...systemActor(user.county), name: '未登录', role: 'guest' };
  await ctx.as(nobody).transaction(async (tx) => {
    const data = { reason, ip: device.ip, locked: user.locked_until !== null };
    tx.record({ id: newId(), action: 'session:refuse', subject: { kind: 'user', id: user.id }, data });
  });
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
    await touchSession(db, stored, now, new Date(now.getTime() + IDLE_MS), SESSION_DAYS);
  }
  return actorOf(user, permissionsOfRole(user.role));
}

export async function endSession(ctx: Ctx, token: string): Promise<void> {
  await deleteSession(ctx.db, tokenHash(token));
}
