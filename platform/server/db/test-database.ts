import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import { type Connection, connect } from './connect.ts';
import { databaseUrl } from './url.ts';

/** Set by `e2e/global-setup.ts`: the test server and the migrated template that every test file clones. */
export const TEST_SERVER = 'ZHIBEN_TEST_SERVER';
export const TEMPLATE = 'zhiben_template';

/** A database of its own for the calling test file, cloned from the template and dropped at the end. */
export function testDatabase(): { readonly app: Connection; readonly owner: Connection; readonly url: string } {
  const name = `test_${createHash('sha256').update(`${process.pid}:${Math.random()}`).digest('hex').slice(0, 16)}`;
  const held: { app?: Connection; owner?: Connection; url?: string } = {};
  const server = () => {
    const url = process.env[TEST_SERVER];
    if (!url) throw new Error('run database tests through vitest.config.ts: its global setup starts PostgreSQL');
    return url;
  };
  beforeAll(async () => {
    const admin = connect({ url: server(), max: 1, as: 'owner' });
    await sql`create database ${sql.id(name)} template ${sql.id(TEMPLATE)}`.execute(admin.db);
    await admin.close();
    held.url = databaseUrl(server(), name);
    held.app = connect({ url: held.url, max: 10, as: 'application' });
    held.owner = connect({ url: held.url, max: 2, as: 'owner' });
  });
  afterAll(async () => {
    await held.app?.close();
    await held.owner?.close();
    const admin = connect({ url: server(), max: 1, as: 'owner' });
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(admin.db);
    await admin.close();
  });
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the test database is there from beforeAll on');
    return value;
  };
  return {
    get app() {
      return need(held.app);
    },
    get owner() {
      return need(held.owner);
    },
    get url() {
      return need(held.url);
    },
  };
}
