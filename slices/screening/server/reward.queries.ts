import type { LocalDate } from '@zhiben/platform/domain/clock.ts';
import { divisionRange } from '@zhiben/platform/domain/scope.ts';
import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { whereInScope } from '@zhiben/platform/server/scope.ts';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/reward.contract.ts';
import type { RewardAmount } from '../domain/reward.rules.ts';
import { ANSWER_DAYS, type SnapshotKind } from '../domain/snapshot.rules.ts';
import { type ReadCtx, scopeOf, statementTables } from './statement.tables.ts';
import type { Place } from './statement-place.ts';

export type RewardFilter = z.output<typeof contracts.countRewards.query>;
type Db = Pick<Ctx, 'db' | 'actor'>;

export interface RewardRules {
  readonly amounts: readonly RewardAmount[];
  readonly answerDays: number;
  readonly dropNumber: number;
  readonly version: number;
  readonly setAt: Date | null;
  readonly setByName: string | null;
}

/** An enterprise's own table; without one there are no amounts, and the product's limit holds. */
export async function findRules({ db, actor }: Db, enterpriseId: string): Promise<RewardRules> {
  const row = await statementTables(db)
    .selectFrom('reward_rules')
    .where('county', '=', actor.county)
    .where('enterprise_id', '=', enterpriseId)
    .select(['amounts', 'answer_days as answerDays', 'drop_number as dropNumber', 'version'])
    .select(['set_at as setAt', 'set_by_name as setByName'])
    .executeTakeFirst();
  if (!row) return { amounts: [], answerDays: ANSWER_DAYS, dropNumber: 1, version: 0, setAt: null, setByName: null };
  return { ...row, amounts: row.amounts as RewardAmount[] };
}

export async function upsertRules(
  tx: TxCtx,
  enterpriseId: string,
  rules: Pick<RewardRules, 'amounts' | 'answerDays' | 'dropNumber' | 'version'>,
): Promise<void> {
  const set = {
    amounts: JSON.stringify(rules.amounts),
    answer_days: rules.answerDays,
    drop_number: rules.dropNumber,
    version: rules.version,
    set_at: tx.clock.now(),
    set_by_name: tx.actor.name,
  };
  await statementTables(tx.db)
    .insertInto('reward_rules')
    .values({ county: tx.actor.county, enterprise_id: enterpriseId, ...set })
    .onConflict((c) => c.columns(['county', 'enterprise_id']).doUpdateSet(set))
    .execute();
}

const inScope = (ctx: Pick<Ctx, 'actor'>) => whereInScope(ctx.actor.scope, scopeOf('rewards'));

function select(ctx: Pick<Ctx, 'db'>) {
  return statementTables(ctx.db)
    .selectFrom('rewards')
    .select([
      'rewards.id',
      'rewards.enterprise_id as enterpriseId',
      'rewards.enterprise_name as enterpriseName',
      'rewards.division',
      'rewards.industry',
      'rewards.kind',
      'rewards.snapshot_id as snapshotId',
      'rewards.person_name as personName',
      'rewards.subject',
      'rewards.item',
      'rewards.amount_fen as amountFen',
      'rewards.status',
      'rewards.proposed_at as proposedAt',
      'rewards.proposed_by as proposedBy',
      'rewards.proposed_by_name as proposedByName',
      'rewards.decided_at as decidedAt',
      'rewards.decided_by_name as decidedByName',
      'rewards.reason',
      'rewards.paid_on as paidOn',
      'rewards.paid_by_name as paidByName',
      'rewards.version',
    ]);
}
export type RewardRecord = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

export function findReward(ctx: Db, id: string): Promise<RewardRecord | undefined> {
  return select(ctx).where(inScope(ctx)).where('rewards.id', '=', id).executeTakeFirst();
}

export function lockReward(tx: TxCtx, id: string): Promise<RewardRecord | undefined> {
  return select(tx).where(inScope(tx)).where('rewards.id', '=', id).forUpdate().executeTakeFirst();
}

/** The reward of a report, unless it was refused. */
export function findRewardOf({ db, actor }: Db, snapshotId: string) {
  return statementTables(db)
    .selectFrom('rewards')
    .where('county', '=', actor.county)
    .where('snapshot_id', '=', snapshotId)
    .where('status', '<>', 'refused')
    .select(['id', 'amount_fen as amountFen', 'status'])
    .executeTakeFirst();
}

