import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import type { Hazard } from '../domain/hazard.state.ts';
import { hazardTables } from './hazard.tables.ts';
import { inScope } from './hazard-filter.queries.ts';

type MergeTables = {
  hazard_merges: {
    county: string;
    merged_id: string;
    kept_id: string;
    reason: string;
    merged_by: string;
    merged_at: Date;
  };
};
const tables = (db: Db) => db.withTables<MergeTables>();

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** What reports are compared by, of the other hazards of an enterprise that were not found to be none, newest first. */
export function listReports(ctx: ReadCtx, { id, enterpriseId }: Hazard, most: number) {
  return hazardTables(plannedOnce(ctx.db))
    .selectFrom('hazards')
    .select([
      'hazards.id',
      'hazards.grade',
      'hazards.description',
      'hazards.place',
      'hazards.discovered_on as discoveredOn',
      'hazards.criterion_code as criterionCode',
    ])
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.enterprise_id', '=', enterpriseId)
    .where('hazards.id', '<>', id)
    .where('hazards.dismissed_at', 'is', null)
    .orderBy('hazards.registered_at', 'desc')
    .orderBy('hazards.id', 'desc')
    .limit(most)
    .execute();
}

/** The mergers that a hazard takes part in, on either side. */
export function listMerges({ db, actor }: ReadCtx, id: string) {
  return tables(plannedOnce(db))
    .selectFrom('hazard_merges')
    .select(['merged_id as mergedId', 'kept_id as keptId', 'reason', 'merged_at as mergedAt'])
    .where('county', '=', actor.county)
    .where((row) => row.or([row('merged_id', '=', id), row('kept_id', '=', id)]))
    .orderBy('merged_at')
    .execute();
}

export async function insertMerge(
  tx: TxCtx,
  merge: { mergedId: string; keptId: string; reason: string },
): Promise<void> {
  await tables(tx.db)
    .insertInto('hazard_merges')
    .values({
      county: tx.actor.county,
      merged_id: merge.mergedId,
      kept_id: merge.keptId,
      reason: merge.reason,
      merged_by: tx.actor.userId,
      merged_at: tx.clock.now(),
    })
    .execute();
}

/** @returns whether there was one */
export async function deleteMerge(tx: TxCtx, mergedId: string): Promise<boolean> {
  const { numDeletedRows } = await tables(tx.db)
    .deleteFrom('hazard_merges')
    .where('county', '=', tx.actor.county)
    .where('merged_id', '=', mergedId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
