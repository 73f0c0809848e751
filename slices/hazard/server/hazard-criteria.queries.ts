import type { Ctx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { type JSONColumnType, sql } from 'kysely';
import type { Grade, Status } from '../domain/hazard.terms.ts';
import { hazardOfRow, hazardTables, stateColumns } from './hazard.tables.ts';
import { conditionsOf, inScope, type ReadCtx } from './hazard-filter.queries.ts';

type CriteriaTables = {
  hazard_criterion_favourites: { county: string; user_id: string; code: string };
  hazard_suggestions: {
    county: string;
    hazard_id: string;
    stage: 'register' | 'judge';
    at: Date;
    user_id: string;
    text: string;
    industry: string;
    verdict: 'major' | 'general' | 'unsure';
    candidates: JSONColumnType<readonly { code: string; score: number }[]>;
    reranked: boolean;
  };
};
const tables = (db: Db) => db.withTables<CriteriaTables>();

type OwnCtx = Pick<Ctx, 'db' | 'actor'>;

export async function listFavourites({ db, actor }: OwnCtx): Promise<Set<string>> {
  const rows = await tables(db)
    .selectFrom('hazard_criterion_favourites')
    .select('code')
    .where('county', '=', actor.county)
    .where('user_id', '=', actor.userId)
    .execute();
  return new Set(rows.map(({ code }) => code));
}

/** A person's own bookmark: no act of office, so nothing for the chain. */
export async function keepFavourite({ db, actor }: OwnCtx, code: string, isFavourite: boolean): Promise<void> {
  const own = { county: actor.county, user_id: actor.userId, code };
  if (isFavourite) {
    await tables(db)
      .insertInto('hazard_criterion_favourites')
      .values(own)
      .onConflict((c) => c.doNothing())
      .execute();
  } else {
    await tables(db)
      .deleteFrom('hazard_criterion_favourites')
      .where('county', '=', own.county)
      .where('user_id', '=', own.user_id)
      .where('code', '=', code)
      .execute();
  }
}

const MOST = 10_000;

/** Hazards of the scope under a criterion, in all and not yet at an end; counting stops at 10,000. */
export async function countUnderCriterion(ctx: ReadCtx, code: string): Promise<{ all: number; open: number }> {
  const conditions = conditionsOf(ctx, { group: 'all', criterionCode: code, counted: 'true' });
  const { rows } = await sql<{ all: number; open: number }>`
    select count(*) as all, count(*) filter (where counted.closed_at is null) as open
    from (select hazards.closed_at from hazards where ${sql.join(conditions, sql` and `)} limit ${MOST}) as counted`.execute(
    ctx.db,
  );
  return { all: Number(rows[0]?.all ?? 0), open: Number(rows[0]?.open ?? 0) };
}

/** Open hazards of an industry that were discovered before a day, the oldest first. */
export async function listOpenBefore(ctx: ReadCtx, industry: string, before: string, most: number) {
  const rows = await hazardTables(ctx.db)
    .selectFrom('hazards')
    .select(stateColumns)
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.industry', '=', industry)
    .where('hazards.status', 'in', ['clue', 'notified', 'rectifying', 'applied'])
    .where('hazards.closed_at', 'is', null)
    .where('hazards.dismissed_at', 'is', null)
    .where('hazards.discovered_on', '<', before)
    .orderBy('hazards.due_on')
    .limit(most)
    .execute();
  return rows.map(hazardOfRow);
}

interface NewSuggestion {
  readonly hazardId: string;
  readonly stage: 'register' | 'judge';
  readonly text: string;
  readonly industry: string;
  readonly verdict: 'major' | 'general' | 'unsure';
  readonly candidates: readonly { code: string; score: number }[];
  readonly reranked: boolean;
}

/** Keeps what was shown last before the decision; once the hazard is judged, what was shown stays as it is. */
export async function keepSuggestion({ db, actor, clock }: Ctx, shown: NewSuggestion): Promise<void> {
  const { text, industry, verdict, reranked } = shown;
  const said = {
    at: clock.now(),
    user_id: actor.userId,
    text,
    industry,
    verdict,
    reranked,
    candidates: JSON.stringify(shown.candidates),
  };
  await tables(db)
    .insertInto('hazard_suggestions')
    .values({ county: actor.county, hazard_id: shown.hazardId, stage: shown.stage, ...said })
    .onConflict((c) =>
      c
        .columns(['county', 'hazard_id', 'stage'])
        .doUpdateSet(said)
        .where(
          sql<boolean>`not exists (
          select from hazards where hazards.county = ${actor.county} and hazards.id = ${shown.hazardId}
            and (hazards.confirmed_at is not null or hazards.dismissed_at is not null)
        )`,
        ),
    )
    .execute();
}

const IS_DECIDED = sql`(hazards.confirmed_at is not null or hazards.dismissed_at is not null)`;

/** By month of the decision: what was proposed at judging, against what was decided. */
export async function compareByMonth(ctx: ReadCtx) {
  const first = sql`shown.candidates -> 0 ->> 'code'`;
  const three = sql`hazards.criterion_code in (
    shown.candidates -> 0 ->> 'code', shown.candidates -> 1 ->> 'code', shown.candidates -> 2 ->> 'code')`;
  const hasCode = sql`hazards.grade = 'major' and hazards.criterion_code is not null`;
  const isMajor = sql`coalesce(hazards.grade, '') = 'major'`;
  const { rows } = await sql<
    Record<'decided' | 'agreed' | 'unsure' | 'withCode' | 'first' | 'three', number> & { month: string }
  >`
    select to_char(coalesce(hazards.confirmed_at, hazards.dismissed_at) at time zone 'Asia/Shanghai', 'YYYY-MM') as month,
      count(*) as decided,
      count(*) filter (where shown.verdict <> 'unsure' and (shown.verdict = 'major') = (${isMajor})) as agreed,
      count(*) filter (where shown.verdict = 'unsure') as unsure,
      count(*) filter (where ${hasCode}) as "withCode",
      count(*) filter (where ${hasCode} and hazards.criterion_code = ${first}) as first,
      count(*) filter (where ${hasCode} and ${three}) as three
    from hazard_suggestions as shown
    join hazards on hazards.county = shown.county and hazards.id = shown.hazard_id
    where ${sql.join(inScope(ctx), sql` and `)} and shown.stage = 'judge' and ${IS_DECIDED}
    group by 1 order by 1 desc limit 36`.execute(ctx.db);
  return rows.map((row) => ({
    month: row.month,
    decided: Number(row.decided),
    agreed: Number(row.agreed),
    unsure: Number(row.unsure),
    withCode: Number(row.withCode),
    first: Number(row.first),
    three: Number(row.three),
  }));
}

interface Differing {
  readonly hazardId: string;
  readonly number: string;
  readonly at: Date;
  readonly text: string;
  readonly verdict: 'major' | 'general' | 'unsure';
  readonly candidates: readonly { code: string }[];
  readonly status: Status;
  readonly grade: Grade | null;
  readonly criterionCode: string | null;
}

/** The latest in which proposal and decision differ, by verdict or by criterion. */
export async function listDiffering(ctx: ReadCtx, limit: number): Promise<readonly Differing[]> {
  const { rows } = await sql<Differing>`
    select hazards.id as "hazardId", hazards.number, shown.at, shown.text, shown.verdict, shown.candidates,
      hazards.status, hazards.grade, hazards.criterion_code as "criterionCode"
    from hazard_suggestions as shown
    join hazards on hazards.county = shown.county and hazards.id = shown.hazard_id
    where ${sql.join(inScope(ctx), sql` and `)} and shown.stage = 'judge' and ${IS_DECIDED}
      and ((shown.verdict = 'major') <> (coalesce(hazards.grade, '') = 'major')
        or (hazards.grade = 'major' and hazards.criterion_code is distinct from shown.candidates -> 0 ->> 'code'))
    order by shown.at desc limit ${limit}`.execute(ctx.db);
  return rows;
}
