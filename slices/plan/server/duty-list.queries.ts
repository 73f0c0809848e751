import type { TxCtx } from '@zhiben/platform/server/ctx.ts';
import { countUpTo, decodeCursor, toPage } from '@zhiben/platform/server/http/paging.ts';
import { sql } from 'kysely';
import type { z } from 'zod';
import type * as contracts from '../domain/duty-list.contract.ts';
import type { DutyListContent } from '../domain/duty-list.contract.ts';
import { canKeepDutyList } from '../domain/plan.policy.ts';
import { dutyListTables } from './duty-list.tables.ts';
import { publicInCounty, type ReadCtx } from './plan.tables.ts';

type Filter = z.output<typeof contracts.countDutyLists.query>;

/** Lists that were not published yet are the office's own. */
function visible(ctx: ReadCtx, { q, published }: Filter = {}) {
  return dutyListTables(ctx.db)
    .selectFrom('duty_lists')
    .leftJoin('campaigns', (j) =>
      j.onRef('campaigns.county', '=', 'duty_lists.county').onRef('campaigns.id', '=', 'duty_lists.campaign_id'),
    )
    .where(publicInCounty(ctx, 'duty_lists'))
    .$if(!canKeepDutyList(ctx.actor), (query) => query.where('duty_lists.published', 'is not', null))
    .$if(published !== undefined, (query) =>
      query.where('duty_lists.published', published === 'true' ? 'is not' : 'is', null),
    )
    .$if(q !== undefined && q !== '', (query) => query.where(sql<boolean>`strpos(duty_lists.title, ${q}) > 0`));
}

const columns = [
  'duty_lists.id',
  'duty_lists.draft',
  'duty_lists.published',
  'duty_lists.campaign_id as campaignId',
  'duty_lists.version',
  'duty_lists.created_at as createdAt',
  'duty_lists.saved_at as savedAt',
  'duty_lists.saved_by_name as savedByName',
  'campaigns.edition',
  'campaigns.owner_body_id as ownerBodyId',
  'campaigns.closed_at as closedAt',
] as const;

export async function listDutyLists(
  ctx: ReadCtx,
  { cursor, limit, q, published }: z.output<typeof contracts.listDutyLists.query>,
) {
  let query = visible(ctx, { q, published })
    .select(columns)
    .orderBy('duty_lists.created_at', 'desc')
    .orderBy('duty_lists.id', 'desc')
    .limit(limit + 1);
  if (cursor) {
    const [at, id] = decodeCursor(cursor, ['instant', 'id']);
    query = query.where(sql<boolean>`(duty_lists.created_at, duty_lists.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return toPage(await query.execute(), limit, (list) => [list.createdAt.toISOString(), list.id]);
}

export function countDutyLists(ctx: ReadCtx, filter: Filter) {
  return countUpTo(ctx.db, visible(ctx, filter).select('duty_lists.id'));
}

/** A list that the actor sees, or undefined. */
export function findDutyList(ctx: ReadCtx, id: string) {
  return visible(ctx).select(columns).where('duty_lists.id', '=', id).executeTakeFirst();
}

/** The list that a campaign was published from. */
export async function findDutyListOf(ctx: ReadCtx, campaignId: string): Promise<string | null> {
  const row = await visible(ctx)
    .select('duty_lists.id')
    .where('duty_lists.campaign_id', '=', campaignId)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Holds the list until the end of the transaction. */
export async function lockDutyList(tx: TxCtx, id: string): Promise<void> {
  await dutyListTables(tx.db)
    .selectFrom('duty_lists')
    .select('id')
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .forUpdate()
    .execute();
}

const saidNow = ({ actor, clock }: TxCtx) => ({ saved_at: clock.now(), saved_by_name: actor.name });

/** @returns false when the id is taken */
export async function insertDutyList(tx: TxCtx, id: string, content: DutyListContent): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await dutyListTables(tx.db)
    .insertInto('duty_lists')
    .values({
      county: tx.actor.county,
      id,
      title: content.title,
      draft: JSON.stringify(content),
      published: null,
      campaign_id: null,
      created_at: tx.clock.now(),
      created_by: tx.actor.userId,
      ...saidNow(tx),
    })
    .onConflict((c) => c.columns(['county', 'id']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

/** The next version of a list: a new draft, or with `published` the edition that now runs. */
export async function updateDutyList(
  tx: TxCtx,
  id: string,
  { content, published }: { content: DutyListContent; published?: { campaignId: string } },
): Promise<void> {
  const words = JSON.stringify(content);
  await dutyListTables(tx.db)
    .updateTable('duty_lists')
    .set((eb) => ({
      ...(published ? { published: words, campaign_id: published.campaignId } : {}),
      ...saidNow(tx),
      title: content.title,
      draft: words,
      version: eb('version', '+', 1),
    }))
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .execute();
}

/** Only lists that were never published are ever deleted. */
export async function deleteDutyList(tx: TxCtx, id: string): Promise<void> {
  await dutyListTables(tx.db)
    .deleteFrom('duty_lists')
    .where('county', '=', tx.actor.county)
    .where('id', '=', id)
    .where('published', 'is', null)
    .execute();
}
