import { newId } from '../../domain/ids.ts';
import type { TxCtx } from '../ctx.ts';
import { enqueue } from '../jobs/enqueue.ts';
import { prepareDeliveriesJob } from './notify.jobs.ts';
import { insertNotifications } from './notify.queries.ts';

const BATCH = 1000;

export interface NotifyInput {
  readonly userIds: readonly string[];
  /** `slice:what`, for the icon and for people's own filters. */
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** Path of the page it speaks of, such as `/hazards/<id>`; empty for none. */
  readonly link: string;
  /** A person gets one notification for each key: give one where a sweep or a resend may say the same again. */
  readonly dedupeKey?: string;
  /** Stays in the inbox even where mail or a gateway is configured. */
  readonly inAppOnly?: boolean;
}

/**
 * Tells people something, in the transaction of the slice that has something to tell: a row in each inbox, and jobs
 * that send it out where a way out is configured.
 * @returns how many were told who had not been told under this key before
 */
export async function notify(tx: TxCtx, input: NotifyInput): Promise<number> {
  const userIds = [...new Set(input.userIds)];
  const { mail, gateway } = tx.services.channels;
  const leaves = !input.inAppOnly && (mail !== null || gateway !== null);
  let told = 0;
  for (let from = 0; from < userIds.length; from += BATCH) {
    const rows = userIds.slice(from, from + BATCH).map((userId) => ({
      county: tx.actor.county,
      id: newId(),
      user_id: userId,
      kind: input.kind,
      title: input.title,
      detail: input.detail,
      link: input.link,
      dedupe_key: input.dedupeKey ?? null,
      created_at: tx.clock.now(),
      read_at: null,
    }));
    const notificationIds = await insertNotifications(tx.db, rows);
    told += notificationIds.length;
    if (leaves && notificationIds.length > 0) await enqueue(tx, prepareDeliveriesJob, { notificationIds });
  }
  return told;
}
