import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import { occurrenceTables } from './occurrence.tables.ts';
import type { ReadCtx } from './plan.tables.ts';

/** When the actor's feed was opened; undefined for none. */
export function findFeed({ db, actor }: ReadCtx) {
  return occurrenceTables(db)
    .selectFrom('calendar_feeds')
    .select('created_at as createdAt')
    .where('county', '=', actor.county)
    .where('user_id', '=', actor.userId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Whose feed a token opens. The token is all that the caller shows, so no scope applies. */
export function findFeedOwner(db: Db, tokenHash: string) {
  return occurrenceTables(db)
    .selectFrom('calendar_feeds')
    .select(['county', 'user_id as userId'])
    .where('token_hash', '=', tokenHash)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Ends the actor's feed, one such change after another: of two openings at once the later one counts. */
export async function revokeFeed(tx: TxCtx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`feed ${tx.actor.userId}`}, 0))`.execute(tx.db);
  await occurrenceTables(tx.db)
    .updateTable('calendar_feeds')
    .set({ revoked_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('user_id', '=', tx.actor.userId)
    .where('revoked_at', 'is', null)
    .execute();
}

export async function insertFeed(tx: TxCtx, id: string, tokenHash: string): Promise<void> {
  const { county, userId } = tx.actor;
  await occurrenceTables(tx.db)
    .insertInto('calendar_feeds')
    .values({ county, id, user_id: userId, token_hash: tokenHash, created_at: tx.clock.now(), revoked_at: null })
    .execute();
}
