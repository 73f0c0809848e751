import { z } from 'zod';
import { contract } from './contract.ts';

/**
 * What the stream of `openLive` says, as `data` of a server-sent event: something was done to a subject. It carries no
 * content; who wants that asks for the record anew, with their own rights.
 */
export const liveEventSchema = z.object({
  /** Kind and id of the subject, as in the audit chain: `hazard`. */
  kind: z.string(),
  id: z.uuid(),
  /** `slice:verb` */
  action: z.string(),
});
export type LiveEvent = z.infer<typeof liveEventSchema>;

/** Events of this name say that more happened than is listed: ask for everything anew. Sent on connecting, too. */
export const LIVE_REFRESH = 'refresh';

export const openLive = contract({
  method: 'GET',
  url: '/api/live',
  permission: 'live:read',
  summary: '实时变动（server-sent events），只含管辖范围内的事项；refresh 事件表示应整体刷新',
  response: z.unknown(),
});
