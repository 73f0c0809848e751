import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { matchesSearch } from '@zhiben/platform/server/search.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { LapsingFilter, LapsingRow } from '../domain/lapse.contract.ts';
import {
  DEFAULT_LAPSE,
  LAPSED_NEWS_DAYS,
  LAPSING_KINDS,
  LAST_DAYS,
  type LapseRung,
  type LapseSetting,
  type LapsingKind,
} from '../domain/lapse.rules.ts';
import { type EnterpriseTables, enterpriseTables } from './enterprise.tables.ts';
import { inScope } from './enterprise-filter.queries.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
type SettingTables = EnterpriseTables & {
  enterprise_lapse_settings: {
    county: string;
    kind: LapsingKind;
    days: number;
    source: string;
    set_at: Date;
    set_by_name: string;
  };
};
const settingTables = (db: ReadCtx['db']) => db.withTables<SettingTables>();

/** What the county set itself, by kind. */
export async function listLapseSettings({ db, actor }: ReadCtx) {
  const rows = await settingTables(db)
    .selectFrom('enterprise_lapse_settings')
    .where('county', '=', actor.county)
    .select(['kind', 'days', 'source', 'set_at as setAt', 'set_by_name as setByName'])
    .execute();
  return new Map(rows.map((row) => [row.kind, row]));
}

/** Days ahead by kind, of the county or by default. */
export async function lapseDays(ctx: ReadCtx): Promise<Readonly<Record<LapsingKind, number>>> {
  const own = await listLapseSettings(ctx);
  const days = LAPSING_KINDS.map((kind) => [kind, own.get(kind)?.days ?? DEFAULT_LAPSE[kind].days]);
  return Object.fromEntries(days) as Record<LapsingKind, number>;
}

/** Null: back to the default; what held before stands in the audit chain. */
export async function putLapseSetting(tx: TxCtx, kind: LapsingKind, setting: LapseSetting | null): Promise<void> {
  const tables = settingTables(tx.db);
  const { county, name } = tx.actor;
  if (setting === null) {
    await tables
      .deleteFrom('enterprise_lapse_settings')
      .where('county', '=', county)
      .where('kind', '=', kind)
      .execute();
    return;
  }
  const set = { ...setting, set_at: tx.clock.now(), set_by_name: name };
  await tables
    .insertInto('enterprise_lapse_settings')
    .values({ county, kind, ...set })
    .onConflict((c) => c.columns(['county', 'kind']).doUpdateSet(set))
    .execute();
}

type Days = Readonly<Record<LapsingKind, number>>;

/** The last day up to which a kind counts as lapsing. */
const through = (days: Days, on: LocalDate) => sql`${on}::date + (${JSON.stringify(days)}::jsonb ->> papers.kind)::int`;

/** Papers that stand, end, and have no later one of their kind in their place; a licence is followed by its like alone. */
const lapsing = (days: Days, on: LocalDate) => sql<SqlBool>`
  papers.ended_on is null and papers.ends_on is not null and papers.kind <> 'accident'
  and papers.ends_on <= ${on}::date + ${Math.max(...Object.values(days))}::int
  and papers.ends_on <= ${through(days, on)}
  and enterprises.merged_into is null and enterprises.status <> 'closed'
  and not exists (
    select from enterprise_papers later
    where later.county = papers.county and later.enterprise_id = papers.enterprise_id and later.kind = papers.kind
      and later.ended_on is null and later.id <> papers.id
      and (papers.kind <> 'licence' or later.title = papers.title)
      and later.details ->> 'person' is not distinct from papers.details ->> 'person'
      and coalesce(later.ends_on, 'infinity'::date) > papers.ends_on)`;

const joined = (ctx: ReadCtx) =>
  enterpriseTables(ctx.db)
    .selectFrom('enterprise_papers as papers')
    .innerJoin('enterprises', (on) =>
      on.onRef('enterprises.county', '=', 'papers.county').onRef('enterprises.id', '=', 'papers.enterprise_id'),
    )
    .where('papers.county', '=', ctx.actor.county);

function conditions(ctx: ReadCtx, filter: LapsingFilter, on: LocalDate, days: Days): RawBuilder<SqlBool> {
  const all: RawBuilder<SqlBool>[] = [inScope(ctx), lapsing(days, on)];
  if (filter.q) all.push(matchesSearch('enterprises.search', filter.q));
  if (filter.kind) all.push(sql`papers.kind = ${filter.kind}`);
  if (filter.state) {
    all.push(filter.state === 'expired' ? sql`papers.ends_on < ${on}::date` : sql`papers.ends_on >= ${on}::date`);
  }
  if (filter.division) {
    const { from, to } = divisionRange(filter.division);
    all.push(sql`enterprises.division >= ${from} and enterprises.division < ${to}`);
  }
  if (filter.industry) all.push(sql`enterprises.industry = ${filter.industry}`);
  if (filter.supervisingBodyId) all.push(sql`enterprises.supervising_body_id = ${filter.supervisingBodyId}`);
  return sql<SqlBool>`${sql.join(all, sql` and `)}`;
}

