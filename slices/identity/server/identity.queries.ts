import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { type Generated, sql } from 'kysely';
import type { Role } from '../domain/roles.ts';

/** The slice's tables (migrations/0002_identity.sql). */
export type IdentityTables = {
  users: {
    county: string;
    id: string;
    account: string;
    name: string;
    phone: Generated<string>;
    email: Generated<string>;
    role: Role;
    body_id: string | null;
    enterprise_id: string | null;
    division: string;
    industries: string[] | null;
    password_hash: string | null;
    password_changed_at: Date | null;
    must_change_password: Generated<boolean>;
    totp_secret: string | null;
    totp_confirmed_at: Date | null;
    totp_last_step: number | null;
    oidc_subject: string | null;
    failed_sign_ins: Generated<number>;
    locked_until: Date | null;
    disabled_at: Date | null;
    last_signed_in_at: Date | null;
    version: Generated<number>;
    created_at: Date;
  };
  sessions: {
    token_hash: Buffer;
    county: string;
    user_id: string;
    created_at: Date;
    last_seen_at: Date;
    expires_at: Date;
    ip: string;
    user_agent: string;
  };
};

export const identityTables = (db: Db) => db.withTables<IdentityTables>();

/** The account's row for signing in, whatever its county or state. */
export function findUserByAccount(db: Db, account: string) {
  return identityTables(db).selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst();
}

export async function insertSession(tx: TxCtx, row: IdentityTables['sessions']): Promise<void> {
  await identityTables(tx.db).insertInto('sessions').values(row).execute();
}

export async function deleteSession(db: Db, tokenHash: Buffer): Promise<void> {
  await identityTables(db).deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

/** The user behind a live session; undefined when it ended, or the user was disabled. One query a request. */
export function findSessionUser(db: Db, tokenHash: Buffer, now: Date) {
  return identityTables(db)
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
      'sessions.last_seen_at',
    ])
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at', '>', now)
    .where('users.disabled_at', 'is', null)
    .executeTakeFirst();
}

export async function touchSession(db: Db, tokenHash: Buffer, now: Date, expiresAt: Date): Promise<void> {
  await identityTables(db)
    .updateTable('sessions')
    .set({ last_seen_at: now, expires_at: sql`least(${expiresAt}::timestamptz, created_at + interval '7 days')` })
    .where('token_hash', '=', tokenHash)
    .execute();
}

/** Counts a wrong password; at `lockAfter` the account rests until `lockedUntil`. */
export async function countFailedSignIn(db: Db, user: { county: string; id: string }, lockAfter: number, until: Date) {
  await identityTables(db)
    .updateTable('users')
    .set((eb) => ({
      failed_sign_ins: eb('failed_sign_ins', '+', 1),
      locked_until: sql<Date | null>`case when failed_sign_ins + 1 >= ${lockAfter} then ${until}::timestamptz else locked_until end`,
    }))
    .where('county', '=', user.county)
    .where('id', '=', user.id)
    .execute();
}

export async function markSignedIn(tx: TxCtx, userId: string, totpStep: number | null): Promise<boolean> {
  const now = tx.clock.now();
  const updated = await identityTables(tx.db)
    .updateTable('users')
    .set({
      failed_sign_ins: 0,
      locked_until: null,
      last_signed_in_at: now,
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

/** What the session answer shows of the signed-in user. */
export function getOwnUser(ctx: Ctx) {
  return identityTables(ctx.db)
    .selectFrom('users')
    .select(['id', 'account', 'name', 'role', 'body_id', 'enterprise_id', 'must_change_password', 'totp_confirmed_at'])
    .where('county', '=', ctx.actor.county)
    .where('id', '=', ctx.actor.userId)
    .executeTakeFirst();
}

/** What a user is entered with. */
export interface NewUser {
  readonly id: string;
  readonly account: string;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly role: Role;
  readonly bodyId: string | null;
  readonly enterpriseId: string | null;
  readonly division: string;
  readonly industries: readonly string[] | null;
  readonly passwordHash: string | null;
  readonly mustChangePassword: boolean;
}

export async function insertUsers(tx: TxCtx, rows: readonly NewUser[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    county: tx.actor.county,
    id: row.id,
    account: row.account,
    name: row.name,
    phone: row.phone ?? '',
    email: row.email ?? '',
    role: row.role,
    body_id: row.bodyId,
    enterprise_id: row.enterpriseId,
    division: row.division,
    industries: row.industries ? [...row.industries] : null,
    password_hash: row.passwordHash,
    must_change_password: row.mustChangePassword,
    created_at: tx.clock.now(),
  }));
  await identityTables(tx.db).insertInto('users').values(values).execute();
}
