import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import { listCounties } from '@zhiben/platform/server/audit/verify.queries.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/commitment.contract.ts';
import type { CommitmentCounts, Difference } from '../domain/commitment.rules.ts';
import { changedBehind, type OfficialFilter } from './official.queries.ts';
import { type ReadCtx, scopeOf, statementTables } from './statement.tables.ts';
import type { Place } from './statement-place.ts';

export type CommitmentFilter = Omit<z.output<typeof contracts.listCommitments.query>, 'cursor' | 'limit'>;

const columns = [
  'safety_commitments.id',
  'safety_commitments.enterprise_id as enterpriseId',
  'safety_commitments.enterprise_name as enterpriseName',
  'safety_commitments.division',
  'safety_commitments.industry',
  'safety_commitments.day',
  'safety_commitments.version',
  'safety_commitments.counts',
  'safety_commitments.words',
  'safety_commitments.is_public as isPublic',
  'safety_commitments.differences',
  'safety_commitments.due_at as dueAt',
  'safety_commitments.is_late as isLate',
  'safety_commitments.signed_at as signedAt',
  'safety_commitments.signed_by_name as signedByName',
  'safety_commitments.signed_as as signedAs',
  'safety_commitments.deputy_reason as deputyReason',
  'safety_commitments.amends_because as amendsBecause',
] as const;

const inScope = (ctx: Pick<Ctx, 'actor'>) => whereInScope(ctx.actor.scope, scopeOf('safety_commitments'));

/** The version in force of each day. */
const IS_LATEST = sql<SqlBool>`not exists (
  select from safety_commitments as later where later.county = safety_commitments.county
    and later.enterprise_id = safety_commitments.enterprise_id and later.day = safety_commitments.day
    and later.version > safety_commitments.version)`;

function select(ctx: Pick<Ctx, 'db'>) {
  return statementTables(ctx.db).selectFrom('safety_commitments').select(columns);
}
type Selected = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];
export type CommitmentRecord = Omit<Selected, 'counts' | 'differences'> & {
  readonly counts: CommitmentCounts;
  readonly differences: Difference[];
};

export async function findCommitment(ctx: ReadCtx, id: string): Promise<CommitmentRecord | undefined> {
  const row = await select(ctx).where(inScope(ctx)).where('safety_commitments.id', '=', id).executeTakeFirst();
  return row as CommitmentRecord | undefined;
}

/** All versions of a day, newest first. */
export async function listVersions(ctx: ReadCtx, enterpriseId: string, day: LocalDate): Promise<CommitmentRecord[]> {
  const rows = await select(ctx)
    .where(inScope(ctx))
    .where('safety_commitments.enterprise_id', '=', enterpriseId)
    .where('safety_commitments.day', '=', day)
    .orderBy('safety_commitments.version', 'desc')
    .limit(100)
    .execute();
  return rows as CommitmentRecord[];
}

