import { today } from '@zhiben/platform/domain/clock.ts';
import { divisionPrefix, divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { AnalysisFigure, AnalysisFilter, Dimension } from '../domain/hazard-analysis.contract.ts';
import { nextMonth, pastEnd } from '../domain/hazard-analysis.rules.ts';
import { type ReadCtx, townshipOf } from './hazard-filter.queries.ts';

/*
 * What the hazards of each month add up to. Triggers put what changed into `hazard_sums` (migrations/0012); folding
 * moves it into `hazard_totals`, where it stands by every part that is asked for. Today's figures are both together.
 */

/** Figures by key of the rows; what is zero may be absent. */
export type FiguresByKey = Map<string, Partial<Record<AnalysisFigure, number>>>;

/** What the totals know. */
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
  'extended',
  'overdue',
] as const satisfies readonly AnalysisFigure[];

/** The axes in the order in which a part names them, each with its column. */
const AXES = {
  township: 'township',
  industry: 'industry',
  channel: 'channel',
  criterion: 'criterion_code',
} as const;
type Axis = keyof typeof AXES;

/** The parts that are kept, the smallest first; the last answers everything. */
const PARTS: readonly (readonly Axis[])[] = [
  [],
  ['channel'],
  ['township'],
  ['industry'],
  ['township', 'channel'],
  ['industry', 'channel'],
  ['township', 'industry'],
  ['industry', 'criterion'],
  ['township', 'industry', 'channel', 'criterion'],
];

const AXIS_OF: Record<Dimension | 'total', Axis | null> = {
  total: null,
  month: null,
  division: 'township',
  industry: 'industry',
  channel: 'channel',
  criterion: 'criterion',
};

/** The figures that the totals hold, by the rows of a dimension. */
export async function sumByDimension(ctx: ReadCtx, asked: AnalysisFilter, by: Dimension | 'total') {
  const { scope, county } = ctx.actor;
  const isWhole = asked.division !== undefined && divisionPrefix(asked.division) === county;
  const filter = isWhole ? { ...asked, division: undefined } : asked;
  const axis = AXIS_OF[by];
  const needed = new Set(axis ? [axis] : []);
  if (filter.division || divisionPrefix(scope.division) !== county) needed.add('township');
  if (filter.industry || scope.industries) needed.add('industry');
  if (filter.channel) needed.add('channel');
  if (filter.criterionCode) needed.add('criterion');
  const part = PARTS.find((axes) => [...needed].every((one) => axes.includes(one))) ?? [];

  const month = sql`both_sums.month`;
  const since = sql`${`${filter.from}-01`}::date`;
  const until = sql`${nextMonth(filter.to)}::date`;
  const before = sql`${month} < ${until}`;
  const within = sql`${month} >= ${since} and ${month} < ${until}`;
  // What was overdue at the end of months that are past, only the records tell.
  const isPast = pastEnd(filter, today(ctx.clock)) !== null;
  const thisMonth = isPast ? sql`'-infinity'` : sql`${`${today(ctx.clock).slice(0, 7)}-01`}::date`;
  const sum = (value: RawBuilder<unknown>, condition?: RawBuilder<unknown>) =>
    sql`coalesce(sum(${value})${condition ? sql` filter (where ${condition})` : sql``}, 0)`;
  const registered = sql`both_sums.registered`;
  const closed = sql`both_sums.closed`;
  const left = sql`both_sums.left_open`;
  const standing = sql`${registered} - ${closed} - ${left}`;
  const key = by === 'month' ? sql`to_char(${month}, 'YYYY-MM')` : axis ? sql.ref(`both_sums.${AXES[axis]}`) : sql`''`;
  const { rows } = await sql<Record<(typeof SUMMED)[number] | 'key', string>>`
    select ${key} as key,
      ${sum(standing, sql`${month} < ${since}`)} as opening,
      ${sum(registered, within)} as registered,
      ${sum(closed, within)} as closed,
      ${sum(sql`both_sums.closed_on_time`, within)} as "closedOnTime",
      ${sum(standing, before)} as open,
      ${sum(registered, sql`both_sums.stock and ${before}`)} as stock,
      ${sum(closed, sql`both_sums.stock and ${before}`)} as "stockClosed",
      ${sum(registered, sql`not both_sums.stock and ${before}`)} as increase,
      ${sum(closed, sql`not both_sums.stock and ${before}`)} as "increaseClosed",
      ${sum(left, within)} as left,
      ${sum(sql`both_sums.extended`, within)} as extended,
      ${sum(sql`both_sums.due`, sql`${month} < ${thisMonth}`)} as overdue
    from (
      select township, industry, channel, criterion_code, month, stock, ${COUNTS} from hazard_totals
      where part = ${part.join(' ')} and ${summedWhere(ctx, 'hazard_totals', filter)}
      union all
      select township, industry, channel, criterion_code, month, stock, ${ADDED} from hazard_sums
      where ${summedWhere(ctx, 'hazard_sums', filter)}
    ) as both_sums
    group by 1`.execute(ctx.db);
  return new Map(
    rows.map(({ key, ...figures }) => [key, Object.fromEntries(SUMMED.map((name) => [name, Number(figures[name])]))]),
  ) as FiguresByKey;
}

