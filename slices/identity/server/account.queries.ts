import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Updateable } from 'kysely';
import { type IdentityTables, identityTables } from './identity.tables.ts';

/** The actor's own row; undefined for guests and the system. */
export function findOwnUser(ctx: Pick<Ctx, 'db' | 'actor'>) {
  return identityTables(ctx.db)
    .selectFrom('users')
    .selectAll()
    .where('county', '=', ctx.actor.county)
    .where('id', '=', ctx.actor.userId)
    .executeTakeFirst();
}

export async function updateOwnUser(tx: TxCtx, change: Updateable<IdentityTables['users']>): Promise<void> {
  await identityTables(tx.db)
    .updateTable('users')
    .set(change)
    .where('county', '=', tx.actor.county)
    .where('id', '=', tx.actor.userId)
    .execute();
}
