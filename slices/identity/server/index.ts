import type { Actor } from '@zhiben/platform/domain/actor.ts';
import type { Clock } from '@zhiben/platform/domain/clock.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { defineSlice } from '@zhiben/platform/server/slice.ts';
import type { FastifyRequest } from 'fastify';
import { resumeSession } from './session.actions.ts';
import { SESSION_COOKIE, sessionRoutes } from './session.routes.ts';

export { insertUsers, type NewUser } from './identity.queries.ts';
export { actorOf, openSession } from './session.actions.ts';
export { SESSION_COOKIE } from './session.routes.ts';

export const identitySlice = defineSlice({
  name: 'identity',
  permissions: {},
  routes: [...sessionRoutes],
});

/** How the server learns who sends a request: the session cookie. */
export function authenticator(db: Db, clock: Clock, permissionsOfRole: (role: string) => ReadonlySet<string>) {
  return (request: FastifyRequest): Promise<Actor | null> => {
    const token = request.cookies[SESSION_COOKIE];
    return token ? resumeSession(db, token, clock.now(), permissionsOfRole) : Promise.resolve(null);
  };
}
