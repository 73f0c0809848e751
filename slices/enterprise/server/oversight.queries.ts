import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { sql } from 'kysely';
import type { Industry } from '../domain/industries.ts';
import type { DutyCount, SetDuty } from '../domain/oversight.rules.ts';
import { inScope } from './enterprise-filter.queries.ts';

type OversightTables = {
  enterprise_duties: {
    county: string;
    industry: string;
    body_id: string;
    duty: SetDuty['duty'];
    source: string;
    set_at: Date;
    set_by: string;
    set_by_name: string;
  };
};
const tables = (db: Db) => db.withTables<OversightTables>();

export function listDuties(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<SetDuty[]> {
  return tables(ctx.db)
    .selectFrom('enterprise_duties')
    .select(['industry', 'body_id as bodyId', 'duty', 'source'])
    .where('county', '=', ctx.actor.county)
    .execute();
}

export async function upsertDuty(tx: TxCtx, { industry, bodyId, duty, source }: SetDuty): Promise<void> {
  const said = { duty, source, set_at: tx.clock.now(), set_by: tx.actor.userId, set_by_name: tx.actor.name };
  await tables(tx.db)
    .insertInto('enterprise_duties')
    .values({ county: tx.actor.county, industry, body_id: bodyId, ...said })
    .onConflict((c) => c.columns(['county', 'industry', 'body_id']).doUpdateSet(said))
    .execute();
}

/** Files in the actor's scope by industry and competent department. */
export async function countDuties(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<DutyCount[]> {
  const { rows } = await sql<DutyCount>`
    select industry, supervising_body_id as "bodyId", count(*)::int as count
    from enterprises where ${inScope(ctx)} and merged_into is null
    group by industry, supervising_body_id`.execute(ctx.db);
  return rows;
}

/** Some files of an industry that name no competent department, in the actor's scope, locked for a write. */
export async function lockBlind(tx: TxCtx, industry: Industry, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from enterprises
    where ${inScope(tx)} and merged_into is null and supervising_body_id is null and industry = ${industry}
    order by id limit ${limit} for update`.execute(tx.db);
  return rows.map(({ id }) => id);
}
