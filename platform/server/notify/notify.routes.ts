import {
  countUnreadNotifications,
  listNotifications,
  readAllNotifications,
  readNotification,
} from '../../domain/notify.contract.ts';
import { decodeCursor, toPage } from '../http/paging.ts';
import { route } from '../slice.ts';
import { countUnread, listInbox, markRead } from './notify.queries.ts';

// A person's own inbox: whoever is signed in sees and marks what is theirs, so no scope beyond the user id applies.
export const notifyRoutes = [
  route(listNotifications, async ({ ctx, query: { cursor, limit, unread } }) => {
    const after = cursor === undefined ? {} : { after: decodeCursor(cursor, ['instant', 'id']) };
    const rows = await listInbox(ctx.db, ctx.actor, { limit: limit + 1, unreadOnly: unread === '1', ...after });
    return toPage(rows, limit, (row) => [row.createdAt, row.id]);
  }),
  route(countUnreadNotifications, ({ ctx }) => countUnread(ctx.db, ctx.actor)),
  route(readNotification, async ({ ctx, params }) => {
    await markRead(ctx.db, ctx.actor, ctx.clock.now(), params.id);
    return countUnread(ctx.db, ctx.actor);
  }),
  route(readAllNotifications, async ({ ctx }) => {
    await markRead(ctx.db, ctx.actor, ctx.clock.now());
    return countUnread(ctx.db, ctx.actor);
  }),
];
