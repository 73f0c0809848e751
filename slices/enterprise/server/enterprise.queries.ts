import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { matchesSearch, searchVector } from '@zhiben/platform/server/search.ts';
import { type Generated, type GeneratedAlways, type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/enterprise.contract.ts';
import type { EnterpriseRow } from '../domain/enterprise.contract.ts';

type EnterpriseTables = {
  enterprises: {
    county: string;
    id: string;
    name: string;
    credit_code: string | null;
    division: string;
    township: GeneratedAlways<string>;
    industry: string;
    industry_code: string | null;
    address: Generated<string>;
    longitude: number | null;
    latitude: number | null;
    employees: number | null;
    high_risk: Generated<boolean>;
    principal_name: Generated<string>;
    principal_phone: Generated<string>;
    controller_name: Generated<string>;
    supervising_body_id: string | null;
    status: Generated<EnterpriseRow['status']>;
    search: string;
    version: Generated<number>;
    created_at: Date;
  };
};

const tables = (db: Db) => db.withTables<EnterpriseTables>();

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
type Filter = z.output<typeof contracts.countEnterprises.query>;

const inScope = (ctx: ReadCtx) =>
  whereInScope(ctx.actor.scope, {
    county: 'enterprises.county',
    division: 'enterprises.division',
    industry: 'enterprises.industry',
    enterprise: 'enterprises.id',
  });

function filtered(ctx: ReadCtx, filter: Filter) {
  const { q, division, industry, highRisk, status } = filter;
  let query = tables(ctx.db).selectFrom('enterprises').where(inScope(ctx));
  if (q) query = query.where(matchesSearch('enterprises.search', q));
  if (division) {
    const { from, to } = divisionRange(division);
    query = query.where('enterprises.division', '>=', from).where('enterprises.division', '<', to);
  }
  if (industry) query = query.where('enterprises.industry', '=', industry);
  if (highRisk) query = query.where('enterprises.high_risk', '=', highRisk === 'true');
  if (status) query = query.where('enterprises.status', '=', status);
  return query;
}

const row = [
  'enterprises.id',
  'enterprises.name',
  'enterprises.credit_code as creditCode',
  'enterprises.division',
  'enterprises.industry',
  'enterprises.high_risk as highRisk',
  'enterprises.employees',
  'enterprises.status',
  'enterprises.supervising_body_id as supervisingBodyId',
] as const;

export async function listEnterprises(ctx: ReadCtx, query: z.output<typeof contracts.listEnterprises.query>) {
  const { cursor, limit, ...filter } = query;
  let rows = filtered(ctx, filter)
    .select(row)
    .orderBy('enterprises.name')
    .orderBy('enterprises.id')
    .limit(limit + 1);
  if (cursor) {
    const [name, id] = decodeCursor(cursor, 2);
    rows = rows.where(sql<boolean>`(enterprises.name, enterprises.id) > (${name}, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, (row) => [row.name, row.id]);
}

export function countEnterprises(ctx: ReadCtx, filter: Filter) {
  return countUpTo(ctx.db, filtered(ctx, filter).select('enterprises.id'));
}

/** An enterprise in the actor's scope, or undefined. */
export function findEnterprise(ctx: ReadCtx, id: string) {
  return filtered(ctx, {})
    .select([
      ...row,
      'enterprises.address',
      'enterprises.longitude',
      'enterprises.latitude',
      'enterprises.principal_name as principalName',
      'enterprises.principal_phone as principalPhone',
      'enterprises.controller_name as controllerName',
      'enterprises.created_at as createdAt',
      'enterprises.version',
    ])
    .where('enterprises.id', '=', id)
    .executeTakeFirst();
}

/** The name of an enterprise of the actor's county, for headings; says nothing else of it. */
export async function getEnterpriseName(ctx: ReadCtx, id: string): Promise<string | undefined> {
  const found = await tables(ctx.db)
    .selectFrom('enterprises')
    .select('name')
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .executeTakeFirst();
  return found?.name;
}

/** What an enterprise is entered with. */
export interface NewEnterprise {
  readonly id: string;
  readonly name: string;
  readonly creditCode: string | null;
  readonly division: string;
  readonly industry: string;
  readonly address: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly employees: number | null;
  readonly highRisk: boolean;
  readonly principalName: string;
  readonly principalPhone: string;
  readonly controllerName: string;
  readonly supervisingBodyId: string | null;
}

export async function insertEnterprises(tx: TxCtx, rows: readonly NewEnterprise[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({
    county: tx.actor.county,
    id: row.id,
    name: row.name,
    credit_code: row.creditCode,
    division: row.division,
    industry: row.industry,
    industry_code: null,
    address: row.address,
    longitude: row.longitude,
    latitude: row.latitude,
    employees: row.employees,
    high_risk: row.highRisk,
    principal_name: row.principalName,
    principal_phone: row.principalPhone,
    controller_name: row.controllerName,
    supervising_body_id: row.supervisingBodyId,
    search: searchVector(row.name, row.creditCode ?? '', row.address) as RawBuilder<string>,
    created_at: tx.clock.now(),
  }));
  await tables(tx.db).insertInto('enterprises').values(values).execute();
}
