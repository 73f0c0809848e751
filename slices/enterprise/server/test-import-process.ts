import { systemActor } from '@zhiben/platform/domain/actor.ts';
import { fixedClock } from '@zhiben/platform/domain/clock.ts';
import { connect } from '@zhiben/platform/server/db/connect.ts';
import { localFileStore } from '@zhiben/platform/server/files/local-file-store.ts';
import { testCtx, testServices } from '@zhiben/platform/server/test-ctx.ts';
import { applyImport } from './enterprise-import.actions.ts';
import { checkImport } from './enterprise-import.check.ts';

/** A process of its own that works on an import, for the test that ends it in the middle. */
const [url = '', county = '', id = '', at = '', folder = ''] = process.argv.slice(2);
const connection = connect({ url, max: 4, as: 'application' });
const services = { ...testServices, files: localFileStore(folder) };
const ctx = testCtx(connection, systemActor(county), { clock: fixedClock(at), services });
await checkImport(ctx, id);
await applyImport(ctx, id);
await connection.close();
