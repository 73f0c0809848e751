import { appError } from '@zhiben/platform/domain/errors.ts';
import { hashPassword } from '@zhiben/platform/server/auth/secrets.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { z } from 'zod';
import { identityError, USER_STATE_NAMES } from '../domain/identity.terms.ts';
import type { createUser as createContract, updateUser as updateContract } from '../domain/user.contract.ts';
import { type UserAbility, userAbilities, whyRefused } from '../domain/user.policy.ts';
import { resolveAssignment } from './assignment.ts';
import { forgetFailures } from './attempts.queries.ts';
import { isResend } from './resend.ts';
import { deleteSessionsOf } from './session.queries.ts';
import { newTemporaryPassword } from './temporary-password.ts';
import { factsOf } from './user.presenter.ts';
import {
  findUser,
  insertUsers,
  listActiveAdministrators,
  lockActiveAdministrators,
  lockUser,
  type StoredUser,
  updateUserRow,
} from './user.queries.ts';

/**
 * @returns the temporary password, to be shown once; null when the request is a resend
 * @throws identity/account-taken, app/not-found (body, enterprise), app/invalid-input
 */
export async function createUser(ctx: Ctx, input: z.output<typeof createContract.body>): Promise<string | null> {
  if (await isResend(ctx, input.id, input.id)) return null;
  const { division, industries } = await resolveAssignment(ctx, input);
  const password = newTemporaryPassword();
  const passwordHash = await hashPassword(password);
  const { id, account, name, phone, email, role, bodyId, enterpriseId } = input;
  const user = { id, account, name, phone, email, role, bodyId, enterpriseId, division, industries };
  try {
    await ctx.transaction(async (tx) => {
      await insertUsers(tx, [{ ...user, passwordHash, mustChangePassword: true }]);
      const data = { account, ...recorded(user) };
      tx.record({ id, action: 'user:create', subject: { kind: 'user', id, version: 1 }, data });
    });
  } catch (error) {
    if (await isResend(ctx, id, id)) return null; // sent twice at once: the other one was first
    if (!isAccountTaken(error)) throw error;
    throw identityError('account-taken', { account }, [{ path: 'account', message: '账号已被使用，请换一个' }]);
  }
  return password;
}

/** The unique index over all counties, told by PostgreSQL. */
export function isAccountTaken(error: unknown): boolean {
  return (error as { constraint?: string } | null)?.constraint === 'users_account';
}

/** Changes who a user is and what the user sees; it holds from the user's next request on. */
export function updateUser(ctx: Ctx, id: string, input: z.output<typeof updateContract.body>): Promise<void> {
  return command(ctx, id, input, 'edit', async (tx, user, administrators) => {
    if (input.role !== 'administrator' && isLast(user, administrators)) throw identityError('last-administrator', {});
    const { division, industries } = await resolveAssignment(tx, input);
    const { name, phone, email, role, bodyId, enterpriseId } = input;
    const after = { name, phone, email, role, bodyId, enterpriseId, division, industries };
    await updateUserRow(tx, id, {
      name,
      phone,
      email,
      role,
      body_id: bodyId,
      enterprise_id: enterpriseId,
      division,
      industries: industries ? [...industries] : null,
    });
    return changes(user, after);
  });
}

/** Disables a user and ends the sessions. */
export function disableUser(ctx: Ctx, id: string, input: Command): Promise<void> {
  return command(ctx, id, input, 'disable', async (tx) => {
    await updateUserRow(tx, id, { disabled_at: tx.clock.now() });
    return { endedSessions: await deleteSessionsOf(tx, id) };
  });
}

export function enableUser(ctx: Ctx, id: string, input: Command): Promise<void> {
  return command(ctx, id, input, 'enable', async (tx) => {
    await updateUserRow(tx, id, { disabled_at: null });
    await openAccount(tx, id);
    return {};
  });
}

export function unlockUser(ctx: Ctx, id: string, input: Command): Promise<void> {
  return command(ctx, id, input, 'unlock', async (tx) => {
    await openAccount(tx, id);
    return {};
  });
}

