import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import { startEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { migrate } from '@zhiben/platform/server/db/migrate.ts';
import { TEMPLATE, TEST_SERVER } from '@zhiben/platform/server/db/test-database.ts';
import { databaseUrl } from '@zhiben/platform/server/db/url.ts';
import { TEST_FOLDER } from '@zhiben/platform/server/test-folder.ts';
import { sql } from 'kysely';
import { DEMO_FOLDER } from './product.ts';

/** Starts one throw-away PostgreSQL for the whole run, migrates the template that test files clone, and names the folders of the demo and of what tests leave. */
export default async function setup(): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'zhiben-test-'));
  const server = await startEmbeddedPostgres({ dir, volatile: true });
  const admin = connect({ url: server.url, max: 1, as: 'owner' });
  await sql`create database ${sql.id(TEMPLATE)}`.execute(admin.db);
  await admin.close();
  const template = connect({ url: databaseUrl(server.url, TEMPLATE), max: 2, as: 'owner' });
  await migrate(template);
  await template.close();
  process.env[TEST_SERVER] = server.url;
  const files = mkdtempSync(join(tmpdir(), 'zhiben-files-'));
  process.env[TEST_FOLDER] = files;
  const demo = mkdtempSync(join(tmpdir(), 'zhiben-demo-'));
  process.env[DEMO_FOLDER] = demo;
  return async () => {
    await server.stop();
    rmSync(files, { recursive: true, force: true });
    rmSync(demo, { recursive: true, force: true });
    rmSync(dir, { recursive: true, force: true });
  };
}
