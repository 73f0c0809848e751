import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { type Actor, systemActor } from '../domain/actor.ts';
import { type Clock, systemClock } from '../domain/clock.ts';
import { newId } from '../domain/ids.ts';
import type { Scope } from '../domain/scope.ts';
import type { Services } from './ctx.ts';
import type { Connection } from './db/connect.ts';
import { buildServer } from './http/server.ts';
import { permissionsOf, type Slice } from './slice.ts';
import { testServices } from './test-ctx.ts';

/** A person of a county for tests of the platform, which knows no users: the whole county unless `scope` narrows it. */
export function testActor(county: string, role: string, scope: Partial<Scope> = {}): Actor {
  const whole = { county, division: `${county}000000`, industries: null, enterpriseId: null };
  const permissions = new Set<string>();
  return { userId: newId(), name: '测试人员', county, role, bodyId: null, permissions, scope: { ...whole, ...scope } };
}

/** The header that says who sends a request to a `testServer`. */
export const AS = 'x-test-user';

/** The real server over some slices, with sign-in replaced by a header that names one of `people`. */
export function testServer(
  connection: Connection,
  slices: readonly Slice[],
  people: readonly Actor[],
  parts: { clock?: Clock; services?: Services } = {},
): Promise<FastifyInstance> {
  return buildServer({
    slices,
    connection,
    clock: parts.clock ?? systemClock,
    log: pino({ level: 'silent' }),
    services: parts.services ?? testServices,
    authenticate: async (request) => {
      const person = people.find((p) => p.userId === request.headers[AS]);
      return person ? { ...person, permissions: permissionsOf(person.role, slices) } : null;
    },
    guest: () => systemActor('000000'),
    whoHas: () => '',
    rateLimit: 100_000,
    version: 'test',
    webRoot: null,
  });
}
