import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type PlanTables, publicInCounty, type ReadCtx } from './plan.tables.ts';

type ClosingTables = Omit<PlanTables, 'campaigns'> & {
  campaigns: PlanTables['campaigns'] & {
    closed_at: Date | null;
    closed_by: string | null;
    closed_by_name: string | null;
    closing_summary: string | null;
  };
};

/** Whether and how a campaign ended; with `lock` it stays so until the transaction ends. */
export function findClosing(ctx: ReadCtx, campaignId: string, { lock = false } = {}) {
  return ctx.db
    .withTables<ClosingTables>()
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

/** The first closed campaign among those of some tasks. */
export function findClosedAmong(ctx: ReadCtx, taskIds: readonly string[]) {
  return ctx.db
    .withTables<ClosingTables>()
    .selectFrom('tasks')
    .innerJoin('campaigns', (j) =>
      j.onRef('campaigns.county', '=', 'tasks.county').onRef('campaigns.id', '=', 'tasks.campaign_id'),
    )
    .select('campaigns.name')
    .where(publicInCounty(ctx, 'tasks'))
    .where('tasks.id', 'in', [...taskIds])
    .where('campaigns.closed_at', 'is not', null)
    .limit(1)
    .executeTakeFirst();
}

/** @param summary null opens it again */
export async function updateClosing(tx: TxCtx, campaignId: string, summary: string | null): Promise<number> {
  const { county, userId, name } = tx.actor;
  const isClosed = summary !== null;
  const { version } = await tx.db
    .withTables<ClosingTables>()
    .updateTable('campaigns')
    .set((eb) => ({
      closed_at: isClosed ? tx.clock.now() : null,
      closed_by: isClosed ? userId : null,
      closed_by_name: isClosed ? name : null,
      closing_summary: summary,
      version: eb('version', '+', 1),
    }))
    .where('county', '=', county)
    .where('id', '=', campaignId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}
