import { PassThrough } from 'node:stream';
import { appError } from '../../domain/errors.ts';
import { openLive } from '../../domain/live.contract.ts';
import type { Ctx } from '../ctx.ts';
import type { Db } from '../db/connect.ts';
import { route } from '../slice.ts';
import { type Listener, LiveHub } from './hub.ts';

/** After this the browser connects anew: rights that were taken away end here at the latest. */
const LIFETIME_MS = 10 * 60_000;
/** A listener that has left so much unread will not catch up. */
const MOST_UNREAD_BYTES = 100_000;
const WATCH_MS = 500;

const hubs = new WeakMap<Db, LiveHub>();

/** The hub of this process for a database. */
export function hubOf({ db, log }: Pick<Ctx, 'db' | 'log'>): LiveHub {
  const hub = hubs.get(db) ?? new LiveHub(db, log);
  hubs.set(db, hub);
  return hub;
}

export const liveRoutes = [
  route(openLive, async ({ ctx, raw: { request, reply } }) => {
    const hub = hubOf(ctx);
    const stream = new PassThrough();
    const listener: Listener = {
      userId: ctx.actor.userId,
      scope: ctx.actor.scope,
      write: (text) => {
        if (stream.writableEnded || stream.destroyed || stream.writableLength > MOST_UNREAD_BYTES) return false;
        stream.write(text);
        return true;
      },
      end: () => stream.end(),
    };
    const lifetime = setTimeout(() => stream.end(), LIFETIME_MS).unref();
    // A server that stops waits for open answers: this one ends as soon as it no longer listens.
    const { server } = request.server;
    const listening = server.listening;
    const watch = setInterval(() => listening && !server.listening && stream.end(), WATCH_MS).unref();
    stream.once('close', () => {
      clearTimeout(lifetime);
      clearInterval(watch);
      hub.remove(listener);
    });
    if (!(await hub.add(listener))) {
      stream.destroy();
      throw appError('too-many-requests', { seconds: 60 });
    }
    // Without keeping the connection for later requests: a server that stops would wait for those.
    reply.headers({ connection: 'close', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    return reply.type('text/event-stream; charset=utf-8').send(stream);
  }),
];
