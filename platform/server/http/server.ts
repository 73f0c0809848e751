import cookie from '@fastify/cookie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify';
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod';
import helmet from 'helmet';
import { z } from 'zod';
import type { Actor } from '../../domain/actor.ts';
import type { Clock } from '../../domain/clock.ts';
import { problemSchema, type RouteContract } from '../../domain/contract.ts';
import { appError } from '../../domain/errors.ts';
import { newId } from '../../domain/ids.ts';
import { sayIssue } from '../../domain/issue-words.ts';
import { createCtx, type Services } from '../ctx.ts';
import type { Connection } from '../db/connect.ts';
import type { Log } from '../log.ts';
import type { HandlerArgs, Slice } from '../slice.ts';
import { observe, registerHealth } from './health.ts';
import { handleError } from './problem.ts';
import { answerTwins } from './sent-twice.ts';
import { serializerCompiler } from './serialize.ts';
import { registerWeb } from './web.ts';

export interface ServerParts {
  readonly slices: readonly Slice[];
  readonly connection: Connection;
  readonly clock: Clock;
  readonly log: Log;
  readonly services: Services;
  /** Who sends this request; null without a session. Given by the identity slice at assembly. */
  readonly authenticate: (request: FastifyRequest) => Promise<Actor | null>;
  /** Who a request without session acts as on routes with `permission: null`. */
  readonly guest: (request: FastifyRequest) => Actor;
  /** Chinese names of the roles holding a permission, for the sentence of a 403. */
  readonly whoHas: (permission: string) => string;
  /** Requests a minute from one session or address. */
  readonly rateLimit: number;
  readonly version: string;
  /** Folder of the built screens; null serves the API alone. */
  readonly webRoot: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor | null;
  }
  interface FastifyContextConfig {
    /** `slice:verb`, or null for routes that work without a session. A route that says neither stops the boot. */
    permission?: string | null;
  }
}

// Messages about wrong fields reach people.
z.config({ localeError: (issue) => sayIssue(issue, issue.input) });

const BODY_LIMIT = 1_000_000;
const UPLOAD_LIMIT = 50_000_000;

/** The HTTP server without a port: `listen` is the caller's business, tests use `inject`. */
export async function buildServer(parts: ServerParts): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    genReqId: () => newId(),
    forceCloseConnections: 'idle', // kept connections must not hold up a stop; event streams end in order
    trustProxy: process.env.ZHIBEN_TRUST_PROXY === '1',
    routerOptions: { maxParamLength: 200 },
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(handleError);
  app.decorateRequest('actor', null);

  // Before any route: one without a declared permission must stop the server from booting (promise 3).
  app.addHook('onRoute', (options) => {
    const isReferencePage = options.url.startsWith('/api/docs'); // static pages of the Swagger UI package
    if (options.url.startsWith('/api/') && !isReferencePage && options.config?.permission === undefined) {
      throw new Error(`route ${String(options.method)} ${options.url} declares no permission`);
    }
  });
  observe(app);

  await app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    refuseCrossSiteWrite(request);
    const permission = request.routeOptions.config.permission;
    if (permission === undefined) return;
    request.actor = await parts.authenticate(request);
    if (permission === null) return;
    if (!request.actor) throw appError('not-signed-in', {});
    const meant = request.headers['x-zhiben-person'];
    if (meant !== undefined && meant !== request.actor.userId) throw appError('other-person', {});
    if (!request.actor.permissions.has(permission)) {
      throw appError('forbidden', { permission, who: parts.whoHas(permission) });
    }
  });
  const secure = helmet({ contentSecurityPolicy, hsts: false }); // its Fastify plugin reads the policy anew each time
  app.addHook('onRequest', (request, reply, done) => secure(request.raw, reply.raw, (error) => done(error as Error)));
  await app.register(multipart, { limits: { fileSize: UPLOAD_LIMIT, files: 10, fields: 20, fieldSize: 100_000 } });
  // Lines of records are not gathered in memory: whoever takes them reads the stream, up to a limit of its own.
  app.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
  await app.register(rateLimit, {
    max: parts.rateLimit,
    timeWindow: '1 minute',
    hook: 'preHandler', // after authentication, so that people behind one address do not share a limit
    keyGenerator: (request) => request.actor?.userId ?? request.ip,
    errorResponseBuilder: (_, { ttl }) => appError('too-many-requests', { seconds: Math.ceil(ttl / 1000) }),
  });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '治本 Zhiben API', version: parts.version, description: '安全生产治本攻坚平台接口' },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'zhiben_session' } },
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: true, uiHooks: {} });

  for (const slice of parts.slices) registerSlice(app, slice, parts);
  app.get('/api/openapi.json', { config: { permission: null }, schema: { hide: true } }, async () => app.swagger());
  registerHealth(app, parts.connection);
  await registerWeb(app, parts.webRoot);
  return app;
}

const contentSecurityPolicy = {
  directives: {
    defaultSrc: ["'self'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'", 'blob:'],
    // antd writes its component styles into the page at run time.
    styleSrc: ["'self'", "'unsafe-inline'"],
    scriptSrc: ["'self'"],
    connectSrc: ["'self'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: null,
  },
};

/** Browsers name the site of origin on every write; a write from elsewhere is refused even with a valid cookie. */
function refuseCrossSiteWrite(request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw appError('cross-site', {});
  const { origin } = request.headers;
  // `null` is what sandboxed and local pages send: no page of ours.
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== request.host)) {
    throw appError('cross-site', {});
  }
}

function registerSlice(app: FastifyInstance, slice: Slice, parts: ServerParts): void {
  const { connection, clock, services } = parts;
  for (const { contract, run } of slice.routes) {
    if (contract.permission !== null && !parts.slices.some((s) => (contract.permission as string) in s.permissions)) {
      throw new Error(`${contract.method} ${contract.url}: no slice announces the permission ${contract.permission}`);
    }
    app.route({
      method: contract.method,
      url: contract.url,
      config: {
        permission: contract.permission,
        ...(contract.perMinute && { rateLimit: { max: Math.min(contract.perMinute, parts.rateLimit) } }),
      },
      schema: openApiSchema(slice, contract),
      handler: async (request, reply) => {
        const actor = request.actor ?? parts.guest(request);
        const ctx = createCtx({ connection, actor, clock, log: request.log, requestId: request.id, services });
        const { params, query, body } = request;
        const args = { ctx, params, query, body, raw: { request, reply } } as unknown as HandlerArgs<RouteContract>;
        return answerTwins(ctx, contract, body, () => run(args));
      },
    });
  }
}

function openApiSchema(slice: Slice, contract: RouteContract) {
  const { params, query, body, response, permission, summary } = contract;
  return {
    tags: [slice.name],
    summary,
    ...(permission === null ? {} : { description: `权限 \`${permission}\``, security: [{ session: [] }] }),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    response: { 200: response, '4xx': problemSchema, '5xx': problemSchema },
  };
}
