// starts the embedded database of a data folder and prints its url
import { startEmbeddedPostgres } from '@zhiben/platform/server/db/embedded-postgres.ts';
const server = await startEmbeddedPostgres({ dir: process.argv[2] + '/postgres' });
console.log(server.url.replace(/\/[^/]*$/, m => m));
process.on('SIGTERM', async () => { await server.stop(); process.exit(0); });
setInterval(() => {}, 1e6);
