import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { fixedStatement } from '@zhiben/platform/server/db/fixed.ts';
import { rowsOf } from '@zhiben/platform/server/db/rows.ts';
import { sql } from 'kysely';
import type { CountedRecord, KeptFigures } from '../domain/figures.rules.ts';
import type { ReadCtx } from './file.queries.ts';
import { screeningTables } from './screening.tables.ts';

type Range = { readonly from: LocalDate; readonly to: LocalDate };

/** Records of an enterprise by the days of their slots, as far as figures need them. */
export function listCounted(ctx: ReadCtx, enterpriseId: string, { from, to }: Range): Promise<CountedRecord[]> {
  return screeningTables(ctx.db)
    .selectFrom('screening_records')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('slot_day', '>=', from)
    .where('slot_day', '<=', to)
    .select(['task_id as taskId', 'slot_key as slotKey', 'slot_day as slotDay', 'state', 'finding_count as findings'])
    .select(sql<number>`1`.as('count'))
    .execute();
}

/** As `listCounted` for several enterprises at once; what was checked beside the plan comes as one row a day. */
export async function listCountedOfMany(
  ctx: ReadCtx,
  enterpriseIds: readonly string[],
  { from, to }: Range,
): Promise<Map<string, CountedRecord[]>> {
  const planned = sql<string | null>`case when slot_key is not null then task_id end`;
  const query = screeningTables(ctx.db)
    .selectFrom('screening_records')
    .where('county', '=', ctx.actor.county)
    .where(sql<boolean>`enterprise_id = any(${[...enterpriseIds]}::uuid[])`)
    .where('slot_day', '>=', from)
    .where('slot_day', '<=', to)
    .select(['enterprise_id as enterpriseId', 'slot_key as slotKey', 'slot_day as slotDay', 'state'])
    .select([
      planned.as('taskId'),
      sql<number>`sum(finding_count)::integer`.as('findings'),
      sql<number>`count(*)::integer`.as('count'),
    ])
    .groupBy(['enterprise_id', planned, 'slot_key', 'slot_day', 'state']);
  const rows = await rowsOf(ctx, query);
  const byEnterprise = new Map<string, CountedRecord[]>();
  for (const row of rows) {
    const held = byEnterprise.get(row.enterpriseId);
    if (held) held.push(row);
    else byEnterprise.set(row.enterpriseId, [row]);
  }
  return byEnterprise;
}

/**
 * As `listCountedOfMany` where days are counted on: what answers slots, one by one, and what was kept of everything else
 * a day at a time. It reads as much where an enterprise signs thousands of checks beside its plan a day.
 */
export async function listCountedOn(ctx: ReadCtx, enterpriseId: string, { from, to }: Range) {
  const given = { county: ctx.actor.county, enterpriseId, from, to };
  const [answering, kept] = await Promise.all([rowsOf(ctx, answeringOf(given)), rowsOf(ctx, keptOf(given))]);
  const records: CountedRecord[] = answering.map((row) => ({ ...row, findings: 0, count: 1 }));
  for (const { day, extra, findings } of kept) records.push({ ...beside(day), count: extra, findings });
  return { records, kept };
}

/** Records of a day that answer no slot, and the findings of all: what is added up and not looked at one by one. */
export const beside = (slotDay: LocalDate) => ({ taskId: null, slotKey: null, slotDay, state: 'extra' as const });