/** What was signed last, on whatever day. */
export async function findLast(
  ctx: Pick<Ctx, 'db' | 'actor'>,
  enterpriseId: string,
): Promise<CommitmentRecord | undefined> {
  const row = await select(ctx)
    .where('safety_commitments.county', '=', ctx.actor.county)
    .where('safety_commitments.enterprise_id', '=', enterpriseId)
    .orderBy('safety_commitments.day', 'desc')
    .orderBy('safety_commitments.version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row as CommitmentRecord | undefined;
}

/** The last one that the enterprise made public, whoever asks; a later version that is not public hides the day. */
export async function findPublic(db: Ctx['db'], enterpriseId: string): Promise<CommitmentRecord | undefined> {
  const row = await select({ db })
    // Whoever asks names no county, by which every index begins.
    .where('safety_commitments.county', 'in', await listCounties(db))
    .where('safety_commitments.enterprise_id', '=', enterpriseId)
    .where(IS_LATEST)
    .orderBy('safety_commitments.day', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.isPublic ? (row as CommitmentRecord) : undefined;
}

function conditionOf(ctx: ReadCtx, filter: CommitmentFilter): RawBuilder<SqlBool> {
  const { group, from, to, q, division, industry, enterpriseId } = filter;
  const all = [inScope(ctx), IS_LATEST];
  if (from) all.push(sql<SqlBool>`safety_commitments.day >= ${from}::date`);
  if (to) all.push(sql<SqlBool>`safety_commitments.day <= ${to}::date`);
  if (q) all.push(sql<SqlBool>`safety_commitments.enterprise_name ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`);
  if (division) {
    const range = divisionRange(division);
    all.push(sql<SqlBool>`safety_commitments.division >= ${range.from} and safety_commitments.division < ${range.to}`);
  }
  if (industry) all.push(sql<SqlBool>`safety_commitments.industry = ${industry}`);
  if (enterpriseId) all.push(sql<SqlBool>`safety_commitments.enterprise_id = ${enterpriseId}`);
  if (group === 'late') all.push(sql<SqlBool>`safety_commitments.is_late`);
  if (group === 'differing') all.push(sql<SqlBool>`safety_commitments.differences <> '[]'::jsonb`);
  return sql<SqlBool>`(${sql.join(all, sql` and `)})`;
}

/** Newest day first; of each day the version in force. */
export async function listSigned(ctx: ReadCtx, filter: CommitmentFilter, page: { cursor?: string; limit: number }) {
  let rows = select(ctx)
    .select(sql<string>`safety_commitments.signed_at::text`.as('signedKey'))
    .where(conditionOf(ctx, filter))
    .orderBy('safety_commitments.day', 'desc')
    .orderBy('safety_commitments.signed_at', 'desc')
    .orderBy('safety_commitments.id', 'desc')
    .limit(page.limit + 1);
  if (page.cursor) {
    const [day, at, id] = decodeCursor(page.cursor, ['day', 'instant', 'id']);
    rows = rows.where(
      sql<boolean>`(safety_commitments.day, safety_commitments.signed_at, safety_commitments.id) < (${day}::date, ${at}::timestamptz, ${id}::uuid)`,
    );
  }
  const found = (await rows.execute()) as (CommitmentRecord & { signedKey: string })[];
  return toPage(found, page.limit, (row) => [row.day, row.signedKey, row.id]);
}

export function countSigned(ctx: ReadCtx, filter: CommitmentFilter) {
  const found = statementTables(ctx.db).selectFrom('safety_commitments').where(conditionOf(ctx, filter));
  return countUpTo(ctx.db, found.select('safety_commitments.id'));
}

/** Who committed on a day, for whoever lists those who did not. */
export function doneOn(ctx: Pick<Ctx, 'actor'>, day: LocalDate): RawBuilder<unknown> {
  return sql`select safety_commitments.enterprise_id from safety_commitments
    where safety_commitments.county = ${ctx.actor.county} and safety_commitments.day = ${day}::date`;
}

/** On how many days of a period an enterprise committed. */
export async function countDays(ctx: ReadCtx, enterpriseId: string, from: LocalDate, to: LocalDate): Promise<number> {
  const row = await statementTables(ctx.db)
    .selectFrom('safety_commitments')
    .where(inScope(ctx))
    .where('safety_commitments.enterprise_id', '=', enterpriseId)
    .where(sql<boolean>`safety_commitments.day between ${from}::date and ${to}::date`)
    .select(sql<number>`count(distinct safety_commitments.day)::int`.as('days'))
    .executeTakeFirstOrThrow();
  return row.days;
}

export interface NewCommitment {
  readonly id: string;
  readonly place: Place;
  readonly day: LocalDate;
  readonly version: number;
  readonly counts: CommitmentCounts;
  readonly words: string;
  readonly isPublic: boolean;
  readonly differences: readonly Difference[];
  readonly dueAt: Date | null;
  readonly isLate: boolean;
  readonly signedAs: 'principal' | 'deputy';
  readonly deputyReason: string | null;
  readonly because: string | null;
}

export async function insertCommitment(tx: TxCtx, commitment: NewCommitment): Promise<void> {
  const { place, counts, differences } = commitment;
  await statementTables(tx.db)
    .insertInto('safety_commitments')
    .values({
      county: tx.actor.county,
      id: commitment.id,
      enterprise_id: place.id,
      enterprise_name: place.name,
      division: place.division,
      industry: place.industry,
      day: commitment.day,
      version: commitment.version,
      counts: JSON.stringify(counts),
      words: commitment.words,
      is_public: commitment.isPublic,
      differences: JSON.stringify(differences),
      due_at: commitment.dueAt,
      is_late: commitment.isLate,
      signed_at: tx.clock.now(),
      signed_by: tx.actor.userId,
      signed_by_name: tx.actor.name,
      signed_as: commitment.signedAs,
      deputy_reason: commitment.deputyReason,
      amends_because: commitment.because,
    })
    .execute();
}

/** Whoever was named and not taken back; the day until which is the caller's to compare. */
export function findDeputy(ctx: Pick<Ctx, 'db' | 'actor'>, enterpriseId: string) {
  return statementTables(ctx.db)
    .selectFrom('commitment_deputies')
    .where('county', '=', ctx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('ended_at', 'is', null)
    .select(['id', 'user_id as userId', 'user_name as userName', 'reason', 'until'])
    .executeTakeFirst();
}

export async function endDeputy(tx: TxCtx, enterpriseId: string): Promise<void> {
  await statementTables(tx.db)
    .updateTable('commitment_deputies')
    .set({ ended_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .where('ended_at', 'is', null)
    .execute();
}

export async function insertDeputy(
  tx: TxCtx,
  deputy: { id: string; enterpriseId: string; userId: string; userName: string; reason: string; until: LocalDate },
): Promise<void> {
  await statementTables(tx.db)
    .insertInto('commitment_deputies')
    .values({
      county: tx.actor.county,
      id: deputy.id,
      enterprise_id: deputy.enterpriseId,
      user_id: deputy.userId,
      user_name: deputy.userName,
      reason: deputy.reason,
      until: deputy.until,
      named_at: tx.clock.now(),
      named_by_name: tx.actor.name,
      ended_at: null,
    })
    .execute();
}

/** A day's commitment as other platforms get it: the version in force, under the id of the first. */
export type OfficialCommitment = Awaited<ReturnType<typeof listChangedCommitments>>[number];

const FIRST = sql`(select first.id, first.signed_at from safety_commitments as first
  where first.county = safety_commitments.county and first.enterprise_id = safety_commitments.enterprise_id
    and first.day = safety_commitments.day order by first.version limit 1)`;

function selectOfficial(ctx: Pick<Ctx, 'db' | 'actor'>) {
  return statementTables(ctx.db)
    .selectFrom('safety_commitments')
    .innerJoin(sql<{ id: string; signed_at: Date }>`lateral ${FIRST}`.as('begun'), (j) => j.onTrue())
    .where(inScope(ctx))
    .where(IS_LATEST)
    .select([
      'begun.id',
      'begun.signed_at as createdAt',
      'safety_commitments.enterprise_id as enterpriseId',
      'safety_commitments.day',
      'safety_commitments.counts',
      'safety_commitments.signed_at as signedAt',
      'safety_commitments.signed_by_name as signedByName',
      'safety_commitments.id as versionId',
      sql<string>`safety_commitments.signed_at::text`.as('signedKey'),
    ]);
}

/** In the order of signing. Only the exchange slice asks, for the county as a whole or for one enterprise. */
export async function listChangedCommitments(ctx: Pick<Ctx, 'db' | 'actor'>, filter: OfficialFilter, limit: number) {
  const columns = {
    at: 'safety_commitments.signed_at',
    id: 'safety_commitments.id',
    enterprise: 'safety_commitments.enterprise_id',
  };
  return selectOfficial(ctx).$call(changedBehind(columns, filter)).limit(limit).execute();
}

/** Those of some first versions. */
export async function findOfficialCommitments(ctx: Pick<Ctx, 'db' | 'actor'>, ids: readonly string[]) {
  const days = statementTables(ctx.db)
    .selectFrom('safety_commitments as asked')
    .where('asked.county', '=', ctx.actor.county)
    .where(sql<boolean>`asked.id = any(${[...ids]}::uuid[])`)
    .where('asked.version', '=', 1)
    .select(['asked.enterprise_id', 'asked.day']);
  return selectOfficial(ctx)
    .where((eb) =>
      eb(
        eb.refTuple('safety_commitments.enterprise_id', 'safety_commitments.day'),
        'in',
        days.$asTuple('enterprise_id', 'day'),
      ),
    )
    .execute();
}
