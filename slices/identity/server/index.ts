import type { Actor } from '@zhiben/platform/domain/actor.ts';
import type { Clock } from '@zhiben/platform/domain/clock.ts';
import type { Db } from '@zhiben/platform/server/db/connect.ts';
import { defineSlice, EVERYONE } from '@zhiben/platform/server/slice.ts';
import type { FastifyRequest } from 'fastify';
import { ACCOUNT_PERMISSION } from '../domain/account.contract.ts';
import { identityError } from '../domain/identity.terms.ts';
import { ADMINISTER_PERMISSION } from '../domain/user.contract.ts';
import { accountRoutes } from './account.routes.ts';
import { oidcRoutes } from './oidc.routes.ts';
import { ONLY_ACCOUNT, resumeSession } from './session.actions.ts';
import { sweepSessions } from './session.jobs.ts';
import { sessionRoutes } from './session.routes.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { userRoutes } from './user.routes.ts';
import { userImportRoutes } from './user-import.routes.ts';

export { contactsOf, findActor, listContacts, listPeople, listPeopleNames, namesOf } from './people.queries.ts';
export { actorOf, openSession } from './session.actions.ts';
export { SESSION_COOKIE } from './session-cookie.ts';
export { insertUsers, type NewUser } from './user.queries.ts';

export const identitySlice = defineSlice({
  name: 'identity',
  permissions: { [ACCOUNT_PERMISSION]: EVERYONE, [ADMINISTER_PERMISSION]: ['administrator'] },
  routes: [...sessionRoutes, ...oidcRoutes, ...accountRoutes, ...userImportRoutes, ...userRoutes],
  jobs: [sweepSessions],
});

/**
 * How the server learns who sends a request: the session cookie. People with a temporary password hold the
 * permission for their own account alone, and are told so wherever else they knock.
 */
export function authenticator(db: Db, clock: Clock, permissionsOfRole: (role: string) => ReadonlySet<string>) {
  return async (request: FastifyRequest): Promise<Actor | null> => {
    const token = request.cookies[SESSION_COOKIE];
    const actor = token ? await resumeSession(db, token, clock.now(), permissionsOfRole) : null;
    const { permission } = request.routeOptions.config;
    if (actor?.permissions === ONLY_ACCOUNT && permission && !ONLY_ACCOUNT.has(permission)) {
      throw identityError('must-change-password', {});
    }
    return actor;
  };
}
