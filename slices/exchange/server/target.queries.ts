import type { Ctx, TxCtx } from '@zhiben/platform/server/ctx.ts';
import { decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { OfficialType } from '../domain/official/index.ts';
import { exchangeTables } from './exchange.tables.ts';

type ReadCtx = Pick<Ctx, 'db' | 'actor'>;

const targetColumns = [
  'id',
  'name',
  'url',
  'types',
  'token_name as tokenName',
  'paused',
  'paused_because as pausedBecause',
  'cursor',
  'held_back as heldBack',
  'version',
] as const;

function selectTargets(ctx: ReadCtx) {
  return exchangeTables(ctx.db)
    .selectFrom('exchange_targets')
    .where('county', '=', ctx.actor.county)
    .where('removed_at', 'is', null)
    .select(targetColumns);
}
export type TargetRecord = Awaited<ReturnType<typeof listAllTargets>>[number];

export function listAllTargets(ctx: ReadCtx) {
  return selectTargets(ctx).orderBy('created_at').orderBy('id').execute();
}

export function lockTarget(tx: TxCtx, id: string): Promise<TargetRecord | undefined> {
  return selectTargets(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Records that were received, by type, of all targets together. */
export async function sumSentByType(ctx: ReadCtx): Promise<Map<string, number>> {
  const { rows } = await sql<{ type: string; count: number }>`
    select t.key as type, sum(t.value::int)::int as count
    from exchange_sends s cross join lateral jsonb_each_text(s.types) as t
    where s.county = ${ctx.actor.county} and s.status = 'sent' group by 1`.execute(ctx.db);
  return new Map(rows.map(({ type, count }) => [type, count]));
}

/** What waits, what failed and what arrived, by target. */
export function sumSends(ctx: ReadCtx) {
  return exchangeTables(ctx.db)
    .selectFrom('exchange_sends')
    .where('county', '=', ctx.actor.county)
    .select('target_id as targetId')
    .select([
      sql<number>`count(*) filter (where status = 'waiting')`.as('waiting'),
      sql<number>`count(*) filter (where status = 'dead')`.as('dead'),
      sql<number>`coalesce(sum(records) filter (where status = 'sent'), 0)::int`.as('sentRecords'),
      sql<Date | null>`max(ended_at) filter (where status = 'sent')`.as('lastSentAt'),
      sql<string>`coalesce((array_agg(last_error order by created_at desc) filter (where status in ('waiting', 'dead')
        and last_error <> ''))[1], '')`.as('lastError'),
    ])
    .groupBy('target_id')
    .execute();
}

export async function insertTarget(
  tx: TxCtx,
  target: {
    readonly id: string;
    readonly name: string;
    readonly url: string;
    readonly types: readonly OfficialType[];
    readonly tokenName: string | null;
  },
): Promise<void> {
  const now = tx.clock.now();
  await exchangeTables(tx.db)
    .insertInto('exchange_targets')
    .values({
      county: tx.actor.county,
      id: target.id,
      name: target.name,
      url: target.url,
      types: [...target.types],
      token_name: target.tokenName,
      cursor: '{}',
      created_at: now,
      updated_at: now,
      removed_at: null,
    })
    .execute();
}

/** How far a target was told, unless it was moved meanwhile. @returns whether it was moved */
export async function moveCursor(
  ctx: ReadCtx,
  { id, cursor }: Pick<TargetRecord, 'id' | 'cursor'>,
  to: TargetRecord['cursor'],
): Promise<boolean> {
  const { numUpdatedRows } = await exchangeTables(ctx.db)
    .updateTable('exchange_targets')
    .set({ cursor: JSON.stringify(to) })
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where(sql<boolean>`cursor = ${JSON.stringify(cursor)}::jsonb`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

interface TargetChange {
  readonly paused?: boolean;
  readonly paused_because?: string;
  readonly held_back?: number;
  readonly version?: number;
  readonly removed_at?: Date;
}

export async function updateTarget(tx: TxCtx, id: string, change: TargetChange): Promise<void> {
  await exchangeTables(tx.db)
    .updateTable('exchange_targets')
    .set({ ...change, updated_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

const sendColumns = [
  'id',
  'target_id as targetId',
  'records',
  'types',
  'sha256',
  'status',
  'attempts',
  'next_at as nextAt',
  'last_error as lastError',
  'receipt',
  'created_at as createdAt',
  'ended_at as endedAt',
] as const;

function selectSends(ctx: ReadCtx) {
  return exchangeTables(ctx.db)
    .selectFrom('exchange_sends')
    .where('county', '=', ctx.actor.county)
    .select(sendColumns)
    .select(sql<string>`created_at::text`.as('createdKey'));
}

export async function listSends(
  ctx: ReadCtx,
  targetId: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
) {
  let rows = selectSends(ctx)
    .where('target_id', '=', targetId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    rows = rows.where(sql<boolean>`(created_at, id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await rows.execute(), limit, ({ createdKey, id }) => [createdKey, id]);
}

export function lockSend(tx: TxCtx, id: string) {
  return selectSends(tx).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The batch of a target that goes first: they are received in the order in which they were made. */
export function firstUnsent(ctx: ReadCtx, targetId: string) {
  return selectSends(ctx)
    .select(['body', 'claimed_until as claimedUntil'])
    .where('target_id', '=', targetId)
    .where('status', 'in', ['waiting', 'dead'])
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
}

/** Takes a batch for sending, unless another process has it. */
export async function claimSend(ctx: ReadCtx, id: string, now: Date, until: Date): Promise<boolean> {
  const { numUpdatedRows } = await exchangeTables(ctx.db)
    .updateTable('exchange_sends')
    .set({ claimed_until: until })
    .where('county', '=', ctx.actor.county)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where(sql<boolean>`(claimed_until is null or claimed_until < ${now})`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function insertSend(
  tx: TxCtx,
  send: {
    readonly id: string;
    readonly targetId: string;
    readonly records: number;
    readonly types: Readonly<Partial<Record<OfficialType, number>>>;
    readonly sha256: string;
    readonly body: Buffer;
  },
): Promise<void> {
  const now = tx.clock.now();
  await exchangeTables(tx.db)
    .insertInto('exchange_sends')
    .values({
      county: tx.actor.county,
      id: send.id,
      target_id: send.targetId,
      records: send.records,
      types: JSON.stringify(send.types),
      sha256: send.sha256,
      body: send.body,
      status: 'waiting',
      next_at: now,
      claimed_until: null,
      receipt: null,
      created_at: now,
      ended_at: null,
    })
    .execute();
}

interface SendChange {
  readonly status?: 'waiting' | 'sent' | 'dead' | 'skipped';
  readonly attempts?: number;
  readonly next_at?: Date;
  readonly last_error?: string;
  readonly receipt?: string;
  readonly body?: null;
  readonly ended_at?: Date;
}

export async function updateSend(tx: TxCtx, id: string, change: SendChange): Promise<void> {
  await exchangeTables(tx.db)
    .updateTable('exchange_sends')
    .set({ ...change, claimed_until: null })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

const peerColumns = [
  'id',
  'name',
  'public_key as publicKey',
  'created_at as createdAt',
  'created_by_name as createdByName',
] as const;

export function listPeers(ctx: ReadCtx) {
  return exchangeTables(ctx.db)
    .selectFrom('exchange_peers')
    .where('county', '=', ctx.actor.county)
    .where('removed_at', 'is', null)
    .select(peerColumns)
    .orderBy('created_at')
    .execute();
}

export function findPeer(ctx: Pick<Ctx, 'db'>, county: string, publicKey: string) {
  return exchangeTables(ctx.db)
    .selectFrom('exchange_peers')
    .where('county', '=', county)
    .where('public_key', '=', publicKey)
    .where('removed_at', 'is', null)
    .select(peerColumns)
    .executeTakeFirst();
}

/** False when the key is registered already. */
export async function insertPeer(
  tx: TxCtx,
  { id, name, publicKey }: { readonly id: string; readonly name: string; readonly publicKey: string },
): Promise<boolean> {
  const rows = await exchangeTables(tx.db)
    .insertInto('exchange_peers')
    .values({
      county: tx.actor.county,
      id,
      name,
      public_key: publicKey,
      created_at: tx.clock.now(),
      created_by_name: tx.actor.name,
      removed_at: null,
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .execute();
  return rows.length > 0;
}

export async function removePeer(tx: TxCtx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await exchangeTables(tx.db)
    .updateTable('exchange_peers')
    .set({ removed_at: tx.clock.now() })
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
