import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EnterpriseFilter } from '../domain/enterprise.contract.ts';
import { enterpriseTables } from './enterprise.tables.ts';
import { conditionsOf, type ReadCtx } from './enterprise-filter.queries.ts';

interface Owing {
  /** Of whom it is asked; null for all. */
  readonly industries: readonly string[] | null;
  /** A query with a column `enterprise_id`: those who did it. */
  readonly done: RawBuilder<unknown>;
  readonly enterpriseId?: string | undefined;
  readonly filter: Pick<EnterpriseFilter, 'q' | 'division' | 'industry'>;
}

function conditionOf(ctx: ReadCtx, { industries, done, enterpriseId, filter }: Owing): RawBuilder<SqlBool> {
  const all = [
    conditionsOf(ctx, { ...filter, status: 'operating', kind: 'registered' }),
    sql<SqlBool>`not exists (select from (${done}) as done where done.enterprise_id = enterprises.id)`,
  ];
  if (industries) all.push(sql<SqlBool>`enterprises.industry = any(${[...industries]})`);
  if (enterpriseId) all.push(sql<SqlBool>`enterprises.id = ${enterpriseId}`);
  return sql<SqlBool>`(${sql.join(all, sql` and `)})`;
}

/** Operating enterprises of whom something is asked that they did not do, by name. Merged files are left out. */
export async function listWithout(
  ctx: ReadCtx,
  owing: Owing,
  page: { readonly cursor?: string; readonly limit: number },
) {
  let rows = enterpriseTables(ctx.db)
    .selectFrom('enterprises')
    .where(conditionOf(ctx, owing))
    .select(['enterprises.id', 'enterprises.name', 'enterprises.division', 'enterprises.industry'])
    .orderBy('enterprises.name')
    .orderBy('enterprises.id')
    .limit(page.limit + 1);
  if (page.cursor) {
    const [name, id] = decodeCursor(page.cursor, ['text', 'id']);
    rows = rows.where(sql<boolean>`(enterprises.name, enterprises.id) > (${name}::text, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), page.limit, (row) => [row.name, row.id]);
}

export function countWithout(ctx: ReadCtx, owing: Owing) {
  const found = enterpriseTables(ctx.db).selectFrom('enterprises').where(conditionOf(ctx, owing));
  return countUpTo(ctx.db, found.select('enterprises.id'));
}
