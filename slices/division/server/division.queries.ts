import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { type Db, plannedOnce } from '@zhiben/platform/server/db/connect.ts';
import type { Body, Division } from '../domain/division.contract.ts';

type DivisionTables = {
  divisions: { county: string; code: string; name: string; kind: Division['kind']; parent: string | null };
  bodies: {
    county: string;
    id: string;
    name: string;
    short_name: string;
    kind: Body['kind'];
    division: string;
    industries: string[] | null;
    sort: number;
  };
};

const tables = (db: Db) => db.withTables<DivisionTables>();

export function listDivisions(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<Division[]> {
  return tables(ctx.db)
    .selectFrom('divisions')
    .select(['code', 'name', 'kind', 'parent'])
    .where('county', '=', ctx.actor.county)
    .orderBy('code')
    .execute();
}

export function listBodies(ctx: Pick<Ctx, 'db' | 'actor'>): Promise<Body[]> {
  return tables(ctx.db)
    .selectFrom('bodies')
    .select(['id', 'name', 'short_name as shortName', 'kind', 'division', 'industries'])
    .where('county', '=', ctx.actor.county)
    .orderBy('sort')
    .orderBy('name')
    .execute();
}

export function getBody(ctx: Pick<Ctx, 'db' | 'actor'>, id: string): Promise<Body | undefined> {
  return tables(plannedOnce(ctx.db))
    .selectFrom('bodies')
    .select(['id', 'name', 'short_name as shortName', 'kind', 'division', 'industries'])
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Some bodies in one question, by id; null ids are passed over. */
export async function getBodies(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  ids: readonly (string | null)[],
): Promise<Map<string, Body>> {
  const asked = [...new Set(ids)].filter((id) => id !== null);
  if (asked.length === 0) return new Map();
  const rows = await tables(plannedOnce(ctx.db))
    .selectFrom('bodies')
    .select(['id', 'name', 'short_name as shortName', 'kind', 'division', 'industries'])
    .where('county', '=', ctx.actor.county)
    .where('id', 'in', asked)
    .execute();
  return new Map(rows.map((body) => [body.id, body]));
}

/** The name of a division of the actor's county; the code itself when it is not listed. */
export async function divisionName(ctx: Pick<Ctx, 'db' | 'actor'>, code: string): Promise<string> {
  const row = await tables(ctx.db)
    .selectFrom('divisions')
    .select('name')
    .where('county', '=', ctx.actor.county)
    .where('code', '=', code)
    .executeTakeFirst();
  return row?.name ?? code;
}

export async function insertDivisions(tx: TxCtx, rows: readonly Division[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map((row) => ({ ...row, county: tx.actor.county }));
  await tables(tx.db).insertInto('divisions').values(values).execute();
}

export async function insertBodies(tx: TxCtx, rows: readonly Body[]): Promise<void> {
  if (rows.length === 0) return;
  const values = rows.map(({ shortName, ...row }, sort) => ({
    ...row,
    short_name: shortName,
    sort,
    county: tx.actor.county,
  }));
  await tables(tx.db).insertInto('bodies').values(values).execute();
}

/** Whether any county, or the named one, has been entered. */
export async function hasDivisions(db: Db, county?: string): Promise<boolean> {
  const row = await tables(db)
    .selectFrom('divisions')
    .select('code')
    .$if(county !== undefined, (q) => q.where('county', '=', county as string))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The counties of this installation. */
export function listCounties(db: Db): Promise<{ code: string; name: string }[]> {
  return tables(db)
    .selectFrom('divisions')
    .select(['county as code', 'name'])
    .where('kind', '=', 'county')
    .orderBy('county')
    .execute();
}