interface Counted extends Range {
  readonly county: string;
  readonly enterpriseId: string;
}
// By the tasks, whose records follow them wherever they are moved: an index has those that answer slots alone.
const answeringOf = fixedStatement((db, { county, enterpriseId, from, to }: Counted) =>
  screeningTables(db)
    .selectFrom('screening_records')
    .where('county', '=', county)
    .where(
      sql<boolean>`task_id = any(array(select screening_tasks.id from screening_tasks
        where screening_tasks.county = ${county} and screening_tasks.enterprise_id = ${enterpriseId}::uuid))`,
    )
    .where('slot_key', 'is not', null)
    .where('slot_day', '>=', from)
    .where('slot_day', '<=', to)
    .select([
      'enterprise_id as enterpriseId',
      'task_id as taskId',
      'slot_key as slotKey',
      'slot_day as slotDay',
      'state',
    ]),
);
const keptOf = fixedStatement((db, { county, enterpriseId, from, to }: Counted) =>
  screeningTables(db)
    .selectFrom('screening_days')
    .where('county', '=', county)
    .where('enterprise_id', '=', enterpriseId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .select(['day', 'due', 'done', 'made_up as madeUp', 'missed', 'excluded', 'extra', 'findings']),
);

export interface DayRow extends KeptFigures {
  readonly enterpriseId: string;
  readonly division: string;
  readonly industry: string;
}

/** Makes the kept days what is given. Rows that would not change are left alone; a day keeps its first place. */
export async function writeDays(tx: ReadCtx, days: readonly DayRow[]): Promise<void> {
  const { county } = tx.actor;
  const written = sql`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as g("enterpriseId" uuid, day date, division text,
        industry text, due int, done int, "madeUp" int, missed int, excluded int, extra int, findings int)
    )
    insert into screening_days as d
      (county, enterprise_id, day, division, industry, due, done, made_up, missed, excluded, extra, findings)
    select ${county}, "enterpriseId", day, division, industry, due, done, "madeUp", missed, excluded, extra, findings
    from given order by "enterpriseId", day
    on conflict (county, enterprise_id, day) do update set due = excluded.due, done = excluded.done,
      made_up = excluded.made_up, missed = excluded.missed, excluded = excluded.excluded, extra = excluded.extra,
      findings = excluded.findings
    where (d.due, d.done, d.made_up, d.missed, d.excluded, d.extra, d.findings) is distinct from
      (excluded.due, excluded.done, excluded.made_up, excluded.missed, excluded.excluded, excluded.extra,
        excluded.findings)`;
  await rowsOf(tx, { compile: () => written.compile(tx.db) });
}

/** Days of a range other than those given hold nothing. */
export async function emptyOtherDays(
  tx: ReadCtx,
  enterpriseIds: readonly string[],
  { from, to }: Range,
  days: readonly DayRow[],
): Promise<void> {
  const { county } = tx.actor;
  const ids = [...enterpriseIds];
  const kept = { ids: days.map(({ enterpriseId }) => enterpriseId), days: days.map(({ day }) => day) };
  // Joined: a list in `any` is walked for every row once the plan is made for any list.
  const emptied = sql`
    delete from screening_days d where county = ${county} and enterprise_id = any(${ids}::uuid[])
      and day between ${from}::date and ${to}::date
      and not exists (
        select from unnest(${kept.ids}::uuid[], ${kept.days}::date[]) as k (enterprise_id, day)
        where k.enterprise_id = d.enterprise_id and k.day = d.day)`;
  await rowsOf(tx, { compile: () => emptied.compile(tx.db) });
}

/** How far an enterprise is counted, and when its figures next change by themselves. */
export async function markCounted(
  tx: ReadCtx,
  rows: readonly { readonly enterpriseId: string; readonly nextChangeAt: number | null }[],
  daysUntil: LocalDate,
  countedAt: Date,
): Promise<void> {
  const given = rows.map(({ enterpriseId, nextChangeAt }) => ({
    id: enterpriseId,
    at: nextChangeAt === null ? null : new Date(nextChangeAt).toISOString(),
  }));
  const marked = sql`
    update screening_files f set days_until = greatest(f.days_until, ${daysUntil}::date), counted_at = ${countedAt},
      next_change_at = g.at
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as g(id uuid, at timestamptz)
    where f.county = ${tx.actor.county} and f.enterprise_id = g.id`;
  await rowsOf(tx, { compile: () => marked.compile(tx.db) });
}

/** All enterprises are counted again from a day on, in the rounds to come. */
export async function markBehind({ db, actor }: ReadCtx, from: LocalDate): Promise<void> {
  await sql`update screening_files set days_until = ${from}::date
    where county = ${actor.county} and days_until > ${from}::date`.execute(db);
}

/** Enterprises whose figures are behind, locked, in order of id. Those that a write holds are left for the next round. */
export async function lockBehind(tx: ReadCtx, today: LocalDate, now: Date, limit: number) {
  const { rows } = await sql<{ id: string; division: string; industry: string; daysUntil: string | null }>`
    with behind as (
      (select enterprise_id from screening_files
        where county = ${tx.actor.county} and days_until < ${today}::date order by days_until limit ${limit})
      union
      (select enterprise_id from screening_files
        where county = ${tx.actor.county} and next_change_at <= ${now} order by next_change_at limit ${limit})
    )
    select f.enterprise_id as id, f.division, f.industry, f.days_until::text as "daysUntil"
    from screening_files f where f.county = ${tx.actor.county} and f.enterprise_id in (select enterprise_id from behind)
    order by f.enterprise_id limit ${limit} for update skip locked`.execute(tx.db);
  return rows;
}

export function listDays(ctx: ReadCtx, enterpriseId: string, { from, to }: Range): Promise<KeptFigures[]> {
  return screeningTables(ctx.db)
    .selectFrom('screening_days')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('day', '>=', from)
    .where('day', '<=', to)
    .select(['day', 'due', 'done', 'made_up as madeUp', 'missed', 'excluded', 'extra', 'findings'])
    .orderBy('day')
    .execute();
}
