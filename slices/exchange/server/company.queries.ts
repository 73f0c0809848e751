import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import { exchangeTables, type StreamPlace } from './exchange.tables.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

/** Enterprises by company code. */
export async function findByCodes(ctx: ReadCtx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const rows = await exchangeTables(ctx.db)
    .selectFrom('exchange_companies')
    .where('county', '=', ctx.actor.county)
    .where('company_code', 'in', codes)
    .select(['company_code as code', 'enterprise_id as enterpriseId'])
    .execute();
  return new Map(rows.map(({ code, enterpriseId }) => [code, enterpriseId]));
}

/** Company codes by enterprise. */
export async function findCodes(ctx: ReadCtx, enterpriseIds: readonly string[]): Promise<Map<string, string>> {
  if (enterpriseIds.length === 0) return new Map();
  const rows = await exchangeTables(ctx.db)
    .selectFrom('exchange_companies')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', 'in', enterpriseIds)
    .select(['company_code as code', 'enterprise_id as enterpriseId'])
    .execute();
  return new Map(rows.map(({ code, enterpriseId }) => [enterpriseId, code]));
}

export async function listCompanies(
  ctx: ReadCtx,
  filter: {
    readonly code?: string | undefined;
    readonly enterpriseIds?: readonly string[] | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
) {
  const { code, enterpriseIds, cursor, limit } = filter;
  let rows = exchangeTables(ctx.db)
    .selectFrom('exchange_companies')
    .where('county', '=', ctx.actor.county)
    .select(['company_code as companyCode', 'enterprise_id as enterpriseId', 'set_at as setAt'])
    .select('set_by_name as setByName')
    .orderBy('company_code')
    .limit(limit + 1);
  if (code) rows = rows.where('company_code', '>=', code).where('company_code', '<', `${code}~`);
  if (enterpriseIds) rows = rows.where('enterprise_id', 'in', enterpriseIds.length > 0 ? enterpriseIds : [NO_ID]);
  if (cursor) rows = rows.where('company_code', '>', decodeCursor(cursor, ['text'])[0]);
  return toPage(await rows.execute(), limit, ({ companyCode }) => [companyCode]);
}
const NO_ID = '00000000-0000-7000-8000-000000000000';

/** False when the code, or the enterprise, is mapped otherwise. */
export async function insertCompany(tx: TxCtx, companyCode: string, enterpriseId: string): Promise<boolean> {
  const rows = await exchangeTables(tx.db)
    .insertInto('exchange_companies')
    .values({
      county: tx.actor.county,
      company_code: companyCode,
      enterprise_id: enterpriseId,
      set_at: tx.clock.now(),
      set_by_name: tx.actor.name,
    })
    .onConflict((c) => c.doNothing())
    .returning('company_code')
    .execute();
  return rows.length > 0;
}

export async function removeCompany(tx: TxCtx, companyCode: string): Promise<void> {
  await exchangeTables(tx.db)
    .deleteFrom('exchange_companies')
    .where('county', '=', tx.actor.county)
    .where('company_code', '=', companyCode)
    .execute();
}

/** In the order in which their codes were registered. */
export function listCompaniesSet(
  ctx: ReadCtx,
  { after, until }: { readonly after: StreamPlace | null; readonly until: Date },
  limit: number,
) {
  let rows = exchangeTables(ctx.db)
    .selectFrom('exchange_companies')
    .where('county', '=', ctx.actor.county)
    .where('set_at', '<', until)
    .select(['enterprise_id as enterpriseId', sql<string>`set_at::text`.as('setKey')])
    .orderBy('set_at')
    .orderBy('enterprise_id')
    .limit(limit);
  if (after) rows = rows.where(sql<boolean>`(set_at, enterprise_id) > (${after.at}::timestamptz, ${after.id}::uuid)`);
  return rows.execute();
}
