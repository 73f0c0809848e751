import { addMonths } from '@zhiben/platform/domain/calendar.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { EffectFilter } from '../domain/effect.contract.ts';
import { TESTS, type Test } from '../domain/integrity.contract.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
type Condition = RawBuilder<SqlBool>;
const firstOf = (month: string) => sql`${`${month}-01`}::date`;
const isTownshipOrBelow = (division: string) => division.slice(6, 9) !== '000';

interface Place {
  readonly division?: string | undefined;
  readonly industry?: string | undefined;
}

/** Scope and place. Said again as equalities: an index then gives the rows of a township or a trade in their order. */
function placed(
  ctx: ReadCtx,
  table: 'effect_months' | 'effect_sums' | 'effect_test_sums',
  { division, industry }: Place,
) {
  const { scope } = ctx.actor;
  const at = (column: string) => sql.ref(`${table}.${column}`);
  const columns = { county: `${table}.county`, division: `${table}.division`, industry: `${table}.industry` };
  const all: Condition[] = [
    whereInScope(scope, table === 'effect_months' ? { ...columns, enterprise: `${table}.enterprise_id` } : columns),
  ];
  for (const code of [scope.enterpriseId === null ? scope.division : undefined, division]) {
    if (code && isTownshipOrBelow(code)) all.push(sql<SqlBool>`${at('township')} = ${`${code.slice(0, 9)}000`}`);
  }
  if (division) {
    const { from, to } = divisionRange(division);
    all.push(sql<SqlBool>`${at('division')} >= ${from} and ${at('division')} < ${to}`);
  }
  const only = industry ?? (scope.industries?.length === 1 ? scope.industries[0] : undefined);
  if (only) all.push(sql<SqlBool>`${at('industry')} = ${only}`);
  return all;
}

/** A filter whose words `q` were looked up: of these enterprises alone. */
export type ListFilter = Omit<EffectFilter, 'q' | 'month'> & {
  readonly month: string;
  readonly ids?: readonly string[] | undefined;
};

