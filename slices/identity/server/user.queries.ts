import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type SqlBool, sql, type Updateable } from 'kysely';
import type { z } from 'zod';
import type { Role } from '../domain/roles.ts';
import {
  type countUsers as countContract,
  type listUsers as listContract,
  normalAccount,
} from '../domain/user.contract.ts';
import { type IdentityTables, identityTables } from './identity.tables.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor' | 'clock'>;
type Filter = z.output<typeof countContract.query>;

const inScope = (ctx: Pick<Ctx, 'actor'>) =>
  whereInScope(ctx.actor.scope, {
    county: 'users.county',
    division: 'users.division',
    enterprise: 'users.enterprise_id',
  });

const isLocked = (now: Date) => sql<SqlBool>`coalesce(users.locked_until > ${now}, false)`;

/** `text` anywhere in a column, its own wildcards taken literally. */
const holds = (column: string, text: string) =>
  sql<SqlBool>`${sql.ref(column)} ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`;

function filtered(ctx: ReadCtx, { q, role, bodyId, enterpriseId, state }: Filter) {
  let query = identityTables(ctx.db).selectFrom('users').where(inScope(ctx));
  if (q) {
    query = query.where((eb) => eb.or(['users.name', 'users.account', 'users.phone'].map((c) => holds(c, q))));
  }
  if (role) query = query.where('users.role', '=', role);
  if (bodyId) query = query.where('users.body_id', '=', bodyId);
  if (enterpriseId) query = query.where('users.enterprise_id', '=', enterpriseId);
  if (state) query = query.where('users.disabled_at', state === 'disabled' ? 'is not' : 'is', null);
  if (state === 'locked') query = query.where(isLocked(ctx.clock.now()));
  if (state === 'active') query = query.where(sql<SqlBool>`not ${isLocked(ctx.clock.now())}`);
  return query;
}

/** What a row of the list is made of; secrets are not even read. */
const columns = [
  'users.id',
  'users.account',
  'users.name',
  'users.phone',
  'users.email',
  'users.role',
  'users.body_id as bodyId',
  'users.enterprise_id as enterpriseId',
  'users.division',
  'users.industries',
  'users.must_change_password as mustChangePassword',
  'users.last_signed_in_at as lastSignedInAt',
  'users.locked_until as lockedUntil',
  'users.disabled_at as disabledAt',
  'users.created_at as createdAt',
  'users.version',
  sql<boolean>`users.password_hash is not null`.as('hasPassword'),
  sql<boolean>`users.totp_confirmed_at is not null`.as('hasTotp'),
  sql<boolean>`users.oidc_subject is not null`.as('hasOidc'),
] as const;

export async function listUsers(ctx: ReadCtx, query: z.output<typeof listContract.query>) {
  const { cursor, limit, ...filter } = query;
  let rows = filtered(ctx, filter)
    .select(columns)
    .orderBy('users.name')
    .orderBy('users.id')
    .limit(limit + 1);
  if (cursor) {
    const [name, id] = decodeCursor(cursor, ['text', 'id']);
    rows = rows.where(sql<SqlBool>`(users.name, users.id) > (${name}, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, (row) => [row.name, row.id]);
}

export type StoredUser = Awaited<ReturnType<typeof listUsers>>['rows'][number];

export function countUsers(ctx: ReadCtx, filter: Filter) {
  return countUpTo(ctx.db, filtered(ctx, filter).select('users.id'));
}

/** A user in the actor's scope, or undefined. */
export function findUser(ctx: ReadCtx, id: string): Promise<StoredUser | undefined> {
  return filtered(ctx, {}).select(columns).where('users.id', '=', id).executeTakeFirst();
}

/** The same, locked until the end of the transaction. */
export function lockUser(tx: TxCtx, id: string): Promise<StoredUser | undefined> {
  return filtered(tx, {}).select(columns).where('users.id', '=', id).forUpdate().executeTakeFirst();
}

const activeAdministrators = (ctx: Pick<Ctx, 'db' | 'actor'>) =>
  identityTables(ctx.db)
    .selectFrom('users')
    .select('id')
    .where('county', '=', ctx.actor.county)
    .where('role', '=', 'administrator')
    .where('disabled_at', 'is', null)
    .orderBy('id');

export async function listActiveAdministrators(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<string[]> {
  return (await activeAdministrators(ctx).execute()).map((row) => row.id);
}

/**
 * The county's active administrators, locked in the order of their ids, so that two who disable each other wait for
 * one another and the second finds itself the last.
 */
export async function lockActiveAdministrators(tx: TxCtx): Promise<string[]> {
  return (await activeAdministrators(tx).forUpdate().execute()).map((row) => row.id);
}

export async function updateUserRow(tx: TxCtx, id: string, change: Updateable<IdentityTables['users']>): Promise<void> {
  await identityTables(tx.db)
    .updateTable('users')
    .set((eb) => ({ ...change, version: eb('version', '+', 1) }))
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Which of these account names are in use, in this county or another. */
export async function takenAccounts(db: Db, accounts: readonly string[]): Promise<ReadonlySet<string>> {
  if (accounts.length === 0) return new Set();
  const rows = await identityTables(db)
    .selectFrom('users')
    .select('account')
    .where('account', 'in', accounts)
    .execute();
  return new Set(rows.map((row) => row.account));
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
    account: normalAccount(row.account),
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