const COUNTS = sql`registered, closed, closed_on_time, left_open, extended, due`;

/** An addition in the columns of the totals. */
const ADDED = sql`
  case what when 'registered' then count else 0 end as registered,
  case what when 'closed' then count else 0 end as closed,
  case when what = 'closed' and on_time then count else 0 end as closed_on_time,
  case what when 'left' then count else 0 end as left_open,
  case what when 'extended' then count else 0 end as extended,
  case what when 'due' then count else 0 end as due`;

/** Both tables name alike what they share. */
function summedWhere(
  { actor }: ReadCtx,
  table: 'hazard_totals' | 'hazard_sums',
  filter: AnalysisFilter,
): RawBuilder<SqlBool> {
  const { grade, division, industry, channel, criterionCode } = filter;
  const column = (name: string) => sql.ref(`${table}.${name}`);
  const places = { county: `${table}.county`, division: `${table}.township`, industry: `${table}.industry` };
  // Sums know no enterprises: their people see none of them.
  const all: RawBuilder<SqlBool>[] = [whereInScope(actor.scope, places)];
  const township = division && townshipOf(division);
  if (township) all.push(sql`${column('township')} = ${township}`);
  else if (division) {
    const { from, to } = divisionRange(division);
    all.push(sql`${column('township')} >= ${from} and ${column('township')} < ${to}`);
  }
  if (grade) all.push(sql`${column('grade')} = ${grade}`);
  if (industry) all.push(sql`${column('industry')} = ${industry}`);
  if (channel) all.push(sql`${column('channel')} = ${channel}`);
  if (criterionCode) all.push(sql`${column('criterion_code')} = ${criterionCode}`);
  return sql`${sql.join(all, sql` and `)}`;
}

const KEY = sql`county, part, township, industry, channel, criterion_code, month, grade, stock`;

/** Every part of some additions, which are first summed up once. @param from what has the columns of the totals but `part` */
function partsOf(from: RawBuilder<unknown>): RawBuilder<unknown> {
  const axes = Object.keys(AXES) as Axis[];
  const column = (axis: Axis) => sql.ref(AXES[axis]);
  const name = (axis: Axis) => sql`case grouping(${column(axis)}) when 0 then ${sql.lit(axis)} end`;
  return sql`
    select county, concat_ws(' ', ${sql.join(axes.map(name))}) as part,
      ${sql.join(axes.map((axis) => sql`coalesce(${column(axis)}, '') as ${column(axis)}`))}, month, grade, stock,
      sum(registered) as registered, sum(closed) as closed, sum(closed_on_time) as closed_on_time, sum(left_open) as left_open,
      sum(extended) as extended, sum(due) as due
    from (
      select county, township, industry, channel, criterion_code, month, grade, stock,
        sum(registered) as registered, sum(closed) as closed, sum(closed_on_time) as closed_on_time,
        sum(left_open) as left_open, sum(extended) as extended, sum(due) as due
      from ${from} as added
      group by county, township, industry, channel, criterion_code, month, grade, stock
    ) as once
    group by county, month, grade, stock,
      grouping sets (${sql.join(PARTS.map((part) => sql`(${sql.join(part.map(column))})`))})`;
}

