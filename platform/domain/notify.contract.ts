import { z } from 'zod';
import { contract, countSchema, idSchema, pageOf, pageQuery } from './contract.ts';

/** A line of a person's inbox. `link` is a path of this application, or empty. */
const notificationSchema = z.object({
  id: idSchema,
  kind: z.string(),
  title: z.string(),
  detail: z.string(),
  link: z.string(),
  createdAt: z.iso.datetime(),
  readAt: z.iso.datetime().nullable(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const listNotifications = contract({
  method: 'GET',
  url: '/api/notifications',
  permission: 'notify:read',
  summary: '我的消息，新的在前；unread=1 时只列未读',
  query: z.object({ ...pageQuery, unread: z.enum(['0', '1']).default('0') }),
  response: pageOf(notificationSchema),
});

export const countUnreadNotifications = contract({
  method: 'GET',
  url: '/api/notifications/unread',
  permission: 'notify:read',
  summary: '我的未读消息数',
  response: countSchema,
});

export const readNotification = contract({
  method: 'POST',
  url: '/api/notifications/:id/read',
  permission: 'notify:read',
  summary: '把一条消息标为已读（重复无害），返回未读消息数',
  params: z.object({ id: idSchema }),
  response: countSchema,
});

export const readAllNotifications = contract({
  method: 'POST',
  url: '/api/notifications/read-all',
  permission: 'notify:read',
  summary: '把我的消息全部标为已读，返回未读消息数',
  response: countSchema,
});
