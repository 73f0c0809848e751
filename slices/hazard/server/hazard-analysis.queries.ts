import { type LocalDate, today } from '@zhiben/platform/domain/clock.ts';
import { divisionPrefix } from '@zhiben/platform/domain/scope.ts';
import { type RawBuilder, sql } from 'kysely';
import type { HazardFilter } from '../domain/hazard.filter.ts';
import { type AnalysisFilter, type Dimension, STAGES, type Stage } from '../domain/hazard-analysis.contract.ts';
import { daysOf, nextMonth, pastEnd } from '../domain/hazard-analysis.rules.ts';
import { conditionsOf, type ReadCtx, townshipOf } from './hazard-filter.queries.ts';
import type { FiguresByKey } from './hazard-totals.queries.ts';

const ROW_KEYS: Record<Exclude<Dimension, 'month'> | 'total', RawBuilder<string>> = {
  total: sql`''`,
  division: sql`hazards.township`,
  industry: sql`hazards.industry`,
  channel: sql`hazards.channel`,
  criterion: sql`coalesce(hazards.criterion_code, '')`,
};

/** What the totals do not know: of what is overdue the part that `overdueCounted` names, and what recurs. */
export async function countByDimension(
  ctx: ReadCtx,
  filter: AnalysisFilter,
  by: Exclude<Dimension, 'month'> | 'total',
): Promise<FiguresByKey> {
  const { first, last } = daysOf(filter);
  const base: HazardFilter = {
    group: 'all',
    counted: 'true',
    gradeNow: filter.grade,
    division: filter.division,
    industry: filter.industry && [filter.industry],
    channel: filter.channel && [filter.channel],
    criterionCode: filter.criterionCode,
  };
  const key = ROW_KEYS[by];
  const registered = { ...base, registeredFrom: first, registeredTo: last };
  const overdue = { ...base, ...overdueCounted(filter, today(ctx.clock)) };
  const [overdueRows, recurrent] = await Promise.all([
    sql<{ key: string; count: number }>`
      select ${key} as key, count(*) as count from hazards
      where ${sql.join(conditionsOf(ctx, overdue), sql` and `)} group by 1`.execute(ctx.db),
    // The same as the ledger's filter, walked along the index once: what is not the first of its kind at its enterprise.
    sql<{ key: string; count: number }>`
      select ${key} as key, count(*) as count
      from (
        select county, enterprise_id, criterion_code, registered_at, township, division, industry, channel, dismissed_at,
          'major' as grade, rank() over (partition by enterprise_id, criterion_code order by registered_at) as place
        from hazards where county = ${ctx.actor.county} and grade = 'major' and criterion_code is not null
      ) as hazards
      where hazards.place > 1 and ${sql.join(conditionsOf(ctx, registered), sql` and `)} group by 1`.execute(ctx.db),
  ]);
  const found: FiguresByKey = new Map();
  for (const { key: row, count } of overdueRows.rows) found.set(row, { overdue: count });
  for (const { key: row, count } of recurrent.rows) found.set(row, { ...found.get(row), recurrent: count });
  return found;
}

/**
 * What is counted of the records for `overdue`. Today the totals know those whose month of rectification is past, so it is
 * what fell due this month; as of a past day it is all of it, read from the index of the figures.
 */
function overdueCounted(filter: AnalysisFilter, today: LocalDate) {
  const asOf = pastEnd(filter, today);
  const since = asOf ? { asOf } : { rectificationFrom: `${today.slice(0, 7)}-01` };
  return { state: 'overdue', ...since } as const;
}

/** How many of what was closed in the months took how long, step by step. */
interface Duration {
  readonly stage: Stage;
  /** Tenths of days; from ten days on whole days. */
  readonly tenths: number;
  readonly count: number;
}

/** Median days of each step, of what was closed in the months. */
export async function medianDurations(ctx: ReadCtx, filter: AnalysisFilter) {
  const part = keptPart(ctx, filter);
  const durations = await (part ? keptDurations(ctx, filter, part) : countedDurations(ctx, filter));
  const of = (stage: Stage) => durations.filter((one) => one.stage === stage);
  return {
    closed: of('whole').reduce((sum, { count }) => sum + count, 0),
    median: Object.fromEntries(STAGES.map((stage) => [stage, medianDays(of(stage))])) as Record<Stage, number | null>,
  };
}

