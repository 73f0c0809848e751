import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { HazardFilter } from '../domain/hazard.filter.ts';
import {
  type AnalysisFigure,
  type AnalysisFilter,
  type Dimension,
  STAGES,
  type Stage,
} from '../domain/hazard-analysis.contract.ts';
import { daysOf, nextMonth } from '../domain/hazard-analysis.rules.ts';
import { conditionsOf, type ReadCtx, townshipOf } from './hazard-filter.queries.ts';

/** Figures by key of the rows; what is zero may be absent. */
type FiguresByKey = Map<string, Partial<Record<AnalysisFigure, number>>>;

/** What the monthly sums know. */
const SUMMED = [
  'opening',
  'registered',
  'closed',
  'closedOnTime',
  'open',
  'stock',
  'stockClosed',
  'increase',
  'increaseClosed',
  'left',
] as const satisfies readonly AnalysisFigure[];

const SUM_KEYS: Record<Dimension | 'total', RawBuilder<string>> = {
  total: sql`''`,
  division: sql`hazard_sums.township`,
  industry: sql`hazard_sums.industry`,
  channel: sql`hazard_sums.channel`,
  criterion: sql`hazard_sums.criterion_code`,
  month: sql`to_char(hazard_sums.month, 'YYYY-MM')`,
};

/** The figures that the monthly sums hold, by the rows of a dimension. */
export async function sumByDimension(ctx: ReadCtx, filter: AnalysisFilter, by: Dimension | 'total') {
  const from = sql`${`${filter.from}-01`}::date`;
  const end = sql`${nextMonth(filter.to)}::date`;
  const month = sql`hazard_sums.month`;
  const within = sql`${month} >= ${from}`;
  const what = (name: string) => sql`hazard_sums.what = ${sql.lit(name)}`;
  const sum = (condition: RawBuilder<unknown>) => sql`coalesce(sum(hazard_sums.count) filter (where ${condition}), 0)`;
  // What came counts up, what was closed or left counts down.
  const standing = sql`case hazard_sums.what when 'registered' then hazard_sums.count else -hazard_sums.count end`;
  const { rows } = await sql<Record<(typeof SUMMED)[number] | 'key', string>>`
    select ${SUM_KEYS[by]} as key,
      coalesce(sum(${standing}) filter (where ${month} < ${from}), 0) as opening,
      ${sum(sql`${what('registered')} and ${within}`)} as registered,
      ${sum(sql`${what('closed')} and ${within}`)} as closed,
      ${sum(sql`${what('closed')} and ${within} and hazard_sums.on_time`)} as "closedOnTime",
      coalesce(sum(${standing}), 0) as open,
      ${sum(sql`${what('registered')} and hazard_sums.stock`)} as stock,
      ${sum(sql`${what('closed')} and hazard_sums.stock`)} as "stockClosed",
      ${sum(sql`${what('registered')} and not hazard_sums.stock`)} as increase,
      ${sum(sql`${what('closed')} and not hazard_sums.stock`)} as "increaseClosed",
      ${sum(sql`${what('left')} and ${within}`)} as left
    from hazard_sums
    where ${sql.join(summedWhere(ctx, filter), sql` and `)} and ${month} < ${end}
    group by 1`.execute(ctx.db);
  return new Map(
    rows.map(({ key, ...figures }) => [key, Object.fromEntries(SUMMED.map((name) => [name, Number(figures[name])]))]),
  ) as FiguresByKey;
}

function summedWhere({ actor }: ReadCtx, filter: AnalysisFilter): RawBuilder<SqlBool>[] {
  const { grade, division, industry, channel } = filter;
  const columns = { county: 'hazard_sums.county', division: 'hazard_sums.township', industry: 'hazard_sums.industry' };
  // Sums know no enterprises: their people see none of them.
  const all: RawBuilder<SqlBool>[] = [whereInScope(actor.scope, columns)];
  const township = division && townshipOf(division);
  if (township) all.push(sql`hazard_sums.township = ${township}`);
  else if (division) {
    const { from, to } = divisionRange(division);
    all.push(sql`hazard_sums.township >= ${from} and hazard_sums.township < ${to}`);
  }
  if (grade) all.push(sql`hazard_sums.grade = ${grade}`);
  if (industry) all.push(sql`hazard_sums.industry = ${industry}`);
  if (channel) all.push(sql`hazard_sums.channel = ${channel}`);
  return all;
}

const ROW_KEYS: Record<Exclude<Dimension, 'month'> | 'total', RawBuilder<string>> = {
  total: sql`''`,
  division: sql`hazards.township`,
  industry: sql`hazards.industry`,
  channel: sql`hazards.channel`,
  criterion: sql`coalesce(hazards.criterion_code, '')`,
};

