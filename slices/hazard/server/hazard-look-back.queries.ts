import { addDays, instantOf, type LocalDate } from '@zhiben/platform/domain/clock.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import { hazardTables } from './hazard.tables.ts';
import { inScope } from './hazard-filter.queries.ts';

type DrawTables = {
  hazard_look_back_draws: {
    county: string;
    id: string;
    scope: string;
    closed_from: LocalDate;
    closed_to: LocalDate;
    share: number;
    due_on: LocalDate;
    checkpoint_seq: number;
    seed: string;
    population: number;
    population_hash: string;
    drawn: string[];
    made_by: string;
    made_by_name: string;
    made_at: Date;
  };
};

const tables = (db: Db) => db.withTables<DrawTables>();
type ReadCtx = Pick<Ctx, 'db' | 'actor'>;
interface Page {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Whose closures a draw is about: the same for all people of one scope. */
export function scopeKey({ actor }: ReadCtx): string {
  const { division, industries } = actor.scope;
  return [division, ...[...(industries ?? ['*'])].sort()].join(' ');
}

const columns = [
  'id',
  'closed_from as closedFrom',
  'closed_to as closedTo',
  'share',
  'due_on as dueOn',
  'checkpoint_seq as checkpointSeq',
  'seed',
  'population',
  'population_hash as populationHash',
  'drawn',
  'made_by as madeBy',
  'made_by_name as madeByName',
  'made_at as madeAt',
] as const;

/** The draws of the actor's own scope, newest first. */
export async function listDraws(ctx: ReadCtx, { cursor, limit }: Page) {
  let query = tables(ctx.db)
    .selectFrom('hazard_look_back_draws')
    .select(columns)
    .where('county', '=', ctx.actor.county)
    .where('scope', '=', scopeKey(ctx))
    .orderBy('made_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(sql<boolean>`(made_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await query.execute(), limit, (row) => [row.madeAt.toISOString(), row.id]);
}

/** A draw of the actor's own scope. */
export function findDraw(ctx: ReadCtx, id: string) {
  return tables(ctx.db)
    .selectFrom('hazard_look_back_draws')
    .select(columns)
    .where('county', '=', ctx.actor.county)
    .where('scope', '=', scopeKey(ctx))
    .where('id', '=', id)
    .executeTakeFirst();
}
export type DrawRow = NonNullable<Awaited<ReturnType<typeof findDraw>>>;

export async function insertDraw(tx: TxCtx, draw: Omit<DrawTables['hazard_look_back_draws'], 'county'>): Promise<void> {
  await tables(tx.db)
    .insertInto('hazard_look_back_draws')
    .values({ ...draw, county: tx.actor.county })
    .execute();
}

/** Ids of the hazards of the actor's scope that were closed in a span of days and not drawn before, in order. */
export async function listClosedIds(ctx: ReadCtx, from: LocalDate, to: LocalDate): Promise<string[]> {
  const rows = await hazardTables(ctx.db)
    .selectFrom('hazards')
    .select('hazards.id')
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where('hazards.closed_at', '>=', instantOf(from))
    .where('hazards.closed_at', '<', instantOf(addDays(to, 1)))
    .where('hazards.look_back_due_on', 'is', null)
    .orderBy('hazards.id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Of drawn hazards: how many were looked back at, and how many of them failed. */
export async function countDone({ db, actor }: ReadCtx, ids: readonly string[]) {
  const { rows } = await sql<{ done: number; failed: number }>`
    select count(*) as done, count(*) filter (where hazards.course #>> '{lookBack,passed}' = 'false') as failed
    from hazards
    where hazards.county = ${actor.county} and hazards.id = any(${[...ids]}::uuid[])
      and hazards.looked_back_at is not null`.execute(db);
  return rows[0] ?? { done: 0, failed: 0 };
}

/** Look-backs that are owed in the actor's scope, the most pressing first. */
export async function listOwedLookBacks(ctx: ReadCtx, { cursor, limit }: Page) {
  let query = hazardTables(ctx.db)
    .selectFrom('hazards')
    .select([
      'hazards.id',
      'hazards.number',
      'hazards.enterprise_name as enterpriseName',
      sql<string>`left(hazards.description, 200)`.as('description'),
      sql<Date>`hazards.closed_at`.as('closedAt'),
      sql<LocalDate>`hazards.look_back_due_on`.as('lookBackDueOn'),
    ])
    .where(sql<boolean>`${sql.join(inScope(ctx), sql` and `)}`)
    .where(sql<boolean>`hazards.look_back_due_on is not null and hazards.looked_back_at is null`)
    .orderBy('hazards.look_back_due_on')
    .orderBy('hazards.id')
    .limit(limit + 1);
  if (cursor) {
    const [day, id] = decodeCursor(cursor, ['day', 'id']);
    query = query.where(sql<boolean>`(hazards.look_back_due_on, hazards.id) > (${day}::date, ${id}::uuid)`);
  }
  return toPage(await query.execute(), limit, (row) => [row.lookBackDueOn, row.id]);
}
