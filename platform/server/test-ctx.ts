import { pino } from 'pino';
import type { Actor } from '../domain/actor.ts';
import { type Clock, systemClock } from '../domain/clock.ts';
import { secretFiles } from './auth/secret-files.ts';
import { type Ctx, createCtx, type Services } from './ctx.ts';
import type { Connection } from './db/connect.ts';
import { localFileStore } from './files/local-file-store.ts';
import { testFolder } from './test-folder.ts';

/** Services for tests: everything real that needs no configuration. */
export const testServices: Services = {
  hashAlgorithm: 'sha256',
  secretKey: Buffer.alloc(32, 7),
  permissionsOfRole: () => new Set(),
  oidc: null,
  files: localFileStore(testFolder('files')),
  secrets: secretFiles(testFolder('secrets'), {}),
  channels: { mail: null, gateway: null },
  version: 'test',
};

/** A context outside any request. */
export function testCtx(connection: Connection, actor: Actor, parts: { clock?: Clock; services?: Services } = {}): Ctx {
  return createCtx({
    connection,
    actor,
    clock: parts.clock ?? systemClock,
    log: pino({ level: 'silent' }),
    requestId: 'test',
    services: parts.services ?? testServices,
  });
}