/** What only the records know, by the same conditions under which the ledger lists them. */
export async function countByDimension(
  ctx: ReadCtx,
  filter: AnalysisFilter,
  by: Exclude<Dimension, 'month'> | 'total',
) {
  const { first, last } = daysOf(filter);
  const base: HazardFilter = {
    group: 'all',
    counted: 'true',
    gradeNow: filter.grade,
    division: filter.division,
    industry: filter.industry && [filter.industry],
    channel: filter.channel && [filter.channel],
  };
  const registered = { ...base, registeredFrom: first, registeredTo: last };
  const counts: Partial<Record<AnalysisFigure, HazardFilter>> = {
    overdue: { ...base, state: 'overdue' },
    extended: { ...registered, extended: 'true' },
    recurrent: { ...registered, recurrent: 'true' },
  };
  const found: FiguresByKey = new Map();
  for (const [figure, conditions] of Object.entries(counts)) {
    const { rows } = await sql<{ key: string; count: number }>`
      select ${ROW_KEYS[by]} as key, count(*) as count from hazards
      where ${sql.join(conditionsOf(ctx, conditions), sql` and `)} group by 1`.execute(ctx.db);
    for (const { key, count } of rows) found.set(key, { ...found.get(key), [figure]: Number(count) });
  }
  return found;
}

const BETWEEN: Record<Stage, readonly [string, string]> = {
  judgement: ['registered_at', 'confirmed_at'],
  commitments: ['confirmed_at', 'committed_at'],
  rectification: ['confirmed_at', 'applied_at'],
  acceptance: ['applied_at', 'closed_at'],
  whole: ['registered_at', 'closed_at'],
};

/** Median days of each step, of what was closed in the months. */
export async function medianDurations(ctx: ReadCtx, filter: AnalysisFilter) {
  const { first, last } = daysOf(filter);
  const conditions = conditionsOf(ctx, {
    group: 'closed',
    gradeNow: filter.grade,
    division: filter.division,
    industry: filter.industry && [filter.industry],
    channel: filter.channel && [filter.channel],
    closedFrom: first,
    closedTo: last,
  });
  const medians = STAGES.map((stage) => {
    const [from, to] = BETWEEN[stage].map((column) => sql.ref(`hazards.${column}`));
    return sql`percentile_disc(0.5) within group (order by extract(epoch from ${to} - ${from}) / 86400) as ${sql.ref(stage)}`;
  });
  const { rows } = await sql<Record<Stage, string | number | null> & { closed: number }>`
    select count(*) as closed, ${sql.join(medians)} from hazards where ${sql.join(conditions, sql` and `)}`.execute(
    ctx.db,
  );
  const row = rows[0];
  const days = (stage: Stage) => {
    const value = row?.[stage] ?? null;
    return value === null ? null : Math.round(Number(value) * 10) / 10;
  };
  return {
    closed: Number(row?.closed ?? 0),
    median: Object.fromEntries(STAGES.map((stage) => [stage, days(stage)])) as Record<Stage, number | null>,
  };
}

/** Folds the additions of a county into one row a key. One statement: readers see it before or after, never between. */
export async function foldSums({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>): Promise<void> {
  await sql`
    with taken as (delete from hazard_sums where county = ${actor.county} returning *)
    insert into hazard_sums
    select county, month, what, township, industry, channel, grade, stock, on_time, criterion_code, sum(count)
    from taken group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 having sum(count) <> 0`.execute(db);
}

/** The slow recount of all the sums, for the test that holds them to the records: keys that differ, none when all is well. */
export async function listWrongSums({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>): Promise<unknown[]> {
  const { rows } = await sql`
    with recount as (
      select m.month, m.what, h.township, h.industry, h.channel, coalesce(h.grade, '') as grade,
        h.discovered_on < '2024-01-01' as stock, m.on_time, coalesce(h.criterion_code, '') as criterion_code, 1 as count
      from hazards h, lateral hazard_sums_of(
        h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at), h.dismissed_at, h.rectification_due_on) m
      where h.county = ${actor.county}
    ), kept as (
      select month, what, township, industry, channel, grade, stock, on_time, criterion_code, -count as count
      from hazard_sums where county = ${actor.county}
    )
    select month, what, township, industry, channel, grade, stock, on_time, criterion_code, sum(count) as difference
    from (select * from recount union all select * from kept) as united
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9 having sum(count) <> 0`.execute(db);
  return rows;
}