interface Lapses {
  readonly on: LocalDate;
  readonly days: Days;
  readonly filter: LapsingFilter;
}

export async function listLapsing(
  ctx: ReadCtx,
  { on, days, filter }: Lapses,
  { cursor, limit, sort = 'endsOn' }: { cursor?: string | undefined; limit: number; sort?: string | undefined },
) {
  const direction = sort.startsWith('-') ? 'desc' : 'asc';
  let rows = joined(ctx)
    .where(conditions(ctx, filter, on, days))
    .select([
      'papers.id',
      'papers.enterprise_id as enterpriseId',
      'enterprises.name as enterpriseName',
      'enterprises.division',
      'enterprises.industry',
      'enterprises.supervising_body_id as supervisingBodyId',
      'papers.title',
      'papers.number',
      'papers.reminded_on as remindedOn',
    ])
    .select(sql<LapsingKind>`papers.kind`.as('kind'))
    .select(sql<string>`papers.ends_on`.as('endsOn'))
    .select(
      sql<LapsingRow['state']>`case when papers.ends_on < ${on}::date then 'expired' else 'expiring' end`.as('state'),
    )
    .orderBy('papers.ends_on', direction)
    .orderBy('papers.id', direction)
    .limit(limit + 1);
  if (cursor) {
    const [day, id] = decodeCursor(cursor, ['day', 'id']);
    const beyond = direction === 'desc' ? sql`<` : sql`>`;
    rows = rows.where(sql<boolean>`(papers.ends_on, papers.id) ${beyond} (${day}::date, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, (row) => [row.endsOn, row.id]);
}

export function countLapsing(ctx: ReadCtx, { on, days, filter }: Lapses, most?: number) {
  return countUpTo(
    ctx.db,
    joined(ctx)
      .where(conditions(ctx, filter, on, days))
      .select('papers.id'),
    most,
  );
}

export interface DueLapse {
  readonly id: string;
  readonly enterpriseId: string;
  readonly kind: LapsingKind;
  readonly title: string;
  readonly endsOn: string;
  readonly rung: LapseRung;
}

function dueLapses(ctx: ReadCtx, on: LocalDate, days: Days) {
  const rung = sql<LapseRung>`case when papers.ends_on < ${on}::date then 'lapsed'
    when papers.ends_on <= ${on}::date + ${LAST_DAYS}::int then 'week' else 'ahead' end`;
  return joined(ctx)
    .where(lapsing(days, on))
    .where(sql<boolean>`papers.ends_on >= ${on}::date - ${LAPSED_NEWS_DAYS}::int`)
    .where(sql<boolean>`papers.reminded is distinct from ${rung}`)
    .select(['papers.id', 'papers.enterprise_id as enterpriseId', 'papers.title'])
    .select([sql<LapsingKind>`papers.kind`.as('kind'), sql<string>`papers.ends_on`.as('endsOn'), rung.as('rung')])
    .orderBy('papers.enterprise_id')
    .orderBy('papers.ends_on');
}

export async function hasDueLapses(ctx: ReadCtx, on: LocalDate, days: Days): Promise<boolean> {
  return (await dueLapses(ctx, on, days).limit(1).executeTakeFirst()) !== undefined;
}

/** Papers that came to a rung of which nobody was told yet, locked, an enterprise's together. */
export function takeDueLapses(tx: TxCtx, on: LocalDate, days: Days, limit: number): Promise<DueLapse[]> {
  return dueLapses(tx, on, days).limit(limit).forUpdate('papers').execute();
}

export async function markReminded(tx: TxCtx, on: LocalDate, papers: readonly DueLapse[]): Promise<void> {
  await sql`
    update enterprise_papers set reminded = told.rung, reminded_on = ${on}::date
    from jsonb_to_recordset(${JSON.stringify(papers)}::jsonb) as told (id uuid, rung text)
    where county = ${tx.actor.county} and enterprise_papers.id = told.id`.execute(tx.db);
}

/** Of what was told of on a day: by competent department, and by township where there is none. */
export async function countRemindedOf(ctx: ReadCtx, on: LocalDate) {
  const { rows } = await sql<{
    bodyId: string | null;
    township: string;
    enterprises: number;
    coming: number;
    lapsed: number;
  }>`
    select enterprises.supervising_body_id as "bodyId",
      case when enterprises.supervising_body_id is null then enterprises.township else '' end as township,
      count(distinct enterprises.id)::int as enterprises,
      (count(*) filter (where papers.reminded <> 'lapsed'))::int as coming,
      (count(*) filter (where papers.reminded = 'lapsed'))::int as lapsed
    from enterprise_papers papers
    join enterprises on enterprises.county = papers.county and enterprises.id = papers.enterprise_id
    where papers.county = ${ctx.actor.county} and papers.reminded_on = ${on}::date
    group by 1, 2`.execute(ctx.db);
  return rows;
}
