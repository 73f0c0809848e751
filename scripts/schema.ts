import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import { startEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
import { migrate } from '@zhiben/platform/server/db/migrate.ts';
import { checkSchema } from './dump-schema.ts';

/** `schema.ts` writes migrations/schema.sql; `schema.ts --check` fails when it is out of date. */
const dir = mkdtempSync(join(tmpdir(), 'zhiben-schema-'));
const server = await startEmbeddedPostgres({ dir, volatile: true });
const owner = connect({ url: server.url, max: 2, as: 'owner' });
let upToDate: boolean;
try {
  await migrate(owner);
  upToDate = await checkSchema(owner, !process.argv.includes('--check'));
} finally {
  await owner.close();
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
if (!upToDate) {
  console.error('migrations/schema.sql is out of date: run `npm run schema` and commit it.');
  process.exitCode = 1;
}
