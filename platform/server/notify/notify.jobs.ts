import { z } from 'zod';
import { newId } from '../../domain/ids.ts';
import type { Ctx } from '../ctx.ts';
import { addJob } from '../jobs/enqueue.ts';
import { job } from '../slice.ts';
import type { Channel, ChannelName } from './channel.ts';
import { findUndelivered, insertDeliveries, lockWaitingDelivery, updateDelivery } from './notify.queries.ts';

const NAMES: readonly ChannelName[] = ['mail', 'gateway'];
const MOST_ATTEMPTS = 8;

/** Looks up where people are reached and makes a delivery for each way that is configured. */
export const prepareDeliveriesJob = job({
  name: 'notify:prepare',
  payload: z.object({ notificationIds: z.array(z.uuid()) }),
  run: async ({ ctx, payload }) => {
    const { county } = ctx.actor;
    const { channels } = ctx.services;
    const notifications = await findUndelivered(ctx.db, county, payload.notificationIds);
    const userIds = [...new Set(notifications.map((n) => n.userId))];
    const contacts = await channels.contactsOf?.(ctx.db, county, userIds);
    const rows = notifications.flatMap(({ id, userId }) =>
      NAMES.flatMap((channel) => {
        const address = contacts?.get(userId)?.[channel];
        if (!address || !channels[channel]) return [];
        const made = { attempts: 0, last_error: null, created_at: ctx.clock.now(), sent_at: null };
        return [{ county, id: newId(), notification_id: id, channel, address, state: 'waiting' as const, ...made }];
      }),
    );
    await ctx.db.transaction().execute(async (tx) => {
      await insertDeliveries(tx, rows);
      for (const { id } of rows) {
        await addJob(
          tx,
          sendDeliveryJob,
          { county, payload: { deliveryId: id } },
          { key: id, attempts: MOST_ATTEMPTS },
        );
      }
    });
  },
});

/**
 * Sends one delivery and keeps the receipt. Should we be killed between the other side's yes and our commit, it is
 * sent again under the same id: at least once, never silently lost.
 */
export const sendDeliveryJob = job({
  name: 'notify:send',
  payload: z.object({ deliveryId: z.uuid() }),
  run: async ({ ctx, payload }) => {
    const failure = await ctx.db.transaction().execute(async (db) => {
      const { county } = ctx.actor;
      const delivery = await lockWaitingDelivery(db, county, payload.deliveryId);
      if (!delivery) return null;
      const { channel, address, title, detail, link } = delivery;
      const attempts = delivery.attempts + 1;
      const message = { id: payload.deliveryId, to: address, title, detail, link: fullLink(ctx, link) };
      try {
        await wayOut(ctx, channel).send(message);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        const state = attempts >= MOST_ATTEMPTS ? ('failed' as const) : ('waiting' as const);
        await updateDelivery(db, county, payload.deliveryId, { state, attempts, last_error: reason.slice(0, 500) });
        return state === 'failed' ? null : error;
      }
      const receipt = { state: 'sent' as const, attempts, last_error: null, sent_at: ctx.clock.now() };
      await updateDelivery(db, county, payload.deliveryId, receipt);
      return null;
    });
    if (failure) throw failure; // after the attempt is on record: the queue tries again later
  },
});

function wayOut(ctx: Ctx, name: ChannelName): Channel {
  const channel = ctx.services.channels[name];
  if (!channel) throw new Error(`${name} is not configured any more`);
  return channel;
}

function fullLink({ services }: Ctx, link: string): string {
  const { publicUrl } = services.channels;
  return link && publicUrl ? new URL(link, publicUrl).href : '';
}