function conditionsOf(ctx: ReadCtx, { month, state, test, ids, ...place }: ListFilter): Condition {
  const all = [...placed(ctx, 'effect_months', place), sql<SqlBool>`effect_months.month = ${firstOf(month)}`];
  if (state === 'comparable') all.push(sql<SqlBool>`effect_months.rank <= 100`);
  if (state === 'not') all.push(sql<SqlBool>`effect_months.rank = 101`);
  if (state === 'veto') all.push(sql<SqlBool>`effect_months.vetoed and effect_months.rank = 0`);
  if (test) all.push(sql<SqlBool>`effect_months.flags <> '{}'`);
  if (test && test !== 'any') all.push(sql<SqlBool>`${test} = any(effect_months.flags)`);
  if (ids) all.push(sql<SqlBool>`effect_months.enterprise_id = any(${[...ids]}::uuid[])`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

export interface ListedEffect {
  readonly id: string;
  readonly division: string;
  readonly industry: string;
  readonly a: number | null;
  readonly b: number | null;
  readonly e: number | null;
  readonly rank: number;
  readonly vetoed: boolean;
  readonly flags: Test[];
  readonly done: number;
  readonly madeUp: number;
  readonly missed: number;
  readonly excluded: number;
  readonly due: number;
  readonly accepted: number;
  readonly computedAt: Date;
}

/** By E, the lowest first; what is not comparable comes last. */
export async function listEffects(
  ctx: ReadCtx,
  filter: ListFilter,
  { cursor, limit, sort = 'e' }: { cursor?: string | undefined; limit: number; sort?: 'e' | '-e' | undefined },
) {
  const descending = sort === '-e';
  const direction = descending ? sql`desc` : sql`asc`;
  const beyond = descending ? sql`<` : sql`>`;
  const [rank, id] = cursor ? decodeCursor(cursor, ['number', 'id']) : [];
  const after = cursor ? sql`and (rank, enterprise_id) ${beyond} (${rank}::numeric, ${id}::uuid)` : sql``;
  const { rows } = await sql<ListedEffect>`
    select enterprise_id as id, division, industry, a, b, e, rank, vetoed, flags, done, made_up as "madeUp", missed,
      excluded, due, accepted, computed_at as "computedAt"
    from effect_months where ${conditionsOf(ctx, filter)} ${after}
    order by rank ${direction}, enterprise_id ${direction} limit ${limit + 1}`.execute(ctx.db);
  return toPage(rows, limit, (row) => [row.rank, row.id]);
}

const found = (ctx: ReadCtx, filter: ListFilter) =>
  ctx.db
    .withTables<{ effect_months: { enterprise_id: string } }>()
    .selectFrom('effect_months')
    .select('enterprise_id')
    .where(conditionsOf(ctx, filter) as RawBuilder<boolean>);

export function countEffects(ctx: ReadCtx, filter: ListFilter) {
  return countUpTo(ctx.db, found(ctx, filter));
}

/** How many rows there are, counted no further than `most`. */
export async function countEffectRows(ctx: ReadCtx, filter: ListFilter, most: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (${found(ctx, filter).limit(most)}) as counted`.execute(ctx.db);
  return rows[0]?.count ?? 0;
}

/** Sums over enterprises; `completed`, `counted` (accepted) and the deductions are of those with α = 1. */
export interface SumRow {
  readonly township: string;
  readonly industry: string;
  readonly enterprises: number;
  readonly comparable: number;
  readonly vetoed: number;
  readonly flagged: number;
  readonly done: number;
  readonly madeUp: number;
  readonly missed: number;
  readonly excluded: number;
  readonly due: number;
  readonly accepted: number;
  readonly completed: number;
  readonly counted: number;
  readonly deductedA: number;
  readonly deductedB: number;
}

const summed = sql`sum(enterprises)::integer as enterprises, sum(comparable)::integer as comparable,
  sum(vetoed)::integer as vetoed, sum(flagged)::integer as flagged, sum(done)::integer as done,
  sum(made_up)::integer as "madeUp", sum(missed)::integer as missed, sum(excluded)::integer as excluded,
  sum(due)::integer as due, sum(accepted)::integer as accepted, sum(counted_completed)::integer as completed,
  sum(counted_accepted)::integer as counted, sum(deducted_a)::float as "deductedA", sum(deducted_b)::float as "deductedB"`;

/** Of a month, by township and trade. */
export async function sumEffects(ctx: ReadCtx, month: string, place: Place): Promise<SumRow[]> {
  const { rows } = await sql<SumRow>`
    select township, industry, ${summed} from effect_sums
    where ${sql.join(placed(ctx, 'effect_sums', place), sql` and `)} and month = ${firstOf(month)}
    group by 1, 2 having sum(enterprises) > 0`.execute(ctx.db);
  return rows;
}

export async function sumTests(ctx: ReadCtx, month: string, place: Place) {
  const { rows } = await sql<{ test: Test; judged: number; flagged: number }>`
    select test, sum(judged)::integer as judged, sum(flagged)::integer as flagged from effect_test_sums
    where ${sql.join(placed(ctx, 'effect_test_sums', place), sql` and `)} and month = ${firstOf(month)}
    group by 1`.execute(ctx.db);
  const of = new Map(rows.map((row) => [row.test, row]));
  return TESTS.map((test) => of.get(test) ?? { test, judged: 0, flagged: 0 });
}

/** The months of a year up to this one; months without any are absent. */
export async function courseOfSums(ctx: ReadCtx, month: string, place: Place) {
  const from = addMonths(`${month}-01`, -11);
  const { rows } = await sql<Omit<SumRow, 'township' | 'industry'> & { month: string }>`
    select to_char(month, 'YYYY-MM') as month, ${summed} from effect_sums
    where ${sql.join(placed(ctx, 'effect_sums', place), sql` and `)} and month between ${from}::date and ${firstOf(month)}
    group by effect_sums.month having sum(enterprises) > 0 order by effect_sums.month`.execute(ctx.db);
  return rows;
}

/** The kept months of an enterprise in the actor's scope. */
export async function courseOfEnterprise(ctx: ReadCtx, enterpriseId: string, month: string) {
  const { rows } = await sql<{ month: string; e: number | null; a: number | null; b: number | null }>`
    select to_char(month, 'YYYY-MM') as month, e, a, b from effect_months
    where county = ${ctx.actor.county} and enterprise_id = ${enterpriseId}
      and month between ${addMonths(`${month}-01`, -11)}::date and ${firstOf(month)}
    order by effect_months.month`.execute(ctx.db);
  return rows;
}
