import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import type { OfficialType } from '../domain/official/index.ts';
import { exchangeTables, type StreamPlace } from './exchange.tables.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

const columns = ['id', 'body', 'update_date as updateDate', 'deleted', 'enterprise_id as enterpriseId'] as const;

/** Records as they were received last, by id. */
export async function findReceived(ctx: ReadCtx, type: OfficialType, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, ReceivedRecord>();
  const rows = await exchangeTables(ctx.db)
    .selectFrom('exchange_records')
    .where('county', '=', ctx.actor.county)
    .where('type', '=', type)
    .where('id', 'in', ids)
    .select(columns)
    .execute();
  return new Map<string, ReceivedRecord>(rows.map((row) => [row.id, row]));
}
export interface ReceivedRecord {
  readonly id: string;
  readonly body: string;
  readonly updateDate: string;
  readonly deleted: boolean;
  readonly enterpriseId: string | null;
}

export interface NewReceived {
  readonly type: OfficialType;
  readonly id: string;
  readonly companyCode: string;
  readonly enterpriseId: string;
  readonly updateDate: string;
  readonly deleted: boolean;
  readonly body: string;
  readonly entered: boolean;
}

export async function keepReceived(
  tx: TxCtx,
  { id: batchId, source }: { readonly id: string; readonly source: string },
  records: readonly NewReceived[],
): Promise<void> {
  if (records.length === 0) return;
  const values = records.map((record) => ({
    county: tx.actor.county,
    type: record.type,
    id: record.id,
    company_code: record.companyCode,
    enterprise_id: record.enterpriseId,
    update_date: record.updateDate,
    deleted: record.deleted,
    body: record.body,
    entered: record.entered,
    source,
    batch_id: batchId,
    changed_at: tx.clock.now(),
  }));
  await exchangeTables(tx.db)
    .insertInto('exchange_records')
    .values(values)
    .onConflict((c) =>
      c.columns(['county', 'type', 'id']).doUpdateSet((eb) => ({
        company_code: eb.ref('excluded.company_code'),
        enterprise_id: eb.ref('excluded.enterprise_id'),
        update_date: eb.ref('excluded.update_date'),
        deleted: eb.ref('excluded.deleted'),
        body: eb.ref('excluded.body'),
        entered: eb.ref('excluded.entered'),
        source: eb.ref('excluded.source'),
        batch_id: eb.ref('excluded.batch_id'),
        changed_at: eb.ref('excluded.changed_at'),
      })),
    )
    .execute();
}

/** What is kept as it came, in the order in which it came. */
export function listKept(
  ctx: ReadCtx,
  type: OfficialType,
  filter: { readonly after: StreamPlace | null; readonly until: Date; readonly enterpriseId: string | null },
  limit: number,
) {
  let rows = exchangeTables(ctx.db)
    .selectFrom('exchange_records')
    .where('county', '=', ctx.actor.county)
    .where('type', '=', type)
    .where('entered', '=', false)
    .where('changed_at', '<', filter.until)
    .select(['id', 'body', 'enterprise_id as enterpriseId', sql<string>`changed_at::text`.as('changedKey')])
    .orderBy('changed_at')
    .orderBy('id')
    .limit(limit);
  if (filter.after) {
    const { at, id } = filter.after;
    rows = rows.where(sql<boolean>`(changed_at, id) > (${at}::timestamptz, ${id}::uuid)`);
  }
  if (filter.enterpriseId) rows = rows.where('enterprise_id', '=', filter.enterpriseId);
  return rows.execute();
}

/**
 * The instant before which nothing more will be written: half a minute before the oldest transaction that runs. Rows carry
 * the time at which their transaction began; one that commits late would otherwise be passed over for ever.
 */
export async function settledUntil(ctx: ReadCtx): Promise<Date> {
  const { rows } = await sql<{ until: Date }>`
    select least(now(), min(xact_start)) - interval '30 seconds' as until from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`.execute(ctx.db);
  return rows[0]?.until ?? new Date(0);
}