/**
 * Gives a temporary password, which must be changed at the next sign-in, and ends the sessions.
 * @returns the password, to be shown once; null when the request is a resend
 */
export async function resetPassword(ctx: Ctx, id: string, input: Command): Promise<string | null> {
  const password = newTemporaryPassword();
  const password_hash = await hashPassword(password);
  let given: string | null = null;
  await command(ctx, id, input, 'resetPassword', async (tx) => {
    await updateUserRow(tx, id, {
      password_hash,
      password_changed_at: tx.clock.now(),
      must_change_password: true,
    });
    await openAccount(tx, id);
    given = password;
    return { endedSessions: await deleteSessionsOf(tx, id) };
  });
  return given;
}

/** For a lost phone: the user signs in with the password alone until an authenticator is set up again. */
export function removeTotp(ctx: Ctx, id: string, input: Command): Promise<void> {
  return command(ctx, id, input, 'removeTotp', async (tx) => {
    await updateUserRow(tx, id, { totp_secret: null, totp_confirmed_at: null, totp_last_step: null });
    return {};
  });
}

/** Wrong passwords are forgotten, wherever they came from. */
async function openAccount(tx: TxCtx, id: string): Promise<void> {
  await updateUserRow(tx, id, { failed_sign_ins: 0, locked_until: null });
  const user = await findUser(tx, id);
  if (user) await forgetFailures(tx.db, user.account);
}

interface Command {
  readonly commandId: string;
  readonly version: number;
}

const ACTIONS: Record<UserAbility, string> = {
  edit: 'user:update',
  disable: 'user:disable',
  enable: 'user:enable',
  unlock: 'user:unlock',
  resetPassword: 'user:reset-password',
  removeTotp: 'user:remove-totp',
};

/**
 * One change of one user: seen, allowed, unchanged since it was read, recorded. A resend does nothing.
 * @param work makes the change and returns what is recorded of it
 */
async function command(
  ctx: Ctx,
  id: string,
  { commandId, version }: Command,
  ability: UserAbility,
  work: (tx: TxCtx, user: StoredUser, administrators: readonly string[]) => Promise<Record<string, unknown>>,
): Promise<void> {
  if (await isResend(ctx, commandId, id)) return;
  const mayEndAnAdministrator = ability === 'edit' || ability === 'disable';
  await ctx.transaction(async (tx) => {
    const administrators = await (mayEndAnAdministrator ? lockActiveAdministrators(tx) : listActiveAdministrators(tx));
    const user = await lockUser(tx, id);
    if (!user) throw appError('not-found', { what: '这位用户' });
    const facts = factsOf(tx, user, administrators);
    if (!userAbilities(tx.actor.userId, facts)[ability]) {
      throw identityError(whyRefused(ability, tx.actor.userId, facts), { state: USER_STATE_NAMES[facts.state] });
    }
    if (user.version !== version) throw appError('version-conflict', { what: '这位用户' });
    const data = await work(tx, user, administrators);
    const subject = { kind: 'user', id, version: version + 1 };
    tx.record({ id: commandId, action: ACTIONS[ability], subject, data });
  });
}

function isLast(user: StoredUser, administrators: readonly string[]): boolean {
  return administrators.length === 1 && administrators[0] === user.id;
}

/** Recorded with their values; of phone and mail the chain, which is never deleted, says only that they changed. */
const RECORDED = ['name', 'role', 'bodyId', 'enterpriseId', 'division', 'industries'] as const;
const PRIVATE = ['phone', 'email'] as const;

type Profile = Readonly<Record<(typeof RECORDED)[number] | (typeof PRIVATE)[number], unknown>>;

function recorded(profile: Profile) {
  return Object.fromEntries(RECORDED.map((key) => [key, profile[key]]));
}

function changes(before: Profile, after: Profile) {
  const differs = (key: keyof Profile) => JSON.stringify(before[key]) !== JSON.stringify(after[key]);
  const changed = RECORDED.filter(differs).map((key) => [key, { before: before[key], after: after[key] }]);
  return { ...Object.fromEntries(changed), alsoChanged: PRIVATE.filter(differs) };
}
