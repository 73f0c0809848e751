import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { ScreeningSetting } from '../domain/statement.settings.ts';
import { screeningTables } from './screening.tables.ts';
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

/** How checks are made up and suspensions filed, as the county set it; undefined where it did not. */
export function findScreeningSetting({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>) {
  return screeningTables(db)
    .selectFrom('screening_settings')
    .where('county', '=', actor.county)
    .select(['make_up_days as makeUpDays', 'late_filing_days as lateFilingDays', 'source'])
    .select(['updated_at as setAt', 'updated_by_name as setByName'])
    .executeTakeFirst();
}

export async function upsertScreeningSetting(tx: TxCtx, setting: ScreeningSetting): Promise<void> {
  const set = {
    make_up_days: setting.makeUpDays,
    late_filing_days: setting.lateFilingDays,
    source: setting.source,
    updated_at: tx.clock.now(),
    updated_by_name: tx.actor.name,
  };
  await screeningTables(tx.db)
    .insertInto('screening_settings')
    .values({ county: tx.actor.county, ...set })
    .onConflict((c) => c.column('county').doUpdateSet(set))
    .execute();
}

export async function deleteScreeningSetting(tx: TxCtx): Promise<void> {
  await screeningTables(tx.db).deleteFrom('screening_settings').where('county', '=', tx.actor.county).execute();
}
