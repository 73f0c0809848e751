import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { identityTables } from './identity.tables.ts';

export function findUserByOidcSubject(db: Db, subject: string) {
  return identityTables(db).selectFrom('users').selectAll().where('oidc_subject', '=', subject).executeTakeFirst();
}

export function findUserByAccount(db: Db, account: string) {
  return identityTables(db).selectFrom('users').selectAll().where('account', '=', account).executeTakeFirst();
}

/** @returns false when the user was linked in the meantime */
export async function linkOidcSubject(tx: TxCtx, userId: string, subject: string): Promise<boolean> {
  const updated = await identityTables(tx.db)
    .updateTable('users')
    .set({ oidc_subject: subject })
    .where('county', '=', tx.actor.county)
    .where('id', '=', userId)
    .where('oidc_subject', 'is', null)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

/** A temporary password that was never used ends; the person has come in by another door. */
export async function dropTemporaryPassword(tx: TxCtx, userId: string): Promise<void> {
  await identityTables(tx.db)
    .updateTable('users')
    .set({ password_hash: null, must_change_password: false })
    .where('county', '=', tx.actor.county)
    .where('id', '=', userId)
    .where('must_change_password', '=', true)
    .execute();
}