function conditionOf(ctx: ReadCtx, filter: RewardFilter): RawBuilder<SqlBool> {
  const { status, kind, paidFrom, paidTo, division, enterpriseId } = filter;
  const all = [inScope(ctx)];
  if (status) all.push(sql<SqlBool>`rewards.status = ${status}`);
  if (kind) all.push(sql<SqlBool>`rewards.kind = ${kind}`);
  if (paidFrom) all.push(sql<SqlBool>`rewards.paid_on >= ${paidFrom}::date`);
  if (paidTo) all.push(sql<SqlBool>`rewards.paid_on <= ${paidTo}::date`);
  if (enterpriseId) all.push(sql<SqlBool>`rewards.enterprise_id = ${enterpriseId}`);
  if (division) {
    const range = divisionRange(division);
    all.push(sql<SqlBool>`rewards.division >= ${range.from} and rewards.division < ${range.to}`);
  }
  return sql<SqlBool>`(${sql.join(all, sql` and `)})`;
}

/** Newest proposal first. */
export async function listRewards(ctx: ReadCtx, query: RewardFilter & { cursor?: string; limit: number }) {
  const { cursor, limit, ...filter } = query;
  let rows = select(ctx)
    .select(sql<string>`rewards.proposed_at::text`.as('proposedKey'))
    .where(conditionOf(ctx, filter))
    .orderBy('rewards.proposed_at', 'desc')
    .orderBy('rewards.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(sql<boolean>`(rewards.proposed_at, rewards.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, (row) => [row.proposedKey, row.id]);
}

export function countRewards(ctx: ReadCtx, filter: RewardFilter) {
  const found = statementTables(ctx.db).selectFrom('rewards').where(conditionOf(ctx, filter));
  return countUpTo(ctx.db, found.select('rewards.id'));
}

/** What was paid in a period. */
export async function sumPaid(ctx: ReadCtx, enterpriseId: string, from: LocalDate, to: LocalDate) {
  return statementTables(ctx.db)
    .selectFrom('rewards')
    .where(conditionOf(ctx, { enterpriseId, paidFrom: from, paidTo: to }))
    .select(sql<number>`count(*)::int`.as('count'))
    .select(sql<number>`coalesce(sum(rewards.amount_fen), 0)::int`.as('amountFen'))
    .executeTakeFirstOrThrow();
}

/** What was paid by months, newest first. */
export async function sumByMonth(ctx: ReadCtx, enterpriseId: string | undefined) {
  const month = sql<string>`to_char(rewards.paid_on, 'YYYY-MM')`;
  return statementTables(ctx.db)
    .selectFrom('rewards')
    .where(conditionOf(ctx, { enterpriseId }))
    .where('rewards.paid_on', 'is not', null)
    .select(month.as('month'))
    .select(sql<number>`count(*)::int`.as('count'))
    .select(sql<number>`sum(rewards.amount_fen)::int`.as('amountFen'))
    .groupBy(month)
    .orderBy('month', 'desc')
    .limit(24)
    .execute();
}

export async function insertReward(
  tx: TxCtx,
  reward: {
    readonly id: string;
    readonly place: Place;
    readonly kind: SnapshotKind;
    readonly snapshotId: string | null;
    readonly personName: string | null;
    readonly subject: string;
    readonly item: string;
    readonly amountFen: number;
  },
): Promise<void> {
  const { place } = reward;
  await statementTables(tx.db)
    .insertInto('rewards')
    .values({
      county: tx.actor.county,
      id: reward.id,
      enterprise_id: place.id,
      enterprise_name: place.name,
      division: place.division,
      industry: place.industry,
      kind: reward.kind,
      snapshot_id: reward.snapshotId,
      person_name: reward.personName,
      subject: reward.subject,
      item: reward.item,
      amount_fen: reward.amountFen,
      status: 'proposed',
      proposed_at: tx.clock.now(),
      proposed_by: tx.actor.userId,
      proposed_by_name: tx.actor.name,
      version: 1,
    })
    .execute();
}

export async function updateReward(
  tx: TxCtx,
  before: RewardRecord,
  step:
    | { readonly status: 'approved' }
    | { readonly status: 'refused'; readonly reason: string }
    | { readonly status: 'paid'; readonly paidOn: LocalDate },
): Promise<void> {
  const { userId, name } = tx.actor;
  const now = tx.clock.now();
  const set =
    step.status === 'paid'
      ? { paid_on: step.paidOn, paid_at: now, paid_by_name: name }
      : {
          decided_at: now,
          decided_by: userId,
          decided_by_name: name,
          reason: step.status === 'refused' ? step.reason : null,
        };
  await statementTables(tx.db)
    .updateTable('rewards')
    .set({ status: step.status, ...set, version: before.version + 1 })
    .where('county', '=', tx.actor.county)
    .where('id', '=', before.id)
    .execute();
}
