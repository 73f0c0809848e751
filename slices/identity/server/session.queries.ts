import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { sql } from 'kysely';
import { LOCK_AFTER, LOCK_MINUTES } from '../domain/password.rules.ts';
import { type IdentityTables, identityTables } from './identity.tables.ts';

/**
 * Counts an attempt before its password is looked at, so that guesses sent side by side are limited as well: with
 * the last allowed one the account rests. A right password takes the count back.
 * @returns the user; undefined for an unknown account and for one that rests
 */
export function takeAttempt(db: Db, account: string, now: Date) {
  const count = sql<number>`case when locked_until is null then failed_sign_ins + 1 else 1 end`;
  const rest = new Date(now.getTime() + LOCK_MINUTES * 60_000);
  return identityTables(db)
    .updateTable('users')
    .set({
      failed_sign_ins: count,
      locked_until: sql<Date | null>`case when ${count} >= ${LOCK_AFTER} then ${rest}::timestamptz end`,
    })
    .where('account', '=', account)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
}

/** The user of an account that comes from where it signed in before: guesses from elsewhere do not shut it out. */
export function findByAccount(db: Db, account: string) {
  return identityTables(db).selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst();
}

type UserKey = { readonly county: string; readonly id: string };

/** Takes back one attempt that was neither right nor wrong. */
export async function returnAttempt(db: Db, user: UserKey): Promise<void> {
  await identityTables(db)
    .updateTable('users')
    .set({
      failed_sign_ins: sql<number>`greatest(failed_sign_ins - 1, 0)`,
      locked_until: null, // none rested before this attempt was counted
    })
    .where('county', '=', user.county)
    .where('id', '=', user.id)
    .execute();
}

/** After the right password: nothing was wrong. */
export async function clearAttempts(db: Db, user: UserKey): Promise<void> {
  await identityTables(db)
    .updateTable('users')
    .set({ failed_sign_ins: 0, locked_until: null })
    .where('county', '=', user.county)
    .where('id', '=', user.id)
    .execute();
}

/**
 * @param totpStep the time step whose code was shown; each step serves once
 * @param clearsAttempts false where the account came from its own place: guesses from elsewhere stay counted
 * @returns false when a code of this step or a later one was used already
 */
export async function markSignedIn(
  tx: TxCtx,
  userId: string,
  { totpStep, clearsAttempts }: { readonly totpStep: number | null; readonly clearsAttempts: boolean },
): Promise<boolean> {
  const updated = await identityTables(tx.db)
    .updateTable('users')
    .set({
      ...(clearsAttempts ? { failed_sign_ins: 0, locked_until: null } : {}),
      last_signed_in_at: tx.clock.now(),
      ...(totpStep === null ? {} : { totp_last_step: totpStep }),
    })
    .where('county', '=', tx.actor.county)
    .where('id', '=', userId)
    .$if(totpStep !== null, (q) =>
      q.where((eb) => eb.or([eb('totp_last_step', 'is', null), eb('totp_last_step', '<', totpStep)])),
    )
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function insertSession(tx: TxCtx, row: IdentityTables['sessions']): Promise<void> {
  await identityTables(tx.db).insertInto('sessions').values(row).execute();
}

/** The user behind a live session; undefined when it ended, or the user was disabled. One query a request. */
export async function findSessionUser(db: Db, tokenHash: Buffer, now: Date) {
  const { rows } = await db.executeQuery(sessionUser({ tokenHash, now }));
  return rows[0];
}

const sessionUser = fixedStatement((db, { tokenHash, now }: { tokenHash: Buffer; now: Date }) =>
  identityTables(db)
    .selectFrom('sessions')
    .innerJoin('users', (j) =>
      j.onRef('users.county', '=', 'sessions.county').onRef('users.id', '=', 'sessions.user_id'),
    )
    .select([
      'users.id',
      'users.county',
      'users.name',
      'users.role',
      'users.body_id',
      'users.enterprise_id',
      'users.division',
      'users.industries',
      'users.must_change_password',
      'sessions.last_seen_at',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .where('users.disabled_at', 'is', null),
);

/** Extends a session that is in use; never beyond `days` after it began. */
export async function touchSession(db: Db, tokenHash: Buffer, now: Date, expiresAt: Date, days: number): Promise<void> {
  await identityTables(db)
    .updateTable('sessions')
    .set({
      last_seen_at: now,
      expires_at: sql`least(${expiresAt}::timestamptz, created_at + make_interval(days => ${days}))`,
    })
    .where('token_hash', '=', tokenHash)
    .execute();
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<void> {
  await identityTables(db).deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

export async function deleteExpiredSessions(db: Db, now: Date): Promise<number> {
  const deleted = await identityTables(db).deleteFrom('sessions').where('expires_at', '<=', now).executeTakeFirst();
  return Number(deleted.numDeletedRows);
}

// A hash of the hash names a session to its owner without being what the cookie is checked against.
const sessionId = sql<string>`encode(sha256(sessions.token_hash), 'hex')`;

const ownSessions = (ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>) =>
  identityTables(ctx.db)
    .selectFrom('sessions')
    .where('county', '=', ctx.actor.county)
    .where('user_id', '=', ctx.actor.userId)
    .where('expires_at', '>', ctx.clock.now());

export function listOwnSessions(ctx: Pick<Ctx, 'db' | 'actor' | 'clock'>, current: Buffer) {
  return ownSessions(ctx)
    .select([
      sessionId.as('id'),
      'created_at as createdAt',
      'last_seen_at as lastSeenAt',
      'ip',
      'user_agent as userAgent',
      sql<boolean>`token_hash = ${current}`.as('current'),
    ])
    .orderBy('last_seen_at', 'desc')
    .execute();
}

export async function deleteOwnSession(tx: TxCtx, id: string): Promise<boolean> {
  const deleted = await identityTables(tx.db)
    .deleteFrom('sessions')
    .where('county', '=', tx.actor.county)
    .where('user_id', '=', tx.actor.userId)
    .where(sessionId, '=', id)
    .executeTakeFirst();
  return deleted.numDeletedRows > 0n;
}

/** Ends the sessions of a user, but for the one with the hash `except`. */
export async function deleteSessionsOf(tx: TxCtx, userId: string, except: Buffer | null = null): Promise<number> {
  const deleted = await identityTables(tx.db)
    .deleteFrom('sessions')
    .where('county', '=', tx.actor.county)
    .where('user_id', '=', userId)
    .$if(except !== null, (q) => q.where('token_hash', '!=', except as Buffer))
    .executeTakeFirst();
  return Number(deleted.numDeletedRows);
}