/** A part of the county that the sums hold: all of it, a township, or some industries. */
interface KeptPart {
  readonly township: string | null;
  readonly industries: readonly string[] | null;
}

/** The part that is asked for; null where the sums do not hold it. */
function keptPart({ actor }: ReadCtx, { division, industry, channel, criterionCode }: AnalysisFilter): KeptPart | null {
  const { scope } = actor;
  const places = new Set(
    [scope.division, division ?? scope.division].filter((place) => !isCounty(place, actor.county)),
  );
  const [place, ...others] = places;
  const township = place === undefined ? null : townshipOf(place);
  const isSeen = industry === undefined || scope.industries === null || scope.industries.includes(industry);
  const industries = industry ? [industry] : scope.industries;
  if (scope.enterpriseId !== null || channel || criterionCode || others.length > 0 || !isSeen) return null;
  if ((place !== undefined && township === null) || (township && industries)) return null;
  return { township, industries };
}

function isCounty(division: string, county: string): boolean {
  return divisionPrefix(division) === county;
}

/** The lower median, as `percentile_disc` has it; null of nothing. */
function medianDays(durations: readonly Duration[]): number | null {
  const sorted = [...durations].sort((a, b) => a.tenths - b.tenths);
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let passed = 0;
  for (const { tenths, count } of sorted) {
    passed += count;
    if (count > 0 && passed >= half) return tenths / 10;
  }
  return null;
}

/** From the sums. */
async function keptDurations(
  { db, actor }: ReadCtx,
  { from, to, grade }: AnalysisFilter,
  { township, industries }: KeptPart,
): Promise<Duration[]> {
  const { rows } = await sql<Duration>`
    select stage, tenths, sum(count)::integer as count from hazard_durations
    where county = ${actor.county} and township = ${township ?? ''} and industry = any(${industries ?? ['']})
      and month >= ${`${from}-01`}::date and month < ${nextMonth(to)}::date
      ${grade ? sql`and grade = ${grade}` : sql``}
    group by 1, 2`.execute(db);
  return rows;
}

/** From the records, for what the sums do not hold. */
async function countedDurations(ctx: ReadCtx, filter: AnalysisFilter): Promise<Duration[]> {
  const { first, last } = daysOf(filter);
  const conditions = conditionsOf(ctx, {
    group: 'closed',
    gradeNow: filter.grade,
    division: filter.division,
    industry: filter.industry && [filter.industry],
    channel: filter.channel && [filter.channel],
    criterionCode: filter.criterionCode,
    closedFrom: first,
    closedTo: last,
  });
  const { rows } = await sql<Duration>`
    select d.stage, d.tenths, count(*)::integer as count
    from hazards, lateral hazard_durations_of(hazards.registered_at, hazards.confirmed_at, hazards.committed_at,
      hazards.applied_at, hazards.closed_at) as d
    where ${sql.join(conditions, sql` and `)} group by 1, 2`.execute(ctx.db);
  return rows;
}

/** Folds the additions of a county into one row a key, in one statement: readers see it before or after, never between. */
export async function foldDurations({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>): Promise<void> {
  await sql`
    with taken as (delete from hazard_durations where county = ${actor.county} returning *)
    insert into hazard_durations (county, month, grade, stage, tenths, township, industry, count)
    select county, month, grade, stage, tenths, township, industry, sum(count)
    from taken group by 1, 2, 3, 4, 5, 6, 7 having sum(count) <> 0`.execute(db);
}

/** The slow recount, for the tests that hold the sums to the records: keys that differ, none when all is well. */
export async function listWrongDurations({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>): Promise<unknown[]> {
  const { rows } = await sql`
    with united as (
      select date_trunc('month', h.closed_at at time zone 'Asia/Shanghai')::date as month, coalesce(h.grade, '') as grade,
        d.stage, d.tenths, part.township, part.industry, 1 as count
      from hazards h, lateral hazard_durations_of(
        h.registered_at, h.confirmed_at, h.committed_at, h.applied_at, h.closed_at) d,
        lateral (values ('', ''), (h.township, ''), ('', h.industry)) as part(township, industry)
      where h.county = ${actor.county}
      union all
      select month, grade, stage, tenths, township, industry, -count from hazard_durations where county = ${actor.county}
    )
    select month, grade, stage, tenths, township, industry, sum(count) as difference from united
    group by 1, 2, 3, 4, 5, 6 having sum(count) <> 0`.execute(db);
  return rows;
}
