import { createHash } from 'node:crypto';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import { FAMILIAR_DAYS, LOCK_AFTER, LOCK_MINUTES } from '../domain/password.rules.ts';
import { identityTables } from './identity.tables.ts';

/** An account as it was typed, from an address. */
export interface Attempt {
  readonly address: string;
  readonly account: string;
}

const DAY_MS = 86_400_000;
const hashOf = (account: string) => createHash('sha256').update(account).digest();
const restsSince = (now: Date) => new Date(now.getTime() - LOCK_MINUTES * 60_000);
const familiarSince = (now: Date) => new Date(now.getTime() - FAMILIAR_DAYS * DAY_MS);

/**
 * Counts an attempt at an account from an address before its password is looked at.
 * @returns whether the account signed in from there of late and how many attempts this is; null while the two rest
 */
export async function countAttempt(db: Db, { address, account }: Attempt, now: Date) {
  const { rows } = await sql<{ isFamiliar: boolean; failed: number }>`
    insert into sign_in_attempts as known (address, account_hash, failed, at)
    values (${address}, ${hashOf(account)}, 1, ${now})
    on conflict (address, account_hash) do update
      set failed = case when known.at <= ${restsSince(now)} then 1 else known.failed + 1 end, at = ${now}
      where known.failed < ${LOCK_AFTER} or known.at <= ${restsSince(now)}
    returning coalesce(familiar_at > ${familiarSince(now)}, false) as "isFamiliar", failed`.execute(db);
  return rows[0] ?? null;
}

/** At how many accounts an address failed within the minutes of a rest; those that know it do not count. */
export async function countAccountsTried(db: Db, address: string, now: Date): Promise<number> {
  const { rows } = await sql<{ accounts: number }>`
    select count(*)::int as accounts from sign_in_attempts
    where address = ${address} and failed > 0 and at > ${restsSince(now)}
      and coalesce(familiar_at <= ${familiarSince(now)}, true)`.execute(db);
  return rows[0]?.accounts ?? 0;
}

/** Takes back one attempt that was neither right nor wrong. */
export async function takeBack(db: Db, { address, account }: Attempt): Promise<void> {
  await identityTables(db)
    .updateTable('sign_in_attempts')
    .set({ failed: sql<number>`greatest(failed - 1, 0)` })
    .where('address', '=', address)
    .where('account_hash', '=', hashOf(account))
    .execute();
}

/** After a sign-in: nothing was wrong, and the account is known to come from there. */
export async function becomeFamiliar(db: Db, { address, account }: Attempt, now: Date): Promise<void> {
  await identityTables(db)
    .updateTable('sign_in_attempts')
    .set({ failed: 0, at: now, familiar_at: now })
    .where('address', '=', address)
    .where('account_hash', '=', hashOf(account))
    .execute();
}

/** When an administrator opens an account again: its own people are let in where they stood. */
export async function forgetFailures(db: Db, account: string): Promise<void> {
  await identityTables(db)
    .updateTable('sign_in_attempts')
    .set({ failed: 0 })
    .where('account_hash', '=', hashOf(account))
    .execute();
}

/** Addresses of people are kept no longer than they serve. */
export async function deleteOldAttempts(db: Db, now: Date): Promise<void> {
  await identityTables(db)
    .deleteFrom('sign_in_attempts')
    .where('at', '<', new Date(now.getTime() - DAY_MS))
    .where((eb) => eb.or([eb('familiar_at', 'is', null), eb('familiar_at', '<=', familiarSince(now))]))
    .execute();
}
