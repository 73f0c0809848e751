import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countEnterpriseRows, listEnterprises } from '@zhiben/slices/enterprise/server';
import { type ClassRule, classRuleSchema } from '../domain/class-duty.rules.ts';
import { lineageTables } from './lineage.tables.ts';
import { publicInCounty, type ReadCtx } from './plan.tables.ts';

/** The class rules that people confirmed, by duty. */
export async function listClassRules(ctx: ReadCtx, obligationIds: readonly string[]) {
  if (obligationIds.length === 0) return new Map<string, never>();
  const rows = await lineageTables(ctx.db)
    .selectFrom('class_duties')
    .select(['obligation_id as obligationId', 'rule', 'version', 'set_by_name as setByName'])
    .where(publicInCounty(ctx, 'class_duties'))
    .where('obligation_id', 'in', obligationIds)
    .execute();
  // Rules that were confirmed before sizes and grades were known ask for none.
  return new Map(rows.map((row) => [row.obligationId, { ...row, rule: classRuleSchema.parse(row.rule) }]));
}

/** @returns whether the version was still the one that was read (0: nobody had confirmed it) */
export async function saveClassRule(
  tx: TxCtx,
  obligationId: string,
  rule: ClassRule,
  version: number,
): Promise<boolean> {
  const { county, userId, name } = tx.actor;
  const said = { rule: JSON.stringify(rule), set_at: tx.clock.now(), set_by: userId, set_by_name: name };
  const db = lineageTables(tx.db);
  if (version === 0) {
    const { numInsertedOrUpdatedRows = 0n } = await db
      .insertInto('class_duties')
      .values({ ...said, county, obligation_id: obligationId })
      .onConflict((c) => c.columns(['county', 'obligation_id']).doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows > 0n;
  }
  const { numUpdatedRows } = await db
    .updateTable('class_duties')
    .set((eb) => ({ ...said, version: eb('version', '+', 1) }))
    .where('county', '=', county)
    .where('obligation_id', '=', obligationId)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The register filters by one value of a kind at a time: a rule over several is several lists, one after the other. */
function filtersOf({ industries, highRisk, sizes, grades }: ClassRule) {
  const shared = {
    status: 'operating' as const,
    ...(highRisk === null ? {} : { highRisk: highRisk ? ('true' as const) : ('false' as const) }),
  };
  const byIndustry = industries.length === 0 ? [{}] : industries.map((industry) => ({ industry }));
  const bySize = sizes.length === 0 ? [{}] : sizes.map((size) => ({ size }));
  const byGrade = grades.length === 0 ? [{}] : grades.map((grade) => ({ grade }));
  return byIndustry.flatMap((industry) =>
    bySize.flatMap((size) => byGrade.map((grade) => ({ ...shared, ...industry, ...size, ...grade }))),
  );
}

const COUNTED = 10_000;

/** How many operating enterprises of the actor's scope a rule takes in, counted to ten thousand. */
export async function countClass(ctx: ReadCtx, rule: ClassRule): Promise<{ count: number; exact: boolean }> {
  let count = 0;
  for (const filter of filtersOf(rule)) {
    count += await countEnterpriseRows(ctx, filter, COUNTED + 1 - count);
    if (count > COUNTED) return { count: COUNTED, exact: false };
  }
  return { count, exact: true };
}

/** The operating enterprises of a rule, list by list, by name. The cursor is the number of the list and its own cursor. */
export async function listClass(ctx: ReadCtx, rule: ClassRule, page: { cursor?: string | undefined; limit: number }) {
  const filters = filtersOf(rule);
  const [, start = '0', after = ''] = /^(\d+)\.(.*)$/.exec(page.cursor ?? '0.') ?? [];
  const rows: { id: string; name: string }[] = [];
  let [at, cursor] = [Number(start), after];
  while (at < filters.length && rows.length < page.limit) {
    const inner = { limit: page.limit - rows.length, ...(cursor === '' ? {} : { cursor }) };
    const part = await listEnterprises(ctx, { ...filters[at], ...inner });
    rows.push(...part.rows.map(({ id, name }) => ({ id, name })));
    cursor = part.nextCursor ?? '';
    if (cursor === '') at += 1;
  }
  return { rows, nextCursor: at < filters.length ? `${at}.${cursor}` : null };
}
