import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { placeFiles } from '@zhiben/platform/server/files/index.ts';
import { searchVector } from '@zhiben/platform/server/search.ts';
import { sql } from 'kysely';
import type { FilePlace } from './file.queries.ts';
import { riskTables } from './risk.tables.ts';

/**
 * Keeps name and place of risk lists with the files of their enterprises, in the transaction that changes those files.
 * What is graded moves along: unlike hazards, risks have no deadline towards the township that saw them first.
 */
export async function placeRisks(tx: TxCtx, places: readonly FilePlace[]): Promise<void> {
  if (places.length === 0) return;
  const db = riskTables(tx.db);
  const { county } = tx.actor;
  const opened = await db
    .selectFrom('risk_files')
    .select(['enterprise_id as id', 'name', 'division', 'industry'])
    .where('county', '=', county)
    .where(sql<boolean>`enterprise_id = any(${places.map(({ id }) => id)}::uuid[])`)
    .orderBy('enterprise_id')
    .forUpdate()
    .execute();
  if (opened.length === 0) return;
  await sql`
    update risk_files set name = r.name, division = r.division, industry = r.industry,
      longitude = r.longitude, latitude = r.latitude
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r (
      id uuid, name text, division text, industry text, longitude double precision, latitude double precision)
    where risk_files.county = ${county} and risk_files.enterprise_id = r.id`.execute(tx.db);
  const placeOf = new Map(places.map((place) => [place.id, place]));
  for (const before of opened) {
    const { id, name, division, industry } = placeOf.get(before.id) ?? before;
    if (before.division !== division || before.industry !== industry) {
      await placePlans(tx, { id, division, industry });
      await db
        .updateTable('risk_events')
        .set({ division, industry })
        .where('county', '=', county)
        .where('enterprise_id', '=', id)
        .execute();
    }
    if (before.name !== name) await searchAnew(tx, id, name);
  }
}

/** The drawings under the plans of an enterprise are seen by whoever sees the enterprise. */
export async function placePlans(
  tx: TxCtx,
  { id, division, industry }: Pick<FilePlace, 'id' | 'division' | 'industry'>,
): Promise<void> {
  const { county } = tx.actor;
  const plans = await riskTables(tx.db)
    .selectFrom('risk_plans')
    .where('county', '=', county)
    .where('enterprise_id', '=', id)
    .where('file_id', 'is not', null)
    .where('removed_at', 'is', null)
    .select('id')
    .execute();
  const planIds = plans.map((plan) => plan.id);
  await placeFiles(tx, planIds, { county, division, industry, enterpriseId: id });
}

export async function searchAnew(
  tx: TxCtx,
  enterpriseId: string,
  enterpriseName: string,
  unitId?: string,
): Promise<void> {
  let events = riskTables(tx.db)
    .selectFrom('risk_events')
    .innerJoin('risk_units', (j) =>
      j.onRef('risk_units.county', '=', 'risk_events.county').onRef('risk_units.id', '=', 'risk_events.unit_id'),
    )
    .where('risk_events.county', '=', tx.actor.county)
    .where('risk_events.enterprise_id', '=', enterpriseId)
    .where('risk_events.removed_at', 'is', null)
    .select(['risk_events.id', 'risk_events.name', 'risk_events.accident_type', 'risk_units.name as unitName']);
  if (unitId) events = events.where('risk_events.unit_id', '=', unitId);
  for (const { id, name, unitName, accident_type } of await events.execute()) {
    const search = searchVector(name, unitName, accident_type, enterpriseName) as unknown as string;
    tx.send(
      riskTables(tx.db)
        .updateTable('risk_events')
        .set({ search })
        .where('county', '=', tx.actor.county)
        .where('id', '=', id),
    );
  }
}