/** Adds to every part, in one statement: readers see it before or after, never between. */
async function addTotals(db: Db, additions: RawBuilder<unknown>): Promise<void> {
  await sql`
    with additions as (${additions})
    insert into hazard_totals as kept (${KEY}, ${COUNTS}) ${partsOf(sql`additions`)}
    on conflict (${KEY}) do update set
      registered = kept.registered + excluded.registered, closed = kept.closed + excluded.closed,
      closed_on_time = kept.closed_on_time + excluded.closed_on_time, left_open = kept.left_open + excluded.left_open,
      extended = kept.extended + excluded.extended, due = kept.due + excluded.due
  `.execute(db);
}

/** Moves what the triggers added into the totals. */
export async function foldSums({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>): Promise<void> {
  await addTotals(
    db,
    sql`delete from hazard_sums where county = ${actor.county}
      returning county, township, industry, channel, criterion_code, month, grade, stock, ${ADDED}`,
  );
}

/** The totals of all hazards, by the same function as the triggers. Into empty tables. */
export async function makeTotals(db: Db): Promise<void> {
  await addTotals(db, recounted(sql`true`));
}

function recounted(which: RawBuilder<SqlBool>): RawBuilder<unknown> {
  return sql`
    select county, township, industry, channel, criterion_code, month, grade, stock, ${ADDED}
    from (
      select h.county, h.township, h.industry, h.channel, coalesce(h.criterion_code, '') as criterion_code, m.month,
        coalesce(h.grade, '') as grade, h.discovered_on < '2024-01-01' as stock, m.what, m.on_time, 1 as count
      from hazards h, lateral hazard_sums_of(h.registered_at, h.closed_at, coalesce(h.referred_at, h.shut_down_at),
        h.dismissed_at, h.rectification_due_on, h.confirmed_at, h.extended_count) m
      where ${which}
    ) as each`;
}

/** The slow recount, for the tests that hold the totals to the records: keys that differ, none when all is well. */
export async function listWrongTotals({ db, actor }: Pick<ReadCtx, 'db' | 'actor'>): Promise<unknown[]> {
  const waiting = sql`
    select county, township, industry, channel, criterion_code, month, grade, stock, ${ADDED} from hazard_sums
    where county = ${actor.county}`;
  const { rows } = await sql`
    with recount as (${partsOf(sql`(${recounted(sql`h.county = ${actor.county}`)})`)}),
      waiting as (${partsOf(sql`(${waiting})`)}),
      united as (
        select ${KEY}, ${COUNTS} from recount
        union all select ${KEY}, -registered, -closed, -closed_on_time, -left_open, -extended, -due from waiting
        union all select ${KEY}, -registered, -closed, -closed_on_time, -left_open, -extended, -due from hazard_totals
        where county = ${actor.county}
      )
    select ${KEY}, sum(registered) as registered, sum(closed) as closed, sum(closed_on_time) as closed_on_time,
      sum(left_open) as left_open, sum(extended) as extended, sum(due) as due
    from united group by ${KEY}
    having sum(registered) <> 0 or sum(closed) <> 0 or sum(closed_on_time) <> 0 or sum(left_open) <> 0
      or sum(extended) <> 0 or sum(due) <> 0`.execute(db);
  return rows;
}
