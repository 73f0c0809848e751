import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { occurrenceTables } from './occurrence.tables.ts';
import { publicInCounty, type ReadCtx, tables } from './plan.tables.ts';

/** Whether and how a campaign ended; with `lock` it stays so until the transaction ends. */
export function findClosing(ctx: ReadCtx, campaignId: string, { lock = false } = {}) {
  return tables(ctx.db)
    .selectFrom('campaigns')
    .select([
      'campaigns.id',
      'campaigns.name',
      'campaigns.version',
      'campaigns.closed_at as closedAt',
      'campaigns.closed_by_name as closedByName',
      'campaigns.closing_summary as summary',
    ])
    .where(publicInCounty(ctx, 'campaigns'))
    .where('campaigns.id', '=', campaignId)
    .$if(lock, (q) => q.forUpdate())
    .executeTakeFirst();
}

/** The first closed campaign among those of some tasks; none of them is closed before the transaction ends. */
export async function findClosedAmong(tx: TxCtx, taskIds: readonly string[]) {
  const rows = await tables(tx.db)
    .selectFrom('tasks')
    .innerJoin('campaigns', (j) =>
      j.onRef('campaigns.county', '=', 'tasks.county').onRef('campaigns.id', '=', 'tasks.campaign_id'),
    )
    .select(['campaigns.name', 'campaigns.closed_at as closedAt'])
    .where(publicInCounty(tx, 'tasks'))
    .where('tasks.id', '=', sql<string>`any(${[...taskIds]}::uuid[])`)
    .orderBy('campaigns.id')
    .forShare('campaigns')
    .execute();
  return rows.find((campaign) => campaign.closedAt !== null);
}

/** The campaigns among these that run; none of them is closed before the transaction ends. */
export async function holdRunning(tx: TxCtx, campaignIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tables(tx.db)
    .selectFrom('campaigns')
    .select(['id', 'closed_at as closedAt'])
    .where('county', '=', tx.actor.county)
    .where('id', '=', sql<string>`any(${[...new Set(campaignIds)]}::uuid[])`)
    .orderBy('id')
    .forShare()
    .execute();
  return new Set(rows.flatMap(({ id, closedAt }) => (closedAt === null ? [id] : [])));
}

/**
 * Ends a campaign, with all its tasks and occurrences, or opens them again.
 * @param closing null opens it again
 */
export async function updateClosing(
  tx: TxCtx,
  campaignId: string,
  closing: { readonly summary: string; readonly on: LocalDate } | null,
): Promise<number> {
  const { county, userId, name } = tx.actor;
  const { version } = await tables(tx.db)
    .updateTable('campaigns')
    .set((eb) => ({
      closed_at: closing ? tx.clock.now() : null,
      closed_by: closing ? userId : null,
      closed_by_name: closing ? name : null,
      closing_summary: closing?.summary ?? null,
      version: eb('version', '+', 1),
    }))
    .where('county', '=', county)
    .where('id', '=', campaignId)
    .returning('version')
    .executeTakeFirstOrThrow();
  for (const table of ['tasks', 'obligation_occurrences'] as const) {
    await occurrenceTables(tx.db)
      .updateTable(table)
      .set({ closed_on: closing?.on ?? null })
      .where('county', '=', county)
      .where('campaign_id', '=', campaignId)
      .execute();
  }
  return version;
}
