import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import type { Judgement } from '../domain/assessment.rules.ts';
import { riskTables } from './risk.tables.ts';

export type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

export const fileScope = {
  county: 'risk_files.county',
  division: 'risk_files.division',
  industry: 'risk_files.industry',
  enterprise: 'risk_files.enterprise_id',
};

export function findRiskFile(ctx: ReadCtx, enterpriseId: string) {
  return riskTables(ctx.db)
    .selectFrom('risk_files')
    .where(whereInScope(ctx.actor.scope, fileScope))
    .where('risk_files.enterprise_id', '=', enterpriseId)
    .select(['name', 'division', 'industry', 'score_table as scoreTable'])
    .select(['red', 'orange', 'yellow', 'blue', 'ungraded'])
    .executeTakeFirst();
}

/** What of the enterprise's own file stands in its risk list as well. */
export interface FilePlace {
  readonly id: string;
  readonly name: string;
  readonly division: string;
  readonly industry: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Opens the list of an enterprise where there is none, and locks it: its writes come one after another. */
export async function lockRiskFile(tx: TxCtx, place: FilePlace) {
  const now = tx.clock.now();
  const { county } = tx.actor;
  const { id, name, division, industry, longitude, latitude } = place;
  await riskTables(tx.db)
    .insertInto('risk_files')
    .values({
      county,
      enterprise_id: id,
      name,
      division,
      industry,
      longitude,
      latitude,
      created_at: now,
      updated_at: now,
    })
    .onConflict((c) => c.doNothing())
    .execute();
  return riskTables(tx.db)
    .selectFrom('risk_files')
    .where('county', '=', county)
    .where('enterprise_id', '=', id)
    .select(['enterprise_id as id', 'name', 'division', 'industry', 'longitude', 'latitude'])
    .select(['score_table as scoreTable', 'red', 'orange', 'yellow', 'blue', 'ungraded'])
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updateRiskFile(
  tx: TxCtx,
  enterpriseId: string,
  set: { readonly score_table?: Judgement['scoreTable'] } = {},
): Promise<void> {
  const { score_table } = set;
  await riskTables(tx.db)
    .updateTable('risk_files')
    .set({ updated_at: tx.clock.now(), ...(score_table ? { score_table } : {}) })
    .where('county', '=', tx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .execute();
}
