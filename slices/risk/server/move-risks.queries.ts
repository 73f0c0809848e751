import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { sql } from 'kysely';
import { type FilePlace, lockRiskFile } from './file.queries.ts';
import { placePlans, searchAnew } from './place-risks.queries.ts';
import { riskTables } from './risk.tables.ts';

/** What a merge of enterprise files took over, so that it can go back. */
export interface MovedRisks {
  readonly units: readonly string[];
  readonly plans: readonly string[];
}

/**
 * Gives the risk list of a file that disappears to the one that is kept: its units with their events and history, also
 * removed ones, and its plans. Confirmed reviews stay: they say what that enterprise confirmed then.
 */
export async function moveRisks(tx: TxCtx, fromId: string, to: FilePlace): Promise<MovedRisks> {
  const db = riskTables(tx.db);
  const { county } = tx.actor;
  const own = await db
    .selectFrom('risk_files')
    .select('enterprise_id')
    .where('county', '=', county)
    .where('enterprise_id', '=', fromId)
    .forUpdate()
    .executeTakeFirst();
  if (!own) return { units: [], plans: [] };
  const idsIn = async (table: 'risk_units' | 'risk_plans') => {
    const rows = db.selectFrom(table).select('id').where('county', '=', county).where('enterprise_id', '=', fromId);
    return (await rows.execute()).map(({ id }) => id);
  };
  const moved = { units: await idsIn('risk_units'), plans: await idsIn('risk_plans') };
  await giveRisks(tx, moved, to);
  return moved;
}

/** Gives units and plans, wherever they are now, to an enterprise; they stand behind those that it has. */
export async function giveRisks(tx: TxCtx, { units, plans }: MovedRisks, to: FilePlace): Promise<void> {
  if (units.length + plans.length === 0) return;
  const { county } = tx.actor;
  const now = tx.clock.now();
  const run = (statement: ReturnType<typeof sql>) => statement.execute(tx.db);
  await lockRiskFile(tx, to);
  const unitIds = sql`any(${units}::uuid[])`;
  const last = (table: 'risk_units' | 'risk_events') => sql`(select coalesce(max(position), 0) from ${sql.table(table)}
    where county = ${county} and enterprise_id = ${to.id})`;
  const holders = sql`(select enterprise_id from risk_units where county = ${county} and id = ${unitIds})`;
  // Events are found by the enterprise that holds their unit: there is no index by unit.
  const { rows: events } = await sql<{ id: string }>`
    update risk_events set enterprise_id = ${to.id}, division = ${to.division}, industry = ${to.industry},
      updated_at = ${now}, position = position + ${last('risk_events')}
    where county = ${county} and enterprise_id in ${holders} and unit_id = ${unitIds} returning id`.execute(tx.db);
  const eventIds = sql`any(${events.map(({ id }) => id)}::uuid[])`;
  // What other platforms hold of them belongs to another enterprise now: units, events and measures count as changed.
  for (const table of ['risk_measures', 'risk_assessments', 'risk_remarks'] as const) {
    const changed = table === 'risk_measures' ? sql`, updated_at = ${now}` : sql``;
    await run(sql`update ${sql.table(table)} set enterprise_id = ${to.id}${changed}
      where county = ${county} and event_id = ${eventIds} and enterprise_id in ${holders}`);
  }
  await run(sql`update risk_units set enterprise_id = ${to.id}, updated_at = ${now}, position = position + ${last('risk_units')}
    where county = ${county} and id = ${unitIds}`);
  await run(sql`update risk_plans set enterprise_id = ${to.id}
    where county = ${county} and id = any(${plans}::uuid[])`);
  await placePlans(tx, to);
  await searchAnew(tx, to.id, to.name);
}
