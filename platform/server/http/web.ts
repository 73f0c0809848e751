import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { appError } from '../../domain/errors.ts';
import { handleError } from './problem.ts';

/** Which app an address belongs to. */
function pageOf(path: string): string {
  if (path === '/m' || path.startsWith('/m/')) return 'm.html';
  return path.startsWith('/public/') ? 'public.html' : 'index.html';
}

/**
 * Serves the built screens: the phone app below `/m`, pages without sign-in below `/public`, the console everywhere
 * else. Files with a content hash in their name are kept by browsers for ever; pages are asked for each time.
 */
export async function registerWeb(app: FastifyInstance, root: string | null): Promise<void> {
  if (root !== null) {
    await app.register(fastifyStatic, {
      root,
      index: false,
      wildcard: false, // one route a file: whatever else is asked for is a page, or nothing
      cacheControl: false,
      preCompressed: true, // the build lays `x.js.br` and `x.js.gz` beside `x.js`
      globIgnore: ['**/*.gz', '**/*.br'],
      setHeaders: (response, path) => {
        const forEver = path.startsWith(join(root, 'assets'));
        response.setHeader('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (root !== null && request.method === 'GET' && !path.startsWith('/api/') && !/\.\w+$/.test(path)) {
      return reply.sendFile(pageOf(path));
    }
    return handleError(appError('not-found', { what: '这个地址' }), request, reply);
  });
}
