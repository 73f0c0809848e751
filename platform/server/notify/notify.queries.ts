import { sql } from 'kysely';
import type { Actor } from '../../domain/actor.ts';
import type { Notification } from '../../domain/notify.contract.ts';
import type { Db } from '../db/connect.ts';
import { countUpTo } from '../http/paging.ts';
import type { ChannelName } from './channel.ts';

export type NotifyTables = {
  notifications: {
    county: string;
    id: string;
    user_id: string;
    kind: string;
    title: string;
    detail: string;
    link: string;
    dedupe_key: string | null;
    created_at: Date;
    read_at: Date | null;
  };
  deliveries: {
    county: string;
    id: string;
    notification_id: string;
    channel: ChannelName;
    address: string;
    state: 'waiting' | 'sent' | 'failed';
    attempts: number;
    last_error: string | null;
    created_at: Date;
    sent_at: Date | null;
  };
};

/** @returns ids of those that were new; a person who has one with the same key already gets none */
export async function insertNotifications(db: Db, rows: readonly NotifyTables['notifications'][]): Promise<string[]> {
  if (rows.length === 0) return [];
  const inserted = await db
    .withTables<NotifyTables>()
    .insertInto('notifications')
    .values(rows)
    .onConflict((c) => c.columns(['county', 'user_id', 'dedupe_key']).where('dedupe_key', 'is not', null).doNothing())
    .returning('id')
    .execute();
  return inserted.map((row) => row.id);
}

/** A page of a person's inbox, newest first. @param after place of the last row seen: instant and id */
export async function listInbox(
  db: Db,
  { county, userId }: Actor,
  page: { limit: number; unreadOnly: boolean; after?: readonly [createdAt: string, id: string] },
): Promise<Notification[]> {
  const rows = await db
    .withTables<NotifyTables>()
    .selectFrom('notifications')
    .select(['id', 'kind', 'title', 'detail', 'link', 'created_at', 'read_at'])
    .where('county', '=', county)
    .where('user_id', '=', userId)
    .$if(page.unreadOnly, (q) => q.where('read_at', 'is', null))
    .$if(page.after !== undefined, (q) => {
      const [createdAt, id] = page.after as readonly [string, string];
      return q.where(sql<boolean>`(created_at, id) < (${createdAt}::timestamptz, ${id}::uuid)`);
    })
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(({ created_at, read_at, ...row }) => ({
    ...row,
    createdAt: created_at.toISOString(),
    readAt: read_at?.toISOString() ?? null,
  }));
}

export async function countUnread(db: Db, { county, userId }: Actor): Promise<{ count: number; exact: boolean }> {
  const unread = db
    .withTables<NotifyTables>()
    .selectFrom('notifications')
    .select('id')
    .where('county', '=', county)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null);
  return countUpTo(db, unread);
}

/** @param id one of them, or all when absent */
export async function markRead(db: Db, { county, userId }: Actor, at: Date, id?: string): Promise<void> {
  await db
    .withTables<NotifyTables>()
    .updateTable('notifications')
    .set({ read_at: at })
    .where('county', '=', county)
    .where('user_id', '=', userId)
    .where('read_at', 'is', null)
    .$if(id !== undefined, (q) => q.where('id', '=', id as string))
    .execute();
}

export async function findUndelivered(db: Db, county: string, notificationIds: readonly string[]) {
  return db
    .withTables<NotifyTables>()
    .selectFrom('notifications as n')
    .leftJoin('deliveries as d', (join) =>
      join.onRef('d.county', '=', 'n.county').onRef('d.notification_id', '=', 'n.id'),
    )
    .select(['n.id', 'n.user_id as userId'])
    .where('n.county', '=', county)
    .where('n.id', 'in', notificationIds)
    .where('d.id', 'is', null)
    .execute();
}

export async function insertDeliveries(db: Db, rows: readonly NotifyTables['deliveries'][]): Promise<void> {
  if (rows.length > 0) await db.withTables<NotifyTables>().insertInto('deliveries').values(rows).execute();
}

/** A delivery that still waits, with its message; locked, so that two workers never send it at once. */
export async function lockWaitingDelivery(db: Db, county: string, id: string) {
  return db
    .withTables<NotifyTables>()
    .selectFrom('deliveries as d')
    .innerJoin('notifications as n', (join) =>
      join.onRef('n.county', '=', 'd.county').onRef('n.id', '=', 'd.notification_id'),
    )
    .select(['d.channel', 'd.address', 'd.attempts', 'n.title', 'n.detail', 'n.link'])
    .where('d.county', '=', county)
    .where('d.id', '=', id)
    .where('d.state', '=', 'waiting')
    .forUpdate('d')
    .skipLocked()
    .executeTakeFirst();
}

export async function updateDelivery(
  db: Db,
  county: string,
  id: string,
  set: Partial<Pick<NotifyTables['deliveries'], 'state' | 'attempts' | 'last_error' | 'sent_at'>>,
): Promise<void> {
  await db
    .withTables<NotifyTables>()
    .updateTable('deliveries')
    .set(set)
    .where('county', '=', county)
    .where('id', '=', id)
    .execute();
}
