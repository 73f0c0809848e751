import { join } from 'node:path';
import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { type Clock, systemClock } from '@zhiben/platform/domain/clock.ts';
import { secretFiles } from '@zhiben/platform/server/auth/secret-files.ts';
import type { Services } from '@zhiben/platform/server/ctx.ts';
import type { Connection } from '@zhiben/platform/server/db/connect.ts';
import { openFileStore } from '@zhiben/platform/server/files/open-file-store.ts';
import { buildServer } from '@zhiben/platform/server/http/server.ts';
import { createLog, type Log } from '@zhiben/platform/server/log.ts';
import { openChannels } from '@zhiben/platform/server/notify/open-channels.ts';
import { EVERYONE, permissionsOf, rolesWith } from '@zhiben/platform/server/slice.ts';
import { ROLE_NAMES, ROLES, type Role } from '@zhiben/slices/identity/domain';
import { authenticator, contactsOf } from '@zhiben/slices/identity/server';
import type { FastifyInstance } from 'fastify';
import type { Config } from './config.ts';
import { slices } from './slices.ts';
import { VERSION } from './version.ts';

const permissions = new Map(ROLES.map((role) => [role as string, permissionsOf(role, slices)]));
const none: ReadonlySet<string> = new Set();

/** What slices may use of this process, from the configuration. */
export function createServices(config: Pick<Config, 'hashAlgorithm' | 'secretKey' | 'oidc' | 'dataDir'>): Services {
  const { hashAlgorithm, secretKey, oidc, dataDir } = config;
  return {
    hashAlgorithm,
    secretKey,
    oidc,
    version: VERSION,
    permissionsOfRole: (role) => permissions.get(role) ?? none,
    files: openFileStore(process.env, dataDir),
    secrets: secretFiles(join(dataDir, 'secrets'), process.env),
    channels: openChannels(process.env, contactsOf),
  };
}

interface Parts {
  readonly connection: Connection;
  readonly services: Services;
  readonly rateLimit: number;
  readonly webRoot: string | null;
  readonly clock?: Clock;
  readonly log?: Log;
}

/** The whole product as one Fastify server, not yet listening. */
export function createServer({ connection, services, rateLimit, webRoot, ...rest }: Parts): Promise<FastifyInstance> {
  const { clock = systemClock, log = createLog() } = rest;
  return buildServer({
    slices,
    connection,
    clock,
    log,
    services,
    rateLimit,
    webRoot,
    version: VERSION,
    authenticate: authenticator(connection.db, clock, services.permissionsOfRole),
    guest: () => ({ ...systemActor('000000'), name: '未登录', role: 'guest' }),
    whoHas: (permission) => {
      const roles = rolesWith(permission, slices);
      return roles === EVERYONE ? '所有登录人员' : roles.map((role) => ROLE_NAMES[role as Role]).join('、');
    },
  });
}
