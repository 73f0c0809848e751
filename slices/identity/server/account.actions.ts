import { appError } from '@zhiben/platform/domain/errors.ts';
import { newId } from '@zhiben/platform/domain/ids.ts';
import { hashPassword, passwordMatches, seal, unseal } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { identityError } from '../domain/identity.terms.ts';
import { passwordFault } from '../domain/password.rules.ts';
import { findOwnUser, updateOwnUser } from './account.queries.ts';
import { isResend } from './resend.ts';
import { clearAttempts, deleteOwnSession, deleteSessionsOf, takeAttempt } from './session.queries.ts';
import { newTotpSecret, totpStep, totpUri } from './totp.ts';

const ownSubject = (ctx: Pick<Ctx, 'actor'>) => ({ kind: 'user', id: ctx.actor.userId });

async function ownUser(ctx: Ctx) {
  const user = await findOwnUser(ctx);
  if (!user) throw appError('not-signed-in', {});
  return user;
}

/**
 * Proves that the owner of the account sits at the keyboard. Wrong passwords count as at sign-in, so that a stolen
 * session is no place to guess.
 * @throws identity/wrong-password, identity/no-password
 */
async function provePassword(ctx: Ctx, user: Awaited<ReturnType<typeof ownUser>>, password: string, field: string) {
  if (!user.password_hash) throw identityError('no-password', {});
  const attempt = await takeAttempt(ctx.db, user.account, ctx.clock.now());
  const matches = await passwordMatches(attempt?.password_hash ?? null, password);
  if (attempt && matches) return clearAttempts(ctx.db, user);
  if (attempt) {
    await ctx.transaction(async (tx) => {
      const data = { locked: attempt.locked_until !== null };
      tx.record({ id: newId(), action: 'account:refuse', subject: ownSubject(ctx), data });
    });
  }
  throw identityError('wrong-password', {}, [{ path: field, message: '密码不正确' }]);
}

/**
 * Changes the own password and ends the other sessions.
 * @param current the hash of the session that stays
 * @throws identity/weak-password, identity/wrong-password, identity/no-password
 */
export async function changePassword(
  ctx: Ctx,
  input: { readonly commandId: string; readonly current: string; readonly next: string },
  current: Buffer,
): Promise<void> {
  const user = await ownUser(ctx);
  if (await isResend(ctx, input.commandId, user.id)) return;
  const fault = input.next === input.current ? '新密码不能与原密码相同' : passwordFault(input.next, user.account);
  if (fault) throw identityError('weak-password', { fault }, [{ path: 'next', message: fault }]);
  await provePassword(ctx, user, input.current, 'current');
  const password_hash = await hashPassword(input.next);
  await ctx.transaction(async (tx) => {
    await updateOwnUser(tx, { password_hash, password_changed_at: tx.clock.now(), must_change_password: false });
    const endedSessions = await deleteSessionsOf(tx, user.id, current);
    const data = { endedSessions };
    tx.record({ id: input.commandId, action: 'account:change-password', subject: ownSubject(ctx), data });
  });
}

interface Proof {
  readonly commandId: string;
  readonly password: string;
}

/**
 * Hands out a new secret for an authenticator. It counts from its confirmation on; starting anew replaces it.
 * @throws identity/totp-active, identity/wrong-password, identity/no-password
 */
export async function startTotp(ctx: Ctx, { commandId, password }: Proof): Promise<{ secret: string; uri: string }> {
  const user = await ownUser(ctx);
  if (user.totp_confirmed_at) throw identityError('totp-active', {});
  const { secretKey } = ctx.services;
  if (user.totp_secret && (await isResend(ctx, commandId, user.id))) {
    const secret = unseal(secretKey, user.totp_secret);
    return { secret, uri: totpUri(secret, user.account) };
  }
  await provePassword(ctx, user, password, 'password');
  const secret = newTotpSecret();
  await ctx.transaction(async (tx) => {
    await updateOwnUser(tx, { totp_secret: seal(secretKey, secret), totp_last_step: null });
    tx.record({ id: commandId, action: 'account:start-totp', subject: ownSubject(ctx), data: {} });
  });
  return { secret, uri: totpUri(secret, user.account) };
}

/** @throws identity/totp-not-started, identity/totp-mismatch */
export async function confirmTotp(ctx: Ctx, { commandId, code }: { commandId: string; code: string }): Promise<void> {
  const user = await ownUser(ctx);
  if (await isResend(ctx, commandId, user.id)) return;
  if (!user.totp_secret || user.totp_confirmed_at) throw identityError('totp-not-started', {});
  const now = ctx.clock.now();
  const step = totpStep(unseal(ctx.services.secretKey, user.totp_secret), code, now);
  if (step === null) throw identityError('totp-mismatch', {}, [{ path: 'code', message: '动态口令不正确' }]);
  await ctx.transaction(async (tx) => {
    // The code is used up: it cannot open a session as well.
    await updateOwnUser(tx, { totp_confirmed_at: now, totp_last_step: step });
    tx.record({ id: commandId, action: 'account:confirm-totp', subject: ownSubject(ctx), data: {} });
  });
}

/** @throws identity/wrong-password, identity/no-password */
export async function disableTotp(ctx: Ctx, { commandId, password }: Proof): Promise<void> {
  const user = await ownUser(ctx);
  if (await isResend(ctx, commandId, user.id)) return;
  await provePassword(ctx, user, password, 'password');
  await ctx.transaction(async (tx) => {
    await updateOwnUser(tx, { totp_secret: null, totp_confirmed_at: null, totp_last_step: null });
    tx.record({ id: commandId, action: 'account:disable-totp', subject: ownSubject(ctx), data: {} });
  });
}

/** @throws app/not-found when there is no such session of one's own */
export async function endOwnSession(ctx: Ctx, id: string): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await deleteOwnSession(tx, id))) throw appError('not-found', { what: '这个登录' });
    tx.record({ id: newId(), action: 'account:end-session', subject: ownSubject(ctx), data: {} });
  });
}

/** Ends all own sessions but the current one. */
export function endOtherSessions(ctx: Ctx, current: Buffer): Promise<number> {
  return ctx.transaction(async (tx) => {
    const ended = await deleteSessionsOf(tx, tx.actor.userId, current);
    tx.record({ id: newId(), action: 'account:end-sessions', subject: ownSubject(ctx), data: { ended } });
    return ended;
  });
}
