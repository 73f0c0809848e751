import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Connection } from '../db/connect.ts';

const metrics = new Registry();
collectDefaultMetrics({ register: metrics });
const durations = new Histogram({
  name: 'zhiben_http_request_seconds',
  help: 'Time to answer, by route pattern, method and status',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
  registers: [metrics],
});
const pool = new Gauge({
  name: 'zhiben_db_connections',
  help: 'Database connections of this process',
  labelNames: ['state'],
  registers: [metrics],
});

/** Logs and measures every answer; bodies, cookies and query strings stay out of the log. */
export function observe(app: FastifyInstance): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    durations.labels(request.method, route, String(reply.statusCode)).observe(reply.elapsedTime / 1000);
    const line = { requestId: request.id, method: request.method, route, status: reply.statusCode };
    request.log.debug({ ...line, ms: Math.round(reply.elapsedTime), userId: request.actor?.userId }, 'answered');
  });
}

/** `/healthz` the process lives; `/readyz` it can serve; `/metrics` Prometheus. None of them says anything of the data. */
export function registerHealth(app: FastifyInstance, connection: Connection): void {
  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }));
  app.get('/readyz', { schema: { hide: true } }, async (_, reply) => {
    try {
      await sql`select 1`.execute(connection.db);
      return { status: 'ok' };
    } catch {
      return reply.status(503).send({ status: 'database unreachable' });
    }
  });
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) => {
    const { totalCount, idleCount, waitingCount } = connection.pool;
    pool.labels('total').set(totalCount);
    pool.labels('idle').set(idleCount);
    pool.labels('waiting').set(waitingCount);
    return reply.type(metrics.contentType).send(await metrics.metrics());
  });
}
