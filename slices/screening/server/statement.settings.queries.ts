import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type ReadCtx, statementTables } from './statement.tables.ts';

type Key = 'commitment' | 'statement';

/** What the county set itself, by key. */
export async function listSettings({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>) {
  const rows = await statementTables(db)
    .selectFrom('statement_settings')
    .where('county', '=', actor.county)
    .select(['key', 'value', 'set_at as setAt', 'set_by_name as setByName'])
    .execute();
  return new Map(rows.map((row) => [row.key, row]));
}

export async function upsertSetting(tx: TxCtx, key: Key, value: unknown): Promise<void> {
  const set = { value: JSON.stringify(value), set_at: tx.clock.now(), set_by_name: tx.actor.name };
  await statementTables(tx.db)
    .insertInto('statement_settings')
    .values({ county: tx.actor.county, key, ...set })
    .onConflict((c) => c.columns(['county', 'key']).doUpdateSet(set))
    .execute();
}

/** Back to the default; what held before stands in the audit chain. */
export async function deleteSetting(tx: TxCtx, key: Key): Promise<void> {
  await statementTables(tx.db)
    .deleteFrom('statement_settings')
    .where('county', '=', tx.actor.county)
    .where('key', '=', key)
    .execute();
}
