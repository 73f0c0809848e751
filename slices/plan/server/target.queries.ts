import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { TargetChoice } from '../domain/target-formulas.ts';
import { lineageTables } from './lineage.tables.ts';
import { publicInCounty, type ReadCtx } from './plan.tables.ts';

/** The formulas that people confirmed, by target. */
export async function listConfirmedTargets(ctx: ReadCtx, obligationIds: readonly string[]) {
  if (obligationIds.length === 0) return new Map<string, never>();
  const rows = await lineageTables(ctx.db)
    .selectFrom('target_indicators')
    .select([
      'obligation_id as obligationId',
      'formula',
      'formula_version as formulaVersion',
      'goal',
      'cohort_through as cohortThrough',
      'version',
      'set_by_name as setByName',
    ])
    .where(publicInCounty(ctx, 'target_indicators'))
    .where('obligation_id', 'in', obligationIds)
    .execute();
  return new Map(rows.map((row) => [row.obligationId, row]));
}

/** @returns whether the version was still the one that was read (0: nobody had confirmed it) */
export async function saveTarget(
  tx: TxCtx,
  obligationId: string,
  { formula, goal, cohortThrough, formulaVersion }: TargetChoice & { formulaVersion: number },
  version: number,
): Promise<boolean> {
  const { county, userId, name } = tx.actor;
  const said = { set_at: tx.clock.now(), set_by: userId, set_by_name: name };
  const choice = { formula, formula_version: formulaVersion, goal, cohort_through: cohortThrough, ...said };
  const db = lineageTables(tx.db);
  if (version === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('target_indicators')
      .values({ ...choice, county, obligation_id: obligationId })
      .onConflict((c) => c.columns(['county', 'obligation_id']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }
  const { numUpdatedRows } = await db
    .updateTable('target_indicators')
    .set((eb) => ({ ...choice, version: eb('version', '+', 1) }))
    .where('county', '=', county)
    .where('obligation_id', '=', obligationId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
